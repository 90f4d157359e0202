package io.coppice.ui.kit.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.kit.forms.CheckList.Tick;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A list of five thousand things to tick. */
@ExtendWith(ApplicationExtension.class)
class CheckListTest {
  private static final int THINGS = 5_000;

  private final AtomicInteger changes = new AtomicInteger();
  private CheckList<Integer> list;

  @Start
  void open(Stage stage) {
    list = new CheckList<>("list", "Things", n -> "thing " + n, null, changes::incrementAndGet);
    IntStream.range(0, THINGS).forEach(n -> list.add(n, n == 2 ? Tick.SOME : Tick.OFF));
    stage.setScene(new Scene(list, 300, 400));
    stage.show();
    list.requestFocus();
  }

  private CheckBox box(String text) {
    return list.lookupAll(".check-box").stream()
        .map(CheckBox.class::cast)
        .filter(box -> text.equals(box.getText()) && box.getParent().isVisible())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onlyWhatIsInSightHasABox(FxRobot robot) {
    robot.interact(() -> {});
    int boxes = list.lookupAll(".check-box").size();
    assertTrue(boxes > 5 && boxes < 60, boxes + " boxes");
  }

  private void scroll(FxRobot robot, int to) {
    robot.interact(
        () -> {
          list.scrollTo(to);
          list.layout();
        });
  }

  @Test
  void ticksAreKeptOutOfSight(FxRobot robot) {
    robot.interact(() -> box("thing 1").fire());
    scroll(robot, THINGS - 1);
    robot.interact(() -> assertEquals(false, box("thing " + (THINGS - 1)).isSelected()));
    scroll(robot, 0);
    robot.interact(() -> assertTrue(box("thing 1").isSelected()));
    assertEquals(Set.of(1), list.those(Tick.ON));
    assertEquals(Set.of(2), list.those(Tick.SOME));
    assertEquals(1, changes.get());
  }

  @Test
  void spaceTicksTheRowThatHasTheKeyboard(FxRobot robot) {
    robot.interact(() -> list.getSelectionModel().clearAndSelect(0));
    robot.type(KeyCode.DOWN, KeyCode.SPACE);
    assertEquals(Set.of(1), list.those(Tick.ON));
    robot.type(KeyCode.SPACE);
    assertEquals(Set.of(), list.those(Tick.ON));
    robot.interact(() -> list.reveal(THINGS - 1));
    robot.type(KeyCode.SPACE);
    assertEquals(Set.of(THINGS - 1), list.those(Tick.ON));
  }
}
