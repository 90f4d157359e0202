package io.coppice.ui.inventory.page.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.SnapshotOperation;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.PowerState;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.inventory.page.snapshots.TreeRows.Row;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The snapshots of a running machine, on its page. */
@ExtendWith(ApplicationExtension.class)
class SnapshotsPartTest {
  private static final MachineId ON = new MachineId(1);

  private ConsoleWindow console;

  @Start
  void open(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 6)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ObjectPages(List.of())), List.of(), List.of(InventoryActions::all)));
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @SuppressWarnings("unchecked")
  private TableView<Row> snapshots(FxRobot robot) {
    console
        .session()
        .submit(
            "take",
            List.of(new SnapshotOperation.Take(ON, "before update", "as it was", false, false)))
        .toCompletableFuture()
        .join();
    console.until(
        () -> !console.session().snapshot().inventory().machine(ON).snapshots().isEmpty());
    robot.interact(() -> console.context().navigation().open(new Place.Page(ON, "snapshots")));
    TableView<Row> table = console.node("snapshot-tree", TableView.class);
    console.until(() -> table.getItems().size() == 2);
    return table;
  }

  @Test
  void whatIsKeptHasHeadingsAMenuAndIsToldInFull(FxRobot robot) {
    TableView<Row> table = snapshots(robot);
    assertEquals(
        List.of("Name", "Description", "Keeps", "Size", "Taken"),
        table.getColumns().stream().map(TableColumn::getText).toList());
    List<MenuItem> menu = table.getContextMenu().getItems();
    assertTrue(menu.stream().allMatch(MenuItem::isDisable));
    ScrollPane detail = console.node("snapshot-detail", ScrollPane.class);
    assertFalse(detail.isVisible());
    robot.interact(() -> table.getSelectionModel().select(0));
    assertTrue(menu.stream().noneMatch(MenuItem::isDisable));
    assertTrue(detail.isVisible());
    assertTrue(
        detail.getContent().lookupAll(".label").stream()
            .anyMatch(node -> "as it was".equals(((Label) node).getText())));
    robot.interact(() -> table.getSelectionModel().select(1));
    assertFalse(detail.isVisible(), "the present is no snapshot");
  }

  @Test
  void revertingARunningMachineSaysThatItWillBeOff(FxRobot robot) {
    TableView<Row> table = snapshots(robot);
    robot.interact(() -> table.getSelectionModel().select(0));
    robot.interact(console.node("snapshot-revert", Button.class)::fire);
    console.node(Label.class, label -> "Revert vm-001 to “before update”?".equals(label.getText()));
    console.node(Label.class, label -> label.getText().contains("runs now and will be off"));
    robot.interact(console.node("dialog-go", Button.class)::fire);
    console.until(
        () ->
            console.session().snapshot().inventory().machine(ON).power() == PowerState.POWERED_OFF);
  }
}
