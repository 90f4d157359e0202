package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class X11VisibilityTest {
  /** Seconds. */
  private static final int PATIENCE = 60;

  private static final int MOMENT = 5;

  private final BlockingQueue<Boolean> covered = new LinkedBlockingQueue<>();
  private Stage stage;

  @Start
  void open(Stage unused) {
    stage = new Stage();
    stage.setTitle("Seen");
    stage.setScene(new Scene(new Region(), 300, 200));
    stage.setX(100);
    stage.setY(100);
    stage.show();
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(stage::close);
  }

  @Test
  void aWindowThatIsNotOfX11HasNoName(FxRobot robot) {
    robot.interact(() -> assertEquals(OptionalLong.empty(), X11Visibility.id(stage)));
  }

  @Test
  @Tag("display")
  @Timeout(PATIENCE)
  void theWindowOfAnotherProgramCoversItAndLeavesItAgain(FxRobot robot)
      throws IOException, InterruptedException {
    robot.interact(() -> X11Visibility.listen(stage, covered::add));
    Process other = cover();
    try {
      Boolean told = null;
      while (told == null || !told) {
        told = covered.poll(MOMENT, TimeUnit.SECONDS);
        if (told == null) {
          // the window may have come before the listener, which hears of changes
          end(other);
          other = cover();
        }
      }
    } finally {
      end(other);
    }
    while (covered.take()) {
      // the window of one of the attempts
    }
    robot.interact(stage::close);
    String name = "window-visibility";
    while (Thread.getAllStackTraces().keySet().stream().anyMatch(it -> it.getName().equals(name))) {
      Thread.onSpinWait();
    }
  }

  private static Process cover() throws IOException {
    return new ProcessBuilder(List.of("xlogo", "-geometry", "4000x4000+0+0")).inheritIO().start();
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
