package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.CancelJob;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.Destination;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.NewDisk;
import io.coppice.backend.MachineOperation.NewHardware;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Messages;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Space;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.ops.run.Operations;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of operations and faults: whatever happens, the world stays consistent. */
class HistoriesTest {
  private static final int STEPS = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nothingIsOrphanedOverbookedOrLeaked(long seed) {
    Worlds worlds = Worlds.of(SmallSite.of(4, 24));
    Random random = new Random(seed);
    Set<String> codes = new TreeSet<>();
    for (int i = 0; i < STEPS; i++) {
      Operation operation = any(random, worlds);
      worlds
          .check(operation)
          .verdicts()
          .forEach(
              verdict -> {
                codes.add(verdict.rule());
                verdict.problem().ifPresent(problem -> codes.add(problem.code()));
              });
      worlds.submit(operation);
      worlds.pass(Duration.ofMillis(random.nextInt(15_000)));
      consistent(worlds.world().inventory(), operation + " of seed " + seed);
    }
    worlds.pass(Duration.ofHours(3));
    worlds.world().jobs().forEach(job -> assertTrue(job.state().isEnded(), job::toString));
    worlds.world().tasks().forEach(task -> assertEquals(null, task));
    assertTrue(
        worlds.world().part("operations", Operations.class).claims(worlds.world()).isEmpty());
    codes.addAll(worlds.events());
    worlds.world().jobs().forEach(job -> codes.addAll(job.phases()));
    for (Locale language : Messages.SUPPORTED) {
      Messages messages = new Messages(language);
      codes.forEach(code -> assertTrue(messages.has(code), code));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void theSameHistoryGivesTheSameWorldAlsoThroughAnImageInTheMiddle(long seed) throws IOException {
    Worlds straight = Worlds.of(SmallSite.of(4, 24));
    Worlds broken = Worlds.of(SmallSite.of(4, 24));
    Random random = new Random(seed);
    for (int i = 0; i < 120; i++) {
      Operation operation = any(random, straight);
      Duration pause = Duration.ofMillis(random.nextInt(15_000));
      straight.submit(operation);
      straight.pass(pause);
      broken.submit(operation);
      broken.pass(pause);
      if (i % 20 == 10) {
        broken = broken.throughAnImage();
      }
    }
    assertEquals(WorldCodec.digest(straight.world()), WorldCodec.digest(broken.world()));
  }

  private static void consistent(Inventory all, String after) {
    long[] used = new long[all.datastores().size()];
    Set<String> macs = new HashSet<>();
    all.machines().forEach(machine -> machine(all, machine, macs, after));
    all.datastores()
        .forEach(
            datastore -> {
              all.machines()
                  .forEach(
                      machine ->
                          used[datastore.id().value()] += Space.used(machine, datastore.id()));
              long sum = used[datastore.id().value()] + datastore.filler().value();
              assertTrue(sum <= datastore.capacity().value(), after);
            });
  }

  private static void machine(Inventory all, Machine machine, Set<String> macs, String after) {
    Host host = all.host(machine.host());
    ResourcePool pool = all.pools().get(machine.pool().value());
    assertNotNull(host, after);
    assertNotNull(pool, after);
    assertNotNull(all.folders().get(machine.folder().value()), after);
    assertEquals(host.cluster().orElseThrow(), pool.owner(), after);
    machine
        .linked()
        .ifPresent(
            link ->
                assertTrue(
                    all.machine(link.parent()).snapshots().find(link.snapshot()).isPresent(),
                    after));
    machine.hardware().nics().forEach(nic -> assertTrue(macs.add(nic.mac()), after));
    if (machine.isOn()) {
      assertTrue(
          host.state() == Host.State.CONNECTED
              || host.state() == Host.State.DISCONNECTED
              || host.hardware().nics().stream().noneMatch(Host.PhysicalNic::linkUp),
          after);
      assertTrue(!host.maintenance(), after);
    }
  }

  private static Operation any(Random random, Worlds worlds) {
    Inventory all = worlds.world().inventory();
    MachineId machine = new MachineId(random.nextInt(all.machines().size()));
    HostId host = new HostId(random.nextInt(all.hosts().size()));
    DatastoreId store = new DatastoreId(random.nextInt(all.datastores().size()));
    Datastore datastore = all.datastore(store);
    return switch (random.nextInt(34)) {
      case 0, 1 -> new MachineOperation.PowerOn(machine);
      case 2 -> new MachineOperation.PowerOff(machine);
      case 3 -> new MachineOperation.ShutDownGuest(machine);
      case 4 -> new MachineOperation.Suspend(machine);
      case 5 -> new MachineOperation.Resume(machine);
      case 6 -> new MachineOperation.Reset(machine);
      case 7, 8 -> clone(random, machine, store);
      case 9 -> create(random, store);
      case 10 -> new MachineOperation.Delete(machine);
      case 11, 12 ->
          new MachineOperation.Migrate(
              machine,
              random.nextBoolean() ? Optional.of(host) : Optional.empty(),
              Optional.empty());
      case 13 -> new MachineOperation.MigrateStorage(machine, store);
      case 14, 15 ->
          new SnapshotOperation.Take(
              machine, "s" + random.nextInt(9), "", random.nextBoolean(), random.nextBoolean());
      case 16 -> new SnapshotOperation.Revert(machine, random.nextInt(3));
      case 17 -> new SnapshotOperation.Remove(machine, random.nextInt(3), random.nextBoolean());
      case 18 -> new SnapshotOperation.RemoveAll(machine);
      case 19 -> hardware(random, machine, store);
      case 20 -> new MachineOperation.SetTemplate(machine, random.nextBoolean());
      case 21 -> new HostOperation.EnterMaintenance(host, random.nextBoolean());
      case 22 -> new HostOperation.ExitMaintenance(host);
      case 23 -> new FaultOperation.CrashHost(host);
      case 24 -> new FaultOperation.RepairHost(host);
      case 25 -> new FaultOperation.CutNic(host, "vmnic" + random.nextInt(2));
      case 26 -> new FaultOperation.RestoreNic(host, "vmnic" + random.nextInt(2));
      case 27 ->
          random.nextBoolean()
              ? new FaultOperation.CutPath(host, store)
              : new FaultOperation.RestorePath(host, store);
      case 28 ->
          datastore.filler().value() > 0
              ? new FaultOperation.DrainDatastore(store)
              : new FaultOperation.FillDatastore(store, random.nextInt(100_000));
      case 29 ->
          new CancelJob(new JobId(random.nextInt(worlds.world().jobs().size() + 1)), machine);
      case 30 ->
          random.nextBoolean()
              ? new HostOperation.Disconnect(host)
              : new HostOperation.Reconnect(host);
      case 31 ->
          random.nextBoolean()
              ? new HostOperation.ShutDown(host, random.nextBoolean())
              : new HostOperation.PowerOn(host);
      case 32 -> inventory(random, all, machine);
      default ->
          new InventoryOperation.CreatePool(
              SmallSite.POOL,
              "pool " + random.nextInt(20),
              Allocation.normalPoolCpu(),
              Allocation.normalPoolMemory(),
              random.nextBoolean());
    };
  }

  private static Operation inventory(Random random, Inventory all, MachineId machine) {
    ResourcePoolId pool = new ResourcePoolId(random.nextInt(all.pools().size()));
    FolderId folder = new FolderId(random.nextInt(all.folders().size()));
    return switch (random.nextInt(5)) {
      case 0 -> new InventoryOperation.RemovePool(pool);
      case 1 -> new InventoryOperation.Move(machine, pool);
      case 2 -> new InventoryOperation.Rename(machine, "name " + random.nextInt(50));
      case 3 -> new InventoryOperation.CreateFolder(folder, "folder " + random.nextInt(9));
      default -> new InventoryOperation.RemoveFolder(folder);
    };
  }

  private static Destination to(DatastoreId store) {
    return new Destination(SmallSite.MACHINES, SmallSite.POOL, Optional.empty(), store);
  }

  private static Operation clone(Random random, MachineId source, DatastoreId store) {
    return new MachineOperation.Clone(
        source,
        "clone " + random.nextInt(200),
        to(store),
        random.nextBoolean(),
        Optional.empty(),
        random.nextBoolean(),
        false);
  }

  private static Operation create(Random random, DatastoreId store) {
    VirtualDisk.Provisioning how =
        random.nextBoolean() ? VirtualDisk.Provisioning.THICK : VirtualDisk.Provisioning.THIN;
    return new MachineOperation.Create(
        "made " + random.nextInt(200),
        to(store),
        new NewHardware(
            1 + random.nextInt(4),
            Bytes.ofGiB(1 + random.nextInt(8)),
            List.of(new NewDisk(Bytes.ofGiB(1 + random.nextInt(400)), how)),
            List.of(SmallSite.PORT_GROUP),
            true,
            true),
        "Debian 12 (64-bit)",
        Workload.WEB,
        "");
  }

  private static Operation hardware(Random random, MachineId machine, DatastoreId store) {
    return new MachineOperation.EditHardware(
        machine,
        Optional.of(1 + random.nextInt(6)),
        Optional.of(Bytes.ofGiB(1 + random.nextInt(12))),
        random.nextBoolean()
            ? List.of(
                new DiskChange.Add(
                    Bytes.ofGiB(1 + random.nextInt(200)), VirtualDisk.Provisioning.THICK, store))
            : List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
