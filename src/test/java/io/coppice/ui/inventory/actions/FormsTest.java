package io.coppice.ui.inventory.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ModalPane;
import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.MachineOperation.EditPlacement;
import io.coppice.backend.Operation;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Tag;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.ui.inventory.forms.TargetTable;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.kit.forms.ObjectChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
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
class FormsTest {
  private ConsoleWindow console;

  @Start
  void open(Stage stage) {
    var read =
        assertInstanceOf(
            ScenarioReader.Result.Read.class, Scenarios.read(Scenarios.BUILT_IN.getFirst()));
    console = new ConsoleWindow(stage, read.blueprint(), Locale.ENGLISH);
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
  }

  @AfterEach
  void close() {
    console.close();
  }

  /** The nth running machine at the beginning. */
  private Machine running(int n) {
    List<Machine> running = new ArrayList<>();
    console
        .session()
        .snapshot()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.isOn()) {
                running.add(machine);
              }
            });
    return running.get(n);
  }

  private Machine now(Machine machine) {
    return console.session().snapshot().inventory().machine(machine.id());
  }

  /** Another host of its cluster. */
  private HostId beside(Machine machine) {
    var in = console.session().snapshot().inventory();
    List<HostId> found = new ArrayList<>();
    in.hosts()
        .forEach(
            host -> {
              if (host.cluster().equals(in.host(machine.host()).cluster())
                  && host.isUsable()
                  && !host.id().equals(machine.host())) {
                found.add(host.id());
              }
            });
    return found.getFirst();
  }

  private void pictures(String name) {
    console.picture(name + "-light");
    org.testfx.util.WaitForAsyncUtils.waitForAsyncFx(
        10_000, () -> console.theme().choose(Theme.Choice.DARK));
    console.picture(name + "-dark");
  }

  @Test
  void aMachineIsRenamed(FxRobot robot) {
    Machine machine = running(0);
    console.act("rename", machine.id());
    TextField name = console.node("form-name", TextField.class);
    robot.interact(() -> name.setText(" "));
    console.until(() -> !console.ready());
    robot.interact(() -> name.setText("renamed"));
    console.until(console::ready);
    pictures("rename");
    console.submit();
    console.until(() -> now(machine).name().equals("renamed"));
  }

  @Test
  void aTargetSaysWhetherMachinesCanGoThere(FxRobot robot) {
    Machine machine = running(0);
    console.act("migrate", machine.id(), running(1).id());
    TableView<?> table = console.node("targets-hosts", TableView.class);
    TargetTable targets = (TargetTable) table.getParent();
    console.until(() -> !table.getItems().isEmpty());
    console.until(() -> !console.ready());
    robot.interact(() -> targets.choose(machine.host()));
    console.node("form-problems", Parent.class);
    console.until(console::toldWhy);
    robot.interact(() -> targets.choose(beside(machine)));
    console.until(console::ready);
    pictures("migrate");
    console.submit();
    console.until(() -> !now(machine).host().equals(machine.host()));
  }

  @Test
  void snapshotsOfManyAreTakenInOneStep(FxRobot robot) {
    Machine one = running(0);
    Machine other = running(1);
    console.act("snapshot-take", one.id(), other.id());
    TextField name = console.node("form-name", TextField.class);
    console.until(console::ready);
    pictures("snapshot");
    robot.interact(() -> name.setText("before the change"));
    console.until(console::ready);
    console.submit();
    console.session().site().time().ifPresent(time -> time.setSpeed(Speed.MAX));
    console.until(() -> !now(one).snapshots().isEmpty() && !now(other).snapshots().isEmpty());
    assertEquals("before the change", now(one).snapshots().nodes().getLast().name());
  }

  @Test
  void aTagIsSetOnManyAndUndoneInOneStep(FxRobot robot) {
    Machine one = running(0);
    Machine other = running(1);
    Tag tag = Tag.parse("test:new");
    console.act("edit-tags", one.id(), other.id());
    TextField fresh = console.node("form-new-tag", TextField.class);
    robot.interact(() -> fresh.setText("test:new"));
    console.until(console::ready);
    pictures("tags");
    console.submit();
    console.until(
        () -> now(one).about().tags().contains(tag) && now(other).about().tags().contains(tag));
    console.until(() -> console.session().undoState().undo().isPresent());
    console.session().undo().toCompletableFuture().join();
    console.until(() -> !now(one).about().tags().contains(tag));
    assertEquals(other.about().tags(), now(other).about().tags());
  }

  @Test
  void sharesReservationAndLimitAreChanged(FxRobot robot) {
    Machine machine = running(0);
    console.act("edit-allocation", machine.id());
    NumberField reservation = console.node("form-memory-reservation", NumberField.class);
    robot.interact(() -> reservation.getEditor().setText("nothing"));
    console.until(() -> !console.ready());
    robot.interact(() -> reservation.getEditor().setText("128"));
    console.until(console::ready);
    pictures("allocation");
    console.submit();
    console.until(() -> now(machine).placement().memory().reservation() == 128);
  }

  @Test
  void notesThatDifferAreKeptUntilSomethingIsTyped(FxRobot robot) {
    Machine one = running(0);
    Machine other = running(1);
    ask(new SetNotes(one.id(), "first"), new SetNotes(other.id(), "second"));
    console.until(() -> now(other).about().notes().equals("second"));
    console.act("edit-notes", one.id(), other.id());
    TextArea notes = console.node("form-notes-text", TextArea.class);
    assertEquals("(various)", notes.getPromptText());
    console.until(console::toldWhy);
    assertFalse(console.ready());
    robot.interact(() -> notes.setText("both"));
    console.submit();
    console.until(() -> now(one).about().notes().equals("both"));
    console.until(() -> now(other).about().notes().equals("both"));
  }

  @Test
  void sharesOfSeveralChangeAndWhatDiffersElseIsKept(FxRobot robot) {
    Machine one = running(0);
    Machine other = running(1);
    ask(
        placed(one, 64, Machine.RestartPriority.HIGH),
        placed(other, 128, Machine.RestartPriority.LOW));
    console.until(() -> now(other).placement().memory().reservation() == 128);
    console.until(() -> now(one).placement().memory().reservation() == 64);
    console.act("edit-allocation", one.id(), other.id());
    NumberField reservation = console.node("form-memory-reservation", NumberField.class);
    assertEquals("", reservation.getEditor().getText());
    assertEquals("(various)", reservation.getEditor().getPromptText());
    console.until(console::toldWhy);
    assertFalse(console.ready());
    @SuppressWarnings("unchecked")
    ComboBox<ShareLevels> level = console.node("form-cpu-level", ComboBox.class);
    robot.interact(() -> level.setValue(ShareLevels.HIGH));
    pictures("allocation-various");
    console.submit();
    for (Machine machine : List.of(one, other)) {
      console.until(
          () -> now(machine).placement().cpu().shares() == ShareLevels.HIGH.cpu(now(machine)));
    }
    assertEquals(64, now(one).placement().memory().reservation());
    assertEquals(128, now(other).placement().memory().reservation());
    assertEquals(Machine.RestartPriority.HIGH, now(one).placement().restart());
    assertEquals(Machine.RestartPriority.LOW, now(other).placement().restart());
  }

  private static Operation placed(Machine machine, int reserved, Machine.RestartPriority restart) {
    Allocation memory = machine.placement().memory();
    return new EditPlacement(
        machine.id(),
        machine.placement().cpu(),
        new Allocation(memory.shares(), reserved, memory.limit(), memory.expandable()),
        restart);
  }

  private void ask(Operation... operations) {
    console.session().submit("prepare", List.of(operations)).toCompletableFuture().join();
  }

  @Test
  void aClickBesideAFormThrowsNothingAway(FxRobot robot) {
    Machine machine = running(0);
    console.act("edit-notes", machine.id());
    TextArea notes = console.node("form-notes-text", TextArea.class);
    robot.interact(() -> notes.setText("a long note"));
    ModalPane modal = console.node("modal", ModalPane.class);
    robot.clickOn(modal.localToScreen(20, modal.getHeight() - 20));
    robot.interact(() -> {});
    assertTrue(modal.isDisplay());
    assertEquals("a long note", console.node("form-notes-text", TextArea.class).getText());
    robot.interact(notes::requestFocus);
    robot.type(KeyCode.ESCAPE);
    console.until(() -> !modal.isDisplay());
  }

  @Test
  void hardwareIsChangedAndWhatCannotRunSaysWhy(FxRobot robot) {
    Machine machine = running(0);
    console.act("edit-hardware", machine.id());
    NumberField vcpus = console.node("form-vcpus", NumberField.class);
    console.until(() -> vcpus.isFocused() || vcpus.getEditor().isFocused());
    robot.interact(() -> vcpus.getEditor().setText("5000"));
    console.until(console::toldWhy);
    console.until(() -> !console.ready());
    pictures("hardware-refused");
    robot.interact(() -> vcpus.getEditor().setText("" + machine.hardware().vcpus()));
    robot.interact(console.node("form-disks-add", Button.class)::fire);
    console.until(console::ready);
    robot.interact(() -> console.theme().choose(Theme.Choice.LIGHT));
    pictures("hardware");
    console.submit();
    console.until(
        () -> now(machine).hardware().disks().size() == machine.hardware().disks().size() + 1);
  }

  @Test
  void aPathIsCut(FxRobot robot) {
    Host host = console.session().snapshot().inventory().hosts().get(0);
    console.act("links", host.id());
    CheckBox path = console.node(CheckBox.class, box -> box.getText().startsWith("Path"));
    robot.interact(() -> path.setSelected(false));
    console.until(console::ready);
    pictures("links");
    console.submit();
    console.until(
        () ->
            console.session().snapshot().inventory().host(host.id()).datastores().stream()
                .anyMatch(mount -> !mount.pathUp()));
  }

  @Test
  void aMachineMovesToAnotherFolder(FxRobot robot) {
    Machine machine = running(0);
    console.act("move", machine.id());
    @SuppressWarnings("unchecked")
    ComboBox<ObjectChoice> place = console.node("form-place", ComboBox.class);
    ObjectChoice other =
        place.getItems().stream()
            .filter(choice -> !choice.id().equals(machine.folder()))
            .findFirst()
            .orElseThrow();
    robot.interact(() -> place.setValue(other));
    console.until(console::ready);
    pictures("move");
    console.submit();
    console.until(() -> now(machine).folder().equals(other.id()));
  }

  @Test
  void aMachineIsMadePageByPage(FxRobot robot) {
    var cluster = console.session().snapshot().inventory().host(running(0).host()).cluster();
    console.act("new-machine", cluster.orElseThrow());
    TextField name = console.node("form-name", TextField.class);
    robot.interact(() -> name.setText("brand-new"));
    console.until(console::ready);
    pictures("new-name");
    robot.interact(() -> console.theme().choose(Theme.Choice.LIGHT));
    robot.interact(console.node("form-next", Button.class)::fire);
    TableView<?> compute = console.node("place-compute", TableView.class);
    console.until(() -> !compute.getItems().isEmpty());
    console.until(console::ready);
    pictures("new-compute");
    robot.interact(() -> console.theme().choose(Theme.Choice.LIGHT));
    robot.interact(console.node("form-next", Button.class)::fire);
    TableView<?> storage = console.node("place-storage", TableView.class);
    console.until(() -> !storage.getItems().isEmpty());
    robot.interact(console.node("form-next", Button.class)::fire);
    console.node("form-vcpus", NumberField.class);
    pictures("new-hardware");
    robot.interact(() -> console.theme().choose(Theme.Choice.LIGHT));
    robot.interact(console.node("form-next", Button.class)::fire);
    console.until(console::ready);
    pictures("new-ready");
    console.submit();
    console.until(() -> named("brand-new").isPresent());
    assertEquals(2, named("brand-new").orElseThrow().hardware().vcpus());
  }

  @Test
  void aLinkedCloneIsMade(FxRobot robot) {
    Machine source = running(0);
    console.act("clone", source.id());
    ToggleButton linked = console.node("clone-linked", ToggleButton.class);
    robot.interact(() -> linked.setSelected(true));
    console.until(console::ready);
    pictures("clone");
    console.submit();
    console.until(() -> named(source.name() + "-clone").isPresent());
    assertEquals(
        source.id(), named(source.name() + "-clone").orElseThrow().linked().orElseThrow().parent());
  }

  private Optional<Machine> named(String name) {
    List<Machine> found = new ArrayList<>();
    console
        .session()
        .snapshot()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.name().equals(name)) {
                found.add(machine);
              }
            });
    return found.stream().findFirst();
  }

  @Test
  void aMenuOpensWithTheReasonsOfWhatCannotRun(FxRobot robot) {
    ListView<?> tree = console.node("tree-hosts", ListView.class);
    robot.interact(
        () -> ActionMenus.popUp(tree, 20, 20, List.of(running(0).id()), console.context()));
    console.until(() -> Window.getWindows().stream().anyMatch(ContextMenu.class::isInstance));
    ContextMenu menu =
        Window.getWindows().stream()
            .filter(ContextMenu.class::isInstance)
            .map(ContextMenu.class::cast)
            .findFirst()
            .orElseThrow();
    MenuItem powerOn =
        menu.getItems().stream()
            .filter(item -> "action-power-on".equals(item.getId()))
            .findFirst()
            .orElseThrow();
    assertTrue(powerOn.isDisable());
    assertTrue(powerOn.getText().contains("runs already"), powerOn.getText());
    console.popupPicture("menu-light");
    robot.interact(menu::hide);
    robot.interact(() -> console.theme().choose(Theme.Choice.DARK));
    robot.interact(
        () ->
            ActionMenus.popUp(
                tree,
                20,
                20,
                List.of(console.session().snapshot().inventory().hosts().get(0).id()),
                console.context()));
    console.until(() -> Window.getWindows().stream().anyMatch(ContextMenu.class::isInstance));
    console.popupPicture("menu-dark");
    robot.interact(() -> Window.getWindows().getLast().hide());
  }

  @Test
  void aFormKeepsInsideTheWindowHoweverLargeTheText(FxRobot robot) {
    robot.interact(() -> console.theme().zoom(200));
    console.act("edit-hardware", running(0).id());
    Region form = console.node("form-hardware", Region.class);
    console.until(() -> form.getWidth() > 0);
    console.picture("hardware-200");
    assertTrue(form.getWidth() <= form.getScene().getWidth(), "" + form.getWidth());
    assertTrue(form.getHeight() <= form.getScene().getHeight(), "" + form.getHeight());
  }
}
