package io.coppice.bench;

import io.coppice.backend.Speed;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.ShowFloor;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;

/**
 * Typing into the search above a table of 37,248 machines, while time runs at 1x: from the key
 * until the frame that shows the rows was laid out. And the table's opening, and sorting it.
 */
public final class FilterBench implements Bench {
  private static final String[] WORDS = {"vm-1234", "372", "7 9 1", "host:12", "-99 8"};
  private static final int ROUNDS = 6;

  @Override
  public String name() {
    return "filter-keystroke";
  }

  @Override
  public void run(Out out) throws Exception {
    LiveSession session =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), ShowFloor.build());
    session.site().time().orElseThrow().setSpeed(Speed.X1);
    try (LiveConsole console =
        LiveConsole.open(
            session,
            Locale.ENGLISH,
            _ -> new Shell.Parts(List.of(new ObjectPages(List.of())), List.of(), List.of()))) {
      long before = System.nanoTime();
      console.go(new Place.Page(new DatacentreId(0), "machines"));
      TableView<?> table = console.node("table-machines", TableView.class);
      console.until(() -> table.getItems().size() == ShowFloor.HOSTS * ShowFloor.MACHINES_A_HOST);
      out.figure("open", (System.nanoTime() - before) / 1e6, "ms");
      TextField search = console.node("table-search", TextField.class);
      List<Double> times = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        List<Double> kept = round == 0 ? new ArrayList<>() : times;
        for (String word : WORDS) {
          type(table, search, word, kept);
        }
      }
      double[] all = times.stream().mapToDouble(Double::doubleValue).toArray();
      out.figure("keys", all.length, "");
      out.figure("p50", PageMapBench.percentile(all, 50), "ms");
      out.figure("p95", PageMapBench.percentile(all, 95), "ms");
      out.figure("p99", PageMapBench.percentile(all, 99), "ms");
    }
  }

  /** Types letter by letter, then takes all back at once. */
  private static void type(TableView<?> table, TextField search, String word, List<Double> times)
      throws Exception {
    for (int length = 1; length <= word.length(); length++) {
      String text = word.substring(0, length);
      if (!text.endsWith(" ") && !text.endsWith(":")) {
        key(table, search, text, times);
      }
    }
    key(table, search, "", times);
  }

  /** Only keys that change the rows have a frame to wait for. */
  private static void key(TableView<?> table, TextField search, String text, List<Double> times)
      throws Exception {
    CountDownLatch shown = new CountDownLatch(1);
    long[] span = new long[2];
    ListChangeListener<Object> changed =
        _ -> {
          Scene scene = table.getScene();
          Runnable[] after = new Runnable[1];
          after[0] =
              () -> {
                scene.removePostLayoutPulseListener(after[0]);
                span[1] = System.nanoTime();
                shown.countDown();
              };
          scene.addPostLayoutPulseListener(after[0]);
        };
    LiveConsole.onFx(
        () -> {
          table.getItems().addListener(changed);
          span[0] = System.nanoTime();
          search.setText(text);
          return null;
        });
    boolean came = shown.await(500, TimeUnit.MILLISECONDS);
    LiveConsole.onFx(
        () -> {
          table.getItems().removeListener(changed);
          return null;
        });
    if (came) {
      times.add((span[1] - span[0]) / 1e6);
    }
  }
}
