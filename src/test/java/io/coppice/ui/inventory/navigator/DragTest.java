package io.coppice.ui.inventory.navigator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Speed;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
  private ListView<Row> tree;

  @Start
  void open(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(3, 6)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ObjectPages(List.of())),
                List.of(new InventoryTrees()),
                List.of(InventoryActions::all)));
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @BeforeEach
  @SuppressWarnings("unchecked")
  void findTree() {
    tree = console.node("tree-hosts", ListView.class);
  }

  private boolean shows(EntityId id) {
    return tree.getItems().stream().anyMatch(row -> row.id().equals(id));
  }

  private TreeCell cell(EntityId id) {
    return console.node(TreeCell.class, cell -> stands(cell, id));
  }

  private boolean stands(TreeCell cell, EntityId id) {
    return tree.equals(cell.getListView())
        && cell.isVisible()
        && cell.getItem() != null
        && cell.getItem().id().equals(id);
  }

  /** Waits until the cell of an object says what a drop on it would do. */
  private void untilMarked(EntityId id, String mark) {
    console.until(
        () ->
            console
                .shown(TreeCell.class, cell -> stands(cell, id))
                .filter(cell -> cell.getStyleClass().contains(mark))
                .isPresent());
  }

  private Machine machine(MachineId id) {
    return console.session().snapshot().inventory().machine(id);
  }

  private void openHost(FxRobot robot) {
    console.until(() -> shows(HERE));
    robot.clickOn(cell(HERE)).type(KeyCode.RIGHT);
    console.until(() -> shows(FIRST) && shows(SECOND));
    // The new rows get their places with the next pulses.
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void machinesDraggedOntoAHostMigrateInOneStep(FxRobot robot) {
    openHost(robot);
    assertEquals(HERE, machine(FIRST).host());
    robot.clickOn(cell(FIRST));
    robot.press(KeyCode.CONTROL).clickOn(cell(SECOND)).release(KeyCode.CONTROL);
    robot.drag(cell(SECOND), MouseButton.PRIMARY).moveTo(cell(THERE));
    untilMarked(THERE, "drop-ok");
    assertTrue(console.node("drop-said-hosts", Label.class).getText().contains("2"));
    console.picture("drag");
    robot.drop();
    Button go = console.node("dialog-go", Button.class);
    assertEquals(HERE, machine(FIRST).host(), "asked first");
    robot.interact(go::fire);
    console.until(
        () -> machine(FIRST).host().equals(THERE) && machine(SECOND).host().equals(THERE));
    assertTrue(console.session().undoState().undo().isPresent());
  }

  @Test
  void aHostThatCannotTakeTheMachineSaysWhyAndTakesNoDrop(FxRobot robot) {
    openHost(robot);
    robot.drag(cell(FIRST), MouseButton.PRIMARY).moveTo(cell(HERE));
    untilMarked(HERE, "drop-bad");
    assertTrue(
        console.node("drop-said-hosts", Label.class).getText().contains(machine(FIRST).name()));
    robot.drop();
    assertEquals(HERE, machine(FIRST).host());
    assertTrue(console.session().undoState().undo().isEmpty());
  }

  @Test
  void aRowOfATableDraggedOntoAHostOfTheNavigatorMigrates(FxRobot robot) {
    console.until(() -> shows(HERE) && shows(THERE));
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Page(HERE, "machines")));
    console.node("table-machines", TableView.class);
    TableRow<?> row =
        console.node(TableRow.class, shown -> shown.isVisible() && FIRST.equals(shown.getItem()));
    WaitForAsyncUtils.waitForFxEvents();
    robot.clickOn(row);
    robot.drag(row, MouseButton.PRIMARY).moveTo(cell(THERE));
    untilMarked(THERE, "drop-ok");
    robot.drop();
    console.until(() -> machine(FIRST).host().equals(THERE));
  }
}
