package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.QuietToolkit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class IdlePulseTest {
  private static final int PATIENCE = 60;

  private Stage stage;
  private IdlePulse idle;
  private CountDownLatch roused = new CountDownLatch(0);

  @BeforeEach
  void start() throws TimeoutException, InterruptedException {
    FxToolkit.registerPrimaryStage();
    Optional<ToolkitPulse> pulse = LiveConsole.onFx(ToolkitPulse::find);
    assumeTrue(pulse.isPresent(), "the command line does not open JavaFX's timer");
    LiveConsole.onFx(
        () -> {
          stage = new Stage();
          stage.setScene(new Scene(new Region(), 300, 200));
          stage.show();
          return null;
        });
    QuietToolkit.assumed(stage.getScene());
    LiveConsole.onFx(
        () -> {
          idle = new IdlePulse(pulse.get(), stage.getScene(), this::told);
          return null;
        });
  }

  @AfterEach
  void stop() {
    if (stage != null) {
      LiveConsole.onFx(
          () -> {
            if (idle != null) {
              idle.close();
            }
            stage.close();
            return null;
          });
    }
  }

  private void told(boolean is) {
    if (!is) {
      roused.countDown();
    }
  }

  private void until(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, () -> LiveConsole.onFx(condition));
  }

  private void untilIdle() throws TimeoutException {
    until(idle::isIdle);
  }

  @Test
  void withoutAFrameItIsSlowAndAFrameBringsTheUsualBeatBack() throws Exception {
    for (int time = 0; time < 3; time++) {
      untilIdle();
      roused = new CountDownLatch(1);
      Platform.runLater(Platform::requestNextPulse);
      assertTrue(roused.await(PATIENCE, TimeUnit.SECONDS));
    }
  }

  @Test
  void whereNobodyWorksAFrameNowAndThenIsNoReasonForTheUsualBeat() throws Exception {
    LiveConsole.onFx(
        () -> {
          idle.calm(true);
          return null;
        });
    untilIdle();
    CountDownLatch drawn = new CountDownLatch(1);
    AtomicBoolean stillIdle = new AtomicBoolean();
    Runnable look =
        () -> {
          stillIdle.set(idle.isIdle());
          drawn.countDown();
        };
    LiveConsole.onFx(
        () -> {
          // after the pulse's own: those who listen are told in the order in which they came
          stage.getScene().addPreLayoutPulseListener(look);
          Platform.requestNextPulse();
          return null;
        });
    assertTrue(drawn.await(PATIENCE, TimeUnit.SECONDS));
    assertTrue(stillIdle.get());
  }

  @Test
  void whatMovesThereBringsTheUsualBeatBack() throws Exception {
    LiveConsole.onFx(
        () -> {
          idle.calm(true);
          return null;
        });
    untilIdle();
    roused = new CountDownLatch(1);
    AnimationTimer moving =
        LiveConsole.onFx(
            () -> {
              AnimationTimer timer =
                  new AnimationTimer() {
                    @Override
                    public void handle(long now) {}
                  };
              timer.start();
              return timer;
            });
    assertTrue(roused.await(PATIENCE, TimeUnit.SECONDS));
    LiveConsole.onFx(
        () -> {
          moving.stop();
          return null;
        });
  }

  @Test
  void whoComesBackFindsTheUsualBeat() throws TimeoutException {
    LiveConsole.onFx(
        () -> {
          idle.calm(true);
          return null;
        });
    untilIdle();
    assertFalse(
        LiveConsole.onFx(
            () -> {
              idle.calm(false);
              return idle.isIdle();
            }));
  }

  @Test
  void aKeyBringsTheUsualBeatBackAtOnce() throws TimeoutException {
    untilIdle();
    assertFalse(
        LiveConsole.onFx(
            () -> {
              Event.fireEvent(stage.getScene(), key());
              return idle.isIdle();
            }));
  }

  @Test
  void soDoesOneInAWindowThatWasOpenedSince() throws TimeoutException {
    Popup popup =
        LiveConsole.onFx(
            () -> {
              Popup shown = new Popup();
              shown.getContent().add(new Region());
              shown.show(stage);
              return shown;
            });
    untilIdle();
    assertFalse(
        LiveConsole.onFx(
            () -> {
              Event.fireEvent(popup.getScene(), key());
              return idle.isIdle();
            }));
  }

  @Test
  void whoClosesItLeavesTheUsualBeatBehind() throws TimeoutException {
    untilIdle();
    assertFalse(
        LiveConsole.onFx(
            () -> {
              idle.close();
              return idle.isIdle();
            }));
  }

  private static KeyEvent key() {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.A, false, false, false, false);
  }
}
