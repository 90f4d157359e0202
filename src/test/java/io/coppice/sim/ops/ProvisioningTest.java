package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.HostOperation.ExitMaintenance;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.InventoryOperation.RemoveCompute;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.NetworkOperation.SetUplinkPolicy;
import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation.AddHost;
import io.coppice.backend.ProvisioningOperation.CreateDatastore;
import io.coppice.backend.ProvisioningOperation.CreatePortGroup;
import io.coppice.backend.ProvisioningOperation.CreateSwitch;
import io.coppice.backend.ProvisioningOperation.EditPortGroup;
import io.coppice.backend.ProvisioningOperation.EditSwitch;
import io.coppice.backend.ProvisioningOperation.RemoveDatastore;
import io.coppice.backend.ProvisioningOperation.RemovePortGroup;
import io.coppice.backend.ProvisioningOperation.RemoveSwitch;
import io.coppice.backend.ProvisioningOperation.SetUplink;
import io.coppice.backend.ProvisioningOperation.SpareNic;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.HostHardware;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.session.UndoInverse;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Switches, port groups, datastores and hosts that are made and taken away while a site runs. */
class ProvisioningTest {
  private static final HostId FIRST = new HostId(0);
  private static final SwitchId SHARED = new SwitchId(0);
  private static final Bytes TERABYTE = new Bytes(Bytes.TIB);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));

  private Inventory all() {
    return worlds.world().inventory();
  }

  private void done(Operation operation) {
    assertEquals(Job.State.SUCCEEDED, worlds.run(operation).state(), operation.toString());
  }

  /** Does it, takes it back by what the session would ask for, and returns that. */
  private Operation undone(Operation operation) {
    Inventory before = all().freeze();
    done(operation);
    Operation inverse =
        UndoInverse.inverse(operation, before, all().freeze()).orElseThrow(AssertionError::new);
    assertTrue(UndoInverse.isUndoable(operation));
    done(inverse);
    return inverse;
  }

  private static CreateDatastore datastore(String name, HostId... on) {
    return new CreateDatastore(
        SmallSite.STORAGE, name, Datastore.Type.NFS, TERABYTE, 10_000, List.of(on));
  }

  private AddHost host(EntityId to, String name, Optional<SwitchId> uplink) {
    HostHardware like = worlds.host(0).hardware();
    return new AddHost(
        to,
        name,
        like.withNics(List.of(new PhysicalNic("vmnic0", 25_000, true, uplink))),
        "8.0.3",
        List.of(new DatastoreId(0)),
        true);
  }

  @Test
  void aMachineIsMadeOnANewDatastore() {
    done(datastore("fast", FIRST));
    DatastoreId made = new DatastoreId(2);
    assertTrue(worlds.host(0).reaches(made));
    assertFalse(worlds.host(1).reaches(made));
    done(
        new MachineOperation.Create(
            "there",
            new MachineOperation.Destination(
                SmallSite.MACHINES, SmallSite.POOL, Optional.of(FIRST), made),
            new MachineOperation.NewHardware(
                1, Bytes.ofGiB(1), List.of(), List.of(SmallSite.PORT_GROUP), true, true),
            "Debian 12 (64-bit)",
            io.coppice.model.inventory.Workload.IDLE,
            ""));
    assertTrue(worlds.index().freeSpace(made) > 0);
  }

  @Test
  void aDatastoreGoesOnlyWhenNothingLiesThere() {
    assertEquals(
        "datastore.in-use", worlds.obstacles(new RemoveDatastore(new DatastoreId(0))).getFirst());
    done(datastore("empty", FIRST));
    RemoveDatastore remove = new RemoveDatastore(new DatastoreId(2));
    assertEquals(datastore("empty", FIRST), undone(remove));
    assertTrue(worlds.host(0).reaches(new DatastoreId(3)));
    assertFalse(worlds.host(0).reaches(new DatastoreId(2)));
  }

  @Test
  void aNewHostRunsMachinesOnceItLeavesMaintenance() throws IOException {
    done(host(SmallSite.CLUSTER, "esx-new", Optional.of(SHARED)));
    HostId made = new HostId(2);
    assertEquals(Optional.of(SmallSite.CLUSTER), worlds.host(2).cluster());
    MachineOperation.Migrate move =
        new MachineOperation.Migrate(new MachineId(0), Optional.of(made), Optional.empty());
    assertEquals(List.of("host.in-maintenance"), worlds.obstacles(move));
    done(new ExitMaintenance(made));
    done(move);
    assertEquals(made, worlds.machine(0).host());
    worlds.pass(Duration.ofMinutes(10));
    Worlds again = worlds.throughAnImage();
    again.pass(Duration.ofMinutes(10));
    assertEquals(made, again.machine(0).host());
  }

  @Test
  void aHostAloneComesWithItsOwnSwitchAndPoolAndGoesWithThem() {
    AddHost add = host(SmallSite.HOSTS, "alone", Optional.empty());
    Inventory before = all().freeze();
    done(add);
    Host host = worlds.host(2);
    SwitchId own = new SwitchId(1);
    assertEquals(Optional.of(own), host.hardware().nics().getFirst().uplinkOf());
    assertEquals("vSwitch0", all().switches().get(1).name());
    assertEquals("VM Network", all().portGroups().get(1).name());
    assertEquals(host.id(), all().pools().get(host.rootPool().value()).owner());
    Operation back = UndoInverse.inverse(add, before, all().freeze()).orElseThrow();
    assertEquals(new RemoveCompute(host.id()), back);
    done(back);
    assertEquals(null, all().switches().get(1));
    assertEquals(null, all().pools().get(host.rootPool().value()));
  }

  @Test
  void aHostOfNoSizeThatHostsHaveIsRefused() {
    HostHardware like = worlds.host(0).hardware();
    HostHardware huge =
        new HostHardware("x", 65, 1, like.coreSpeed(), like.memory(), List.of(), List.of(), 1, 1);
    assertEquals(
        List.of("host.size-range"),
        worlds.obstacles(new AddHost(SmallSite.CLUSTER, "huge", huge, "8", List.of(), true)));
    assertEquals(
        List.of("place.wrong-sort"),
        worlds.obstacles(host(SmallSite.MACHINES, "elsewhere", Optional.of(SHARED))));
    assertEquals(
        List.of("name.taken"),
        worlds.obstacles(
            host(
                SmallSite.CLUSTER,
                worlds.host(0).name().toUpperCase(java.util.Locale.ROOT),
                Optional.of(SHARED))));
  }

  @Test
  void aPortGroupIsMadeEditedUsedAndOnlyThenRefusesToGo() {
    done(new CreatePortGroup(SHARED, "blue", 7));
    PortGroupId blue = new PortGroupId(1);
    assertEquals(7, all().portGroups().get(1).vlan());
    assertEquals(new EditPortGroup(blue, 7), undone(new EditPortGroup(blue, 9)));
    assertEquals(List.of("port-group.vlan-range"), worlds.obstacles(new EditPortGroup(blue, 4096)));
    assertEquals(new CreatePortGroup(SHARED, "blue", 7), undone(new RemovePortGroup(blue)));
    assertEquals(
        List.of("port-group.in-use"), worlds.obstacles(new RemovePortGroup(SmallSite.PORT_GROUP)));
    assertEquals(List.of("name.taken"), worlds.obstacles(new CreatePortGroup(SHARED, "BLUE", 0)));
  }

  @Test
  void aSixtyFifthHostIsKeptOutUntilTheSupervisorManagesMore() {
    Worlds sixtyFour = Worlds.of(SmallSite.of(64, 0));
    HostHardware like = sixtyFour.host(0).hardware();
    AddHost add =
        new AddHost(
            SmallSite.CLUSTER,
            "one-more",
            like.withNics(
                List.of(
                    new PhysicalNic("vmnic0", 25_000, true, Optional.of(SHARED)),
                    new PhysicalNic("vmnic1", 25_000, true, Optional.of(SHARED)))),
            "8.0.3",
            List.of(),
            true);
    assertEquals(List.of("switch.full"), sixtyFour.obstacles(add));
    AddHost beside =
        new AddHost(
            SmallSite.CLUSTER,
            "beside",
            like.withNics(List.of(new PhysicalNic("vmnic0", 25_000, true, Optional.empty()))),
            "8.0.3",
            List.of(),
            false);
    assertEquals(Job.State.SUCCEEDED, sixtyFour.run(beside).state());
    SetUplink join = new SetUplink(new HostId(64), "vmnic0", Optional.of(SHARED));
    assertTrue(sixtyFour.obstacles(join).contains("switch.full"));
    SetUplink second = new SetUplink(new HostId(5), "vmnic1", Optional.empty());
    assertEquals(Job.State.SUCCEEDED, sixtyFour.run(second).state());
    assertEquals(
        List.of(),
        sixtyFour.obstacles(new SetUplink(new HostId(5), "vmnic1", Optional.of(SHARED))),
        "a second adapter is no second host");
    assertEquals(
        List.of("switch.few-hosts"), sixtyFour.obstacles(new EditSwitch(SHARED, 1_500, 63)));
    assertEquals(Job.State.SUCCEEDED, sixtyFour.run(new EditSwitch(SHARED, 1_500, 65)).state());
    assertEquals(List.of(), sixtyFour.obstacles(add));
    assertEquals(Job.State.SUCCEEDED, sixtyFour.run(add).state());
  }

  @Test
  void theLimitOfASwitchIsTakenBackAndComesBackWithIt() {
    assertEquals(new EditSwitch(SHARED, 1_500, 64), undone(new EditSwitch(SHARED, 1_600, 100)));
    CreateSwitch create =
        new CreateSwitch(SmallSite.NETWORKS, "large", Optional.empty(), 9_000, List.of(), 500);
    done(create);
    done(new SetUplinkPolicy(new SwitchId(1), UplinkPolicy.MAC_PINNING));
    CreateSwitch again =
        new CreateSwitch(
            SmallSite.NETWORKS,
            "large",
            Optional.empty(),
            9_000,
            List.of(),
            500,
            Optional.of(UplinkPolicy.MAC_PINNING));
    assertEquals(again, undone(new RemoveSwitch(new SwitchId(1))));
  }

  @Test
  void aSwitchTakesSpareAdaptersAndGivesThemBack() {
    assertEquals(
        List.of("host.nic-in-use"),
        worlds.obstacles(
            new CreateSwitch(
                SmallSite.NETWORKS,
                "two",
                Optional.empty(),
                9_000,
                List.of(new SpareNic(FIRST, "vmnic1")))));
    done(new SetUplink(FIRST, "vmnic1", Optional.empty()));
    CreateSwitch create =
        new CreateSwitch(
            SmallSite.NETWORKS,
            "two",
            Optional.empty(),
            9_000,
            List.of(new SpareNic(FIRST, "vmnic1")));
    done(create);
    SwitchId two = new SwitchId(1);
    assertEquals(Optional.of(two), worlds.host(0).hardware().nics().get(1).uplinkOf());
    assertEquals(new EditSwitch(two, 9_000), undone(new EditSwitch(two, 1_600)));
    assertEquals(create, undone(new RemoveSwitch(two)));
    done(new CreatePortGroup(new SwitchId(2), "on two", 0));
    assertEquals(List.of("switch.not-empty"), worlds.obstacles(new RemoveSwitch(new SwitchId(2))));
  }

  @Test
  void aHostKeepsAnUplinkToWhatItsMachinesUse() {
    done(new SetUplink(FIRST, "vmnic1", Optional.empty()));
    assertEquals(
        List.of("host.last-managed", "host.last-uplink"),
        worlds.obstacles(new SetUplink(FIRST, "vmnic0", Optional.empty())));
    assertEquals(
        new SetUplink(FIRST, "vmnic1", Optional.empty()),
        undone(new SetUplink(FIRST, "vmnic1", Optional.of(SHARED))));
    assertEquals(
        List.of("switch.manages-hosts", "switch.not-empty"),
        worlds.obstacles(new RemoveSwitch(SHARED)).stream().sorted().toList());
  }

  @Test
  void aMachineMovesToAHostAndADatastoreThatItsOwnHostDoesNotReach() {
    done(host(SmallSite.CLUSTER, "esx-far", Optional.of(SHARED)));
    done(new ExitMaintenance(new HostId(2)));
    done(datastore("far", new HostId(2)));
    DatastoreId far = new DatastoreId(2);
    MachineOperation.Relocate move =
        new MachineOperation.Relocate(new MachineId(1), new HostId(2), far);
    assertTrue(worlds.machine(1).isOn());
    assertEquals(
        List.of("storage.unreachable"),
        worlds.obstacles(new MachineOperation.MigrateStorage(new MachineId(1), far)));
    Operation back = undone(move);
    assertEquals(
        new MachineOperation.Relocate(new MachineId(1), new HostId(1), new DatastoreId(1)), back);
    done(move);
    assertEquals(new HostId(2), worlds.machine(1).host());
    assertEquals(far, worlds.machine(1).hardware().disks().getFirst().datastore());
    assertTrue(worlds.machine(1).isOn(), "it ran on meanwhile");
    assertEquals(List.of("migrate.same-host", "migrate.same-datastore"), worlds.obstacles(move));
  }

  @Test
  void aMachineDoesNotMoveToAHostThatDoesNotReachTheNewDatastore() {
    done(datastore("near", FIRST));
    assertEquals(
        List.of("storage.unreachable"),
        worlds.obstacles(
            new MachineOperation.Relocate(new MachineId(0), new HostId(1), new DatastoreId(2))));
  }

  @Test
  void aNewMachineIsPoweredOnOnceItIsMade() {
    done(
        new MachineOperation.Create(
            "runs",
            new MachineOperation.Destination(
                SmallSite.MACHINES, SmallSite.POOL, Optional.of(FIRST), new DatastoreId(0)),
            new MachineOperation.NewHardware(
                1, Bytes.ofGiB(1), List.of(), List.of(SmallSite.PORT_GROUP), true, true),
            "Debian 12 (64-bit)",
            io.coppice.model.inventory.Workload.IDLE,
            "",
            true));
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(worlds.machine(6).isOn());
  }

  @Test
  void machinesOfAVAppStartInTheOrderThatIsGivenThem() {
    done(
        new InventoryOperation.CreatePool(
            SmallSite.POOL,
            "app",
            Allocation.normalPoolCpu(),
            Allocation.normalPoolMemory(),
            true));
    ResourcePoolId app = new ResourcePoolId(1);
    for (int row = 0; row < 3; row++) {
      done(new InventoryOperation.Move(new MachineId(row), app));
    }
    List<MachineId> turned = List.of(new MachineId(2), new MachineId(0), new MachineId(1));
    InventoryOperation.SetStartOrder set = new InventoryOperation.SetStartOrder(app, turned);
    assertEquals(
        new InventoryOperation.SetStartOrder(
            app, List.of(new MachineId(0), new MachineId(1), new MachineId(2))),
        undone(set));
    done(set);
    assertEquals(turned, all().pools().get(1).vapp().orElseThrow().startOrder());
    assertEquals(
        List.of("pool.order-unfit"),
        worlds.obstacles(new InventoryOperation.SetStartOrder(app, List.of(new MachineId(0)))));
    assertEquals(
        List.of("pool.no-vapp"),
        worlds.obstacles(new InventoryOperation.SetStartOrder(SmallSite.POOL, List.of())));
  }
}
