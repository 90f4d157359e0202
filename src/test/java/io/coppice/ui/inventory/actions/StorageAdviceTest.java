package io.coppice.ui.inventory.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Speed;
import io.coppice.backend.StoragePlacement.Choice;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.DatastoreCluster.Policy;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.NodeNames;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.forms.TargetTable;
import io.coppice.ui.kit.Theme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Making a machine in a datastore cluster. */
@ExtendWith(ApplicationExtension.class)
class StorageAdviceTest {
  private static final DatastoreId FIRST = new DatastoreId(0);
  private static final DatastoreId SECOND = new DatastoreId(1);

  private ConsoleWindow console;

  @Start
  void open(Stage stage) {
    console = new ConsoleWindow(stage, SmallSite.of(4, 24), Locale.GERMAN);
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
  }

  @AfterEach
  void close() {
    console.close();
  }

  private Inventory now() {
    return console.session().snapshot().inventory();
  }

  private void ask(Operation... operations) {
    console.session().submit("prepare", List.of(operations));
  }

  /** A cluster of both datastores, of which the first is half full. */
  private FolderId cluster(boolean automatic) {
    FolderId pod = new FolderId(now().folders().size());
    ask(new InventoryOperation.CreateFolder(SmallSite.STORAGE, "fast"));
    console.until(() -> now().folders().size() > pod.value());
    ask(
        new InventoryOperation.Move(FIRST, pod),
        new InventoryOperation.Move(SECOND, pod),
        new InventoryOperation.SetDatastoreCluster(pod, Optional.of(new Policy(automatic, 80, 15))),
        new FaultOperation.FillDatastore(FIRST, 2048 * 1024));
    console.until(
        () ->
            Optional.ofNullable(now().folders().get(pod.value()))
                    .flatMap(Folder::cluster)
                    .isPresent()
                && !now().datastore(FIRST).filler().equals(io.coppice.model.Bytes.ZERO)
                && now().datastore(SECOND).folder().equals(pod));
    return pod;
  }

  private void storagePage(FxRobot robot, FolderId pod) {
    console.act("new-machine", SmallSite.CLUSTER);
    TextField name = console.node("form-name", TextField.class);
    robot.interact(() -> name.setText("brand-new"));
    robot.interact(console.node("form-next", Button.class)::fire);
    robot.interact(console.node("form-next", Button.class)::fire);
    TableView<?> table = console.node("place-storage", TableView.class);
    console.until(() -> table.getItems().size() == 3);
    robot.interact(() -> ((TargetTable) table.getParent()).choose(pod));
  }

  private Machine made() {
    console.submit();
    console.until(() -> now().machines().size() > 24);
    return now().machine(new MachineId(24));
  }

  @Test
  void automaticStorageDrsSaysWhereItPutsItAndWhy(FxRobot robot) {
    FolderId pod = cluster(true);
    storagePage(robot, pod);
    Label head = console.node("storage-advice-head", Label.class);
    Datastore second = now().datastore(SECOND);
    console.until(() -> head.getText().contains(second.name()) && console.ready());
    assertTrue(head.getText().contains("am wenigsten voll"), head.getText());
    assertFalse(console.node("storage-advice-datastores", TableView.class).isVisible());
    console.picture("storage-advice-automatic");
    robot.interact(console.node("form-step-ready", javafx.scene.control.ToggleButton.class)::fire);
    console.until(
        () ->
            console
                .shown(Label.class, label -> ("fast / " + second.name()).equals(label.getText()))
                .isPresent());
    assertEquals(Optional.of(SECOND), MachineStorage.home(made()));
  }

  @Test
  @SuppressWarnings("unchecked")
  void whereItOnlyRecommendsTheUserMayTakeAnother(FxRobot robot) {
    FolderId pod = cluster(false);
    storagePage(robot, pod);
    TableView<Choice> choices = console.node("storage-advice-datastores", TableView.class);
    console.until(() -> choices.getItems().size() == 2 && console.ready());
    assertEquals(SECOND, choices.getSelectionModel().getSelectedItem().datastore());
    robot.interact(() -> console.theme().choose(Theme.Choice.DARK));
    console.picture("storage-advice-manual-dark");
    NodeNames said = new NodeNames();
    robot.interact(() -> said.lookAround("storage"));
    assertEquals(Map.of(), said.faults());
    robot.interact(() -> choices.getSelectionModel().select(1));
    robot.interact(console.node("form-step-ready", javafx.scene.control.ToggleButton.class)::fire);
    console.until(console::ready);
    assertEquals(Optional.of(FIRST), MachineStorage.home(made()));
  }
}
