package io.coppice.ui.inventory.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.testkit.SmallSite;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MoveTargetsTest {
  private static final Inventory SITE = SmallSite.of(2, 4).inventory();
  private static final MachineId MACHINE = new MachineId(0);

  @Test
  void aMachineMigratesToWhatRunsOrStoresIt() {
    assertEquals(
        Optional.of(
            new MachineOperation.Migrate(MACHINE, Optional.of(new HostId(1)), Optional.empty())),
        MoveTargets.to(SITE, MACHINE, new HostId(1)));
    assertEquals(
        Optional.of(new MachineOperation.Migrate(MACHINE, Optional.empty(), Optional.empty())),
        MoveTargets.to(SITE, MACHINE, SmallSite.CLUSTER));
    assertEquals(
        Optional.of(
            new MachineOperation.Migrate(MACHINE, Optional.empty(), Optional.of(SmallSite.POOL))),
        MoveTargets.to(SITE, MACHINE, SmallSite.POOL));
    assertEquals(
        Optional.of(new MachineOperation.MigrateStorage(MACHINE, new DatastoreId(1))),
        MoveTargets.to(SITE, MACHINE, new DatastoreId(1)));
  }

  @Test
  void objectsMoveToPlacesOfTheirSort() {
    assertEquals(
        Optional.of(new InventoryOperation.Move(MACHINE, SmallSite.TEAM_A)),
        MoveTargets.to(SITE, MACHINE, SmallSite.TEAM_A));
    assertEquals(
        Optional.of(new InventoryOperation.Move(new HostId(0), SmallSite.CLUSTER)),
        MoveTargets.to(SITE, new HostId(0), SmallSite.CLUSTER));
  }

  @Test
  void whatMakesNoSenseAsksForNothing() {
    assertEquals(Optional.empty(), MoveTargets.to(SITE, MACHINE, MACHINE));
    assertEquals(Optional.empty(), MoveTargets.to(SITE, MACHINE, SmallSite.PORT_GROUP));
    assertEquals(Optional.empty(), MoveTargets.to(SITE, new HostId(0), new DatastoreId(0)));
    assertEquals(Optional.empty(), MoveTargets.to(SITE, SmallSite.CLUSTER, SmallSite.HOSTS));
    assertEquals(Optional.empty(), MoveTargets.to(SITE, new MachineId(99), new HostId(0)));
  }

  @Test
  void aNewMachineGoesToTheHostAloneOrLetsTheClusterChoose() {
    MachineOperation.Destination onHost =
        MoveTargets.destination(SITE, SmallSite.TEAM_A, new HostId(1), new DatastoreId(0));
    assertEquals(Optional.of(new HostId(1)), onHost.host());
    assertEquals(SmallSite.POOL, onHost.pool());
    assertEquals(
        Optional.empty(),
        MoveTargets.destination(SITE, SmallSite.TEAM_A, SmallSite.CLUSTER, new DatastoreId(0))
            .host());
  }

  @Test
  void placesAreNamedByTheirPaths() {
    assertEquals(
        List.of("Berlin", "Berlin / Team A"),
        PlaceChoices.folders(SITE, Folder.Contents.MACHINES).stream().map(c -> c.text()).toList());
    assertEquals(
        List.of("Berlin", "Berlin / Cluster 1"),
        PlaceChoices.hostPlaces(SITE).stream().map(c -> c.text()).toList());
    assertEquals(
        List.of("VM Network (dvs-1)"),
        PlaceChoices.portGroups(SITE, new DatacentreId(0)).stream().map(c -> c.text()).toList());
  }
}
