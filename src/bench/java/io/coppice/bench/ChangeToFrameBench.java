package io.coppice.bench;

import io.coppice.backend.InventoryOperation.Rename;
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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;

/**
 * The time from a change being asked of the show floor, which runs at 1x, until the frame in which
 * the navigator says it: preflight, journal (in memory), the world, its snapshot, the tree's state
 * off the FX thread, lay-out. The console is whole, with all of its areas; it is drawn by the
 * software pipeline without a display.
 */
public final class ChangeToFrameBench implements Bench {
  private static final int WARM = 60;
  private static final int CHANGES = 400;

  @Override
  public String name() {
    return "change-to-frame";
  }

  @Override
  public void run(Out out) throws Exception {
    LiveSession session =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), ShowFloor.build());
    try (LiveConsole console =
        LiveConsole.open(session, Locale.ENGLISH, theme -> Screens.all(theme, Path.of("bench")))) {
      EntityId target = session.snapshot().inventory().datacentres().get(0).id();
      console.go(new Place.Page(target));
      session.site().time().orElseThrow().setSpeed(Speed.X1);
      change(console, target, WARM);
      double[] times = change(console, target, CHANGES);
      out.figure("p50", PageMapBench.percentile(times, 50), "ms");
      out.figure("p95", PageMapBench.percentile(times, 95), "ms");
      out.figure("p99", PageMapBench.percentile(times, 99), "ms");
    }
  }

  private static double[] change(LiveConsole console, EntityId target, int count) throws Exception {
    AtomicReference<String> wanted = new AtomicReference<>();
    AtomicReference<CompletableFuture<Long>> seen = new AtomicReference<>();
    LiveConsole.onFx(
        () -> {
          Scene scene = console.scene();
          Node tree = scene.lookup("#tree-hosts");
          scene.addPostLayoutPulseListener(
              () -> {
                CompletableFuture<Long> waiting = seen.get();
                if (waiting != null && !waiting.isDone() && says(tree, wanted.get())) {
                  waiting.complete(System.nanoTime());
                }
              });
          return null;
        });
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      String name = "Floor " + (i % 2 == 0 ? "A" : "B") + i;
      CompletableFuture<Long> shown = new CompletableFuture<>();
      wanted.set(name);
      seen.set(shown);
      long start = System.nanoTime();
      console.session().submit("rename", List.of(new Rename(target, name)));
      times[i] = (shown.get(30, TimeUnit.SECONDS) - start) / 1e6;
    }
    seen.set(null);
    return times;
  }

  private static boolean says(Node tree, String name) {
    return tree.lookupAll(".label").stream()
        .anyMatch(node -> node instanceof Label label && name.equals(label.getText()));
  }
}
