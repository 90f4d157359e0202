package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.testkit.LiveConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class PulseRateTest {
  private static final int FRAMES = 3;

  @BeforeEach
  void start() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void whatStartsTheConsoleLetsItSlowItsPulse() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertEquals(
        3, pom.split("\\$\\{app\\.opens\\.pulse}", -1).length - 1, "for mvn, tests, packages");
  }

  @Test
  void withoutADisplayThePulseIsLeftAlone() {
    assumeTrue("Headless".equals(System.getProperty("glass.platform")), "there is a display");
    assertEquals(Optional.empty(), LiveConsole.onFx(PulseRate::find));
  }

  @Test
  @Tag("display")
  void whatRestsStillDrawsWhatWaits() throws InterruptedException {
    Optional<PulseRate> found = LiveConsole.onFx(PulseRate::find);
    assumeTrue(found.isPresent(), "the command line does not open JavaFX's timer");
    PulseRate rate = found.get();
    CountDownLatch drawn = new CountDownLatch(FRAMES);
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            drawn.countDown();
          }
        };
    LiveConsole.onFx(
        () -> {
          rate.rest(true);
          timer.start();
          return null;
        });
    assertTrue(drawn.await(30, TimeUnit.SECONDS));
    LiveConsole.onFx(
        () -> {
          rate.rest(false);
          timer.stop();
          return null;
        });
  }
}
