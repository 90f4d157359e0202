package io.coppice.ui.inventory.navigator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Speed;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@Tag("dnd")
@ExtendWith(ApplicationExtension.class)
class DragTest {
  private static final MachineId FIRST = new MachineId(1);
  private static final MachineId SECOND = new MachineId(4);
  private static final HostId HERE = new HostId(1);
  private static final HostId THERE = new HostId(2);

  private ConsoleWindow console;

  @Start
  void open(Stage stage) {
    console = new ConsoleWindow(stage, SmallSite.of(3, 6), Locale.ENGLISH);
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @SuppressWarnings("unchecked")
  private ListView<Row> tree() {
    return console.node("tree-hosts", ListView.class);
  }

  private boolean shows(EntityId id) {
    return tree().getItems().stream().anyMatch(row -> row.id().equals(id));
  }

  private TreeCell cell(FxRobot robot, EntityId id) {
    return robot.lookup(".list-cell").queryAllAs(TreeCell.class).stream()
        .filter(cell -> tree().equals(cell.getListView()) && cell.isVisible())
        .filter(cell -> cell.getItem() != null && cell.getItem().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Machine machine(MachineId id) {
    return console.session().snapshot().inventory().machine(id);
  }

  private void openHost(FxRobot robot) {
    console.until(() -> shows(HERE));
    robot.clickOn(cell(robot, HERE)).type(KeyCode.RIGHT);
    console.until(() -> shows(FIRST) && shows(SECOND));
    // The new rows get their places with the next pulses.
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void machinesDraggedOntoAHostMigrateInOneStep(FxRobot robot) {
    openHost(robot);
    assertEquals(HERE, machine(FIRST).host());
    robot.clickOn(cell(robot, FIRST));
    robot.press(KeyCode.CONTROL).clickOn(cell(robot, SECOND)).release(KeyCode.CONTROL);
    robot.drag(cell(robot, SECOND), MouseButton.PRIMARY).moveTo(cell(robot, THERE));
    console.until(() -> cell(robot, THERE).getStyleClass().contains("drop-ok"));
    assertTrue(console.node("drop-said-hosts", Label.class).getText().contains("2"));
    console.picture("drag");
    robot.drop();
    console.until(
        () -> machine(FIRST).host().equals(THERE) && machine(SECOND).host().equals(THERE));
    assertTrue(console.session().undoState().undo().isPresent());
  }

  @Test
  void aHostThatCannotTakeTheMachineSaysWhyAndTakesNoDrop(FxRobot robot) {
    openHost(robot);
    robot.drag(cell(robot, FIRST), MouseButton.PRIMARY).moveTo(cell(robot, HERE));
    console.until(() -> cell(robot, HERE).getStyleClass().contains("drop-bad"));
    assertTrue(
        console.node("drop-said-hosts", Label.class).getText().contains(machine(FIRST).name()));
    robot.drop();
    assertEquals(HERE, machine(FIRST).host());
    assertTrue(console.session().undoState().undo().isEmpty());
  }
}
