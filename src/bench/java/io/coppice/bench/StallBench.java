package io.coppice.bench;

import io.coppice.backend.Speed;
import io.coppice.boot.Screens;
import io.coppice.model.EntityId;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.ShowFloor;
import io.coppice.ui.kit.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;

/**
 * How long the FX thread does not answer while the show floor runs at 600x and a person types into
 * the filter, expands everything, sorts 37,248 machines by name and changes tabs. The thread is
 * asked to answer every millisecond; the figures are those waits. (Asked again at once, the asking
 * itself took one of two cores.)
 */
public final class StallBench implements Bench {
  private static final int ROUNDS = 4;
  private static final String TYPED = "rack-07 state:on";

  @Override
  public String name() {
    return "stalls";
  }

  @Override
  public void run(Out out) throws Exception {
    LiveSession session =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), ShowFloor.build());
    try (LiveConsole console =
        LiveConsole.open(session, Locale.ENGLISH, theme -> Screens.all(theme, Path.of("bench")))) {
      EntityId top = session.snapshot().inventory().datacentres().get(0).id();
      console.go(new Place.Page(top, "machines"));
      session.site().time().orElseThrow().setSpeed(Speed.X600);
      use(console, top, new TreeMap<>());
      Map<String, List<Double>> waits = new TreeMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        use(console, top, waits);
      }
      double[] times =
          waits.values().stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
      out.figure("answers", times.length, "answers");
      out.figure("p99", PageMapBench.percentile(times, 99), "ms");
      out.figure("worst", PageMapBench.percentile(times, 100), "ms");
      out.figure("over-50ms", (double) Arrays.stream(times).filter(t -> t > 50).count(), "stalls");
      waits.forEach(
          (name, of) ->
              out.figure(
                  "worst-" + name,
                  of.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                  "ms"));
    }
  }

  private static void use(LiveConsole console, EntityId top, Map<String, List<Double>> waits)
      throws Exception {
    TextField filter = (TextField) find(console, ".search-field");
    ToggleButton all = (ToggleButton) find(console, "#expand-all-hosts");
    act("expand-all", waits, all::fire);
    for (int end = 1; end <= TYPED.length(); end++) {
      String text = TYPED.substring(0, end);
      act("type", waits, () -> filter.setText(text));
    }
    act("clear", waits, filter::clear);
    act("collapse-all", waits, all::fire);
    act("sort", waits, () -> sort(console));
    act("sort", waits, () -> sort(console));
    for (String tab : List.of("", "monitor", "hosts", "machines")) {
      act(
          "tab-" + tab,
          waits,
          () -> console.shell().context().navigation().open(new Place.Page(top, tab)));
    }
  }

  private static Node find(LiveConsole console, String selector) {
    return LiveConsole.onFx(() -> console.scene().lookup(selector));
  }

  /** Sorts by the first column, as a click on its header does. */
  private static <T> void sort(LiveConsole console) {
    for (Node node : console.scene().getRoot().lookupAll(".table-view")) {
      @SuppressWarnings("unchecked")
      TableView<T> table = (TableView<T>) node;
      if (table.isVisible() && table.getItems().size() > 1000) {
        var column = table.getColumns().getFirst();
        column.setSortType(
            column.getSortType() == javafx.scene.control.TableColumn.SortType.ASCENDING
                ? javafx.scene.control.TableColumn.SortType.DESCENDING
                : javafx.scene.control.TableColumn.SortType.ASCENDING);
        table.getSortOrder().setAll(List.of(column));
      }
    }
  }

  /** Does something on the FX thread, and goes on asking it to answer for 400 ms. */
  private static void act(String name, Map<String, List<Double>> all, Runnable action)
      throws Exception {
    List<Double> waits = all.computeIfAbsent(name, _ -> new ArrayList<>());
    long until = System.nanoTime() + 400_000_000L;
    waits.add(answer(action));
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(1_000_000);
      waits.add(answer(() -> {}));
    }
  }

  private static double answer(Runnable action) throws Exception {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    long start = System.nanoTime();
    Platform.runLater(
        () -> {
          try {
            action.run();
            answered.complete(null);
          } catch (RuntimeException e) {
            answered.completeExceptionally(e);
          }
        });
    answered.get(60, TimeUnit.SECONDS);
    return (System.nanoTime() - start) / 1e6;
  }
}
