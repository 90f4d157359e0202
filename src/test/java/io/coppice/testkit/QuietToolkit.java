package io.coppice.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.ui.kit.IdlePulse;
import io.coppice.ui.kit.ToolkitPulse;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Scene;

/** Whether JavaFX has nothing to draw but what the test itself does. */
public final class QuietToolkit {
  /** Milliseconds without a frame. */
  private static final int QUIET = 300;

  /** Frames after which it is not waited on: of an animation, some seconds of them. */
  private static final int MOST_FRAMES = 300;

  private QuietToolkit() {}

  /**
   * Waits until no frame is drawn for a moment; skips the test where something that another test
   * left animated draws on for seconds. Not on the FX thread.
   *
   * @param scene a shown one
   */
  public static void assumed(Scene scene) throws InterruptedException {
    AtomicReference<CountDownLatch> next = new AtomicReference<>(new CountDownLatch(1));
    Runnable drawn = () -> next.get().countDown();
    listen(() -> scene.addPreLayoutPulseListener(drawn));
    try {
      int left = MOST_FRAMES;
      while (left > 0 && next.get().await(QUIET, TimeUnit.MILLISECONDS)) {
        next.set(new CountDownLatch(1));
        left--;
      }
      assumeTrue(left > 0, "something else in this process animates");
    } finally {
      listen(() -> scene.removePreLayoutPulseListener(drawn));
    }
  }

  /**
   * Fails if JavaFX goes on to draw at a scene on which nothing happens; skips the test where its
   * timer cannot be seen. Not on the FX thread.
   */
  public static void assertRests(Scene scene) throws InterruptedException {
    Optional<ToolkitPulse> pulse = LiveConsole.onFx(ToolkitPulse::find);
    assumeTrue(pulse.isPresent(), "the command line does not open JavaFX's timer");
    CountDownLatch rested = new CountDownLatch(2);
    IdlePulse idle =
        LiveConsole.onFx(
            () ->
                new IdlePulse(
                    pulse.get(),
                    scene,
                    is -> {
                      if (is) {
                        rested.countDown();
                      }
                    }));
    try {
      assertTrue(rested.await(30, TimeUnit.SECONDS), "it beats on");
    } finally {
      listen(idle::close);
    }
  }

  private static void listen(Runnable action) {
    LiveConsole.onFx(
        () -> {
          action.run();
          return null;
        });
  }
}
