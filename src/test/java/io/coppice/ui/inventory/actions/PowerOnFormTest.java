package io.coppice.ui.inventory.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InitialPlacement.Choice;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.Machine;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.SmallSite;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Powering on where DRS recommends only. */
@ExtendWith(ApplicationExtension.class)
class PowerOnFormTest {
  private ConsoleWindow console;

  @Start
  void open(Stage stage) {
    console = new ConsoleWindow(stage, SmallSite.of(4, 24), Locale.ENGLISH);
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
  }

  @AfterEach
  void close() {
    console.close();
  }

  private Machine machine(int row) {
    return console.session().snapshot().inventory().machine(new MachineId(row));
  }

  private Cluster cluster() {
    return console.session().snapshot().inventory().clusters().get(SmallSite.CLUSTER.value());
  }

  private void recommends() {
    console
        .session()
        .submit(
            "policy",
            List.of(
                new InventoryOperation.SetDrsPolicy(
                    SmallSite.CLUSTER, new DrsPolicy(DrsPolicy.Automation.MANUAL, 3, List.of()))));
    console.until(() -> cluster().drsPolicy().automation() == DrsPolicy.Automation.MANUAL);
  }

  @SuppressWarnings("unchecked")
  private TableView<Choice> hosts() {
    return console.node("power-on-hosts", TableView.class);
  }

  @Test
  void theUserChoosesAmongTheRecommendedHosts(FxRobot robot) {
    recommends();
    console.act("power-on", new MachineId(0));
    TableView<Choice> hosts = hosts();
    console.until(() -> hosts.getItems().size() == 4 && console.ready());
    assertEquals(0, hosts.getSelectionModel().getSelectedIndex(), "the best is chosen");
    console.picture("power-on-one");
    Choice last = hosts.getItems().getLast();
    robot.interact(() -> hosts.getSelectionModel().selectLast());
    console.until(console::ready);
    console.submit();
    console.until(() -> machine(0).isOn());
    assertEquals(last.host(), machine(0).host());
  }

  @Test
  void forSeveralTheBestOfEachIsProposed(FxRobot robot) {
    recommends();
    console.act("power-on", new MachineId(0), new MachineId(3), new MachineId(6));
    TableView<Choice> hosts = hosts();
    TableView<?> machines = console.node("power-on-machines", TableView.class);
    console.until(() -> machines.getItems().size() == 3 && console.ready());
    robot.interact(() -> machines.getSelectionModel().select(1));
    Choice second = hosts.getItems().get(1);
    robot.interact(() -> hosts.getSelectionModel().select(1));
    console.until(console::ready);
    console.picture("power-on-many");
    console.submit();
    console.until(() -> machine(0).isOn() && machine(3).isOn() && machine(6).isOn());
    assertEquals(second.host(), machine(3).host());
  }

  @Test
  void whereDrsPlacesByItselfNothingIsAsked() {
    assertTrue(cluster().drs());
    assertFalse(cluster().drsPolicy().automation() == DrsPolicy.Automation.MANUAL);
    console.act("power-on", new MachineId(0));
    console.until(() -> machine(0).isOn());
    assertTrue(console.shown("form-power-on", javafx.scene.Node.class).isEmpty());
  }
}
