package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class ToolkitPulseTest {
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
  void withoutADisplayTheTimerIsLeftAlone() {
    assumeTrue("Headless".equals(System.getProperty("glass.platform")), "there is a display");
    Optional<ToolkitPulse> found = LiveConsole.onFx(ToolkitPulse::find);
    assertFalse(found.map(ToolkitPulse::isSlowable).orElse(false));
  }

  @Test
  void whatIsHurriedNeedsNoBeatOfTheTimer() throws InterruptedException {
    Optional<ToolkitPulse> found = LiveConsole.onFx(ToolkitPulse::find);
    assumeTrue(found.isPresent(), "the command line does not open JavaFX's toolkit");
    ToolkitPulse pulse = found.get();
    CountDownLatch drawn = new CountDownLatch(FRAMES);
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            drawn.countDown();
            Platform.runLater(pulse::hasten);
          }
        };
    try {
      LiveConsole.onFx(
          () -> {
            pulse.stop();
            timer.start();
            pulse.hasten();
            return null;
          });
      assertTrue(drawn.await(30, TimeUnit.SECONDS));
    } finally {
      LiveConsole.onFx(
          () -> {
            timer.stop();
            pulse.start();
            return null;
          });
    }
  }

  @Test
  @Tag("display")
  void whatRestsStillDrawsWhatWaits() throws InterruptedException {
    Optional<ToolkitPulse> found = LiveConsole.onFx(ToolkitPulse::find);
    assumeTrue(found.isPresent(), "the command line does not open JavaFX's timer");
    ToolkitPulse pulse = found.get();
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
          pulse.rest(true);
          timer.start();
          return null;
        });
    assertTrue(drawn.await(30, TimeUnit.SECONDS));
    LiveConsole.onFx(
        () -> {
          pulse.rest(false);
          timer.stop();
          return null;
        });
  }
}
