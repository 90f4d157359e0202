package io.coppice.bench;

import io.coppice.backend.Speed;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.ShowFloor;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looking at one object after another on the show floor at 1x: until the page is built, and until
 * the frame with it was laid out.
 */
public final class PreviewBench implements Bench {
  private static final int WARM = 30;
  private static final int LOOKS = 90;

  @Override
  public String name() {
    return "preview";
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
      double[][] times = new double[2][LOOKS];
      for (int look = -WARM; look < LOOKS; look++) {
        double[] one = look(console, object(look + WARM));
        for (int i = 0; i < one.length && look >= 0; i++) {
          times[i][look] = one[i];
        }
      }
      for (int i = 0; i < times.length; i++) {
        String what = i == 0 ? "built" : "frame";
        Arrays.sort(times[i]);
        out.figure(what + "-p50", PageMapBench.percentile(times[i], 50), "ms");
        out.figure(what + "-p95", PageMapBench.percentile(times[i], 95), "ms");
      }
    }
  }

  private static EntityId object(int look) {
    return switch (look % 3) {
      case 0 -> new MachineId(look * 17);
      case 1 -> new HostId(look);
      default -> new ClusterId(look % ShowFloor.RACKS);
    };
  }

  /** Milliseconds until the page was built, and until it was laid out. */
  private static double[] look(LiveConsole console, EntityId id) throws InterruptedException {
    CountDownLatch shown = new CountDownLatch(1);
    long[] at = new long[3];
    LiveConsole.onFx(
        () -> {
          Runnable[] after = new Runnable[1];
          after[0] =
              () -> {
                console.scene().removePostLayoutPulseListener(after[0]);
                at[2] = System.nanoTime();
                shown.countDown();
              };
          at[0] = System.nanoTime();
          console.shell().context().navigation().preview(new Place.Page(id));
          at[1] = System.nanoTime();
          console.scene().addPostLayoutPulseListener(after[0]);
          return null;
        });
    if (!shown.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no frame shows " + id);
    }
    console.settle();
    return new double[] {(at[1] - at[0]) / 1e6, (at[2] - at[0]) / 1e6};
  }
}
