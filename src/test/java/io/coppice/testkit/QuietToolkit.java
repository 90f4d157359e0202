package io.coppice.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;

/** Whether JavaFX has nothing to draw but what the test itself does. */
public final class QuietToolkit {
  private static final int WINDOW = 300;
  private static final int WINDOWS = 30;

  private QuietToolkit() {}

  /**
   * Waits until no frame is drawn for a moment; skips the test where something that another test
   * left animated draws on for seconds. Not on the FX thread.
   *
   * @param scene a shown one
   */
  public static void assumed(Scene scene) throws InterruptedException {
    AtomicInteger frames = new AtomicInteger();
    Runnable drawn = frames::incrementAndGet;
    listen(() -> scene.addPreLayoutPulseListener(drawn));
    try {
      int before = -1;
      for (int i = 0; i < WINDOWS && before != frames.get(); i++) {
        before = frames.get();
        Thread.sleep(WINDOW);
      }
      assumeTrue(before == frames.get(), "something else in this process animates");
    } finally {
      listen(() -> scene.removePreLayoutPulseListener(drawn));
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
