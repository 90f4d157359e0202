package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class WindowVisibilityTest {
  private final List<Boolean> told = new ArrayList<>();
  private Stage stage;
  private WindowVisibility visibility;

  @Start
  void open(Stage unused) {
    List.copyOf(Window.getWindows()).forEach(Window::hide);
    stage = shown();
    visibility = new WindowVisibility(stage, told::add);
  }

  private static Stage shown() {
    Stage shown = new Stage();
    shown.setScene(new Scene(new Region(), 200, 100));
    shown.show();
    return shown;
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(
        () -> {
          visibility.close();
          stage.close();
        });
  }

  @Test
  void aCoveredWindowIsUnseenUntilSomethingOfItShows(FxRobot robot) {
    robot.interact(() -> visibility.cover(false));
    assertEquals(List.of(), told);
    robot.interact(() -> visibility.cover(true));
    assertEquals(List.of(true), told);
    robot.interact(() -> visibility.cover(true));
    robot.interact(() -> visibility.cover(false));
    assertEquals(List.of(true, false), told);
  }

  @Test
  void whatIsMinimisedAndCoveredIsSeenWhenNeitherHolds(FxRobot robot) {
    robot.interact(() -> stage.setIconified(true));
    robot.interact(() -> visibility.cover(true));
    robot.interact(() -> stage.setIconified(false));
    assertEquals(List.of(true), told);
    robot.interact(() -> visibility.cover(false));
    assertEquals(List.of(true, false), told);
  }

  /** Such as a dialog, or a chooser: it shows what the covered one computes. */
  @Test
  void aWindowThatOneOfOursCoversCountsAsSeen(FxRobot robot) {
    Stage[] dialog = new Stage[1];
    robot.interact(() -> dialog[0] = shown());
    robot.interact(() -> visibility.cover(true));
    assertEquals(List.of(), told);
    robot.interact(() -> dialog[0].close());
    assertEquals(List.of(true), told);
    robot.interact(() -> dialog[0].show());
    assertEquals(List.of(true, false), told);
    robot.interact(() -> dialog[0].close());
  }

  @Test
  void nothingIsToldOfAClosedWindow(FxRobot robot) {
    robot.interact(() -> visibility.close());
    robot.interact(() -> stage.setIconified(true));
    assertEquals(List.of(), told);
  }
}
