package io.coppice.testkit;

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
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Operations by chance on a {@link SmallSite}. */
public final class RandomOperations {
  private RandomOperations() {}

  /** Anything that can be asked of a small site, sensible or not. */
  public static Operation any(Random random, Worlds worlds) {
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
          datastore != null && datastore.filler().value() > 0
              ? new FaultOperation.DrainDatastore(store)
              : new FaultOperation.FillDatastore(store, random.nextInt(100_000));
      case 29 ->
          new CancelJob(new JobId(random.nextInt(worlds.world().jobs().size() + 1)), machine);
      case 30 ->
          switch (random.nextInt(4)) {
            case 0 -> new HostOperation.Disconnect(host);
            case 1 -> new HostOperation.MountDatastore(host, store);
            case 2 -> new HostOperation.UnmountDatastore(host, store);
            default -> new HostOperation.Reconnect(host);
          };
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
