package io.coppice.sim.load;

import io.coppice.model.ByteSum;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.CowTable;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What lies on each datastore, kept by looking at the machines that changed since the last look. A
 * cache.
 */
final class DatastoreUsage {
  private static final long MIB = 1L << 20;

  private CowTable<Machine> seen = new CowTable<Machine>().freeze();
  private final List<ByteSum> used = new ArrayList<>();
  private final List<ByteSum> provisioned = new ArrayList<>();
  private int[] machineUsed = new int[0];
  private int[] machineProvisioned = new int[0];

  /** Catches up with the world and writes the figures of space. */
  void follow(World world) {
    CowTable<Machine> machines = world.inventory().machines();
    if (machineUsed.length < machines.size()) {
      machineUsed = Arrays.copyOf(machineUsed, machines.size() * 2);
      machineProvisioned = Arrays.copyOf(machineProvisioned, machines.size() * 2);
    }
    machines.forEachChange(
        seen,
        row -> {
          add(row, seen.get(row), -1);
          add(row, machines.get(row), 1);
        });
    seen = machines.freeze();
    // Every row, not those that changed: the last look may have been at another copy of the world.
    world
        .figures()
        .writable(EntityId.Kind.MACHINE, Metric.SPACE_USED)
        .setAll(machineUsed, machines.size());
    world
        .figures()
        .writable(EntityId.Kind.MACHINE, Metric.SPACE_PROVISIONED)
        .setAll(machineProvisioned, machines.size());
    for (int row = 0; row < world.inventory().datastores().size(); row++) {
      Datastore datastore = world.inventory().datastores().get(row);
      long filler = datastore == null ? 0 : datastore.filler().value();
      write(world, Metric.SPACE_USED, row, datastore == null ? 0 : used(row) + filler);
      write(
          world,
          Metric.SPACE_PROVISIONED,
          row,
          datastore == null ? 0 : provisionedOn(row) + filler);
    }
  }

  /** Bytes machines take on a datastore; call {@link #follow} first. */
  long used(int datastore) {
    return datastore < used.size() ? used.get(datastore).value() : 0;
  }

  private long provisionedOn(int datastore) {
    return datastore < provisioned.size() ? provisioned.get(datastore).value() : 0;
  }

  private static void write(World world, Metric metric, int row, long bytes) {
    world.figures().writable(EntityId.Kind.DATASTORE, metric).set(row, mib(bytes));
  }

  /** As much as a column holds at most. */
  private static int mib(long bytes) {
    return Math.clamp(bytes / MIB, 0, Integer.MAX_VALUE);
  }

  /** Adds a machine, or takes it away; its row shows what it takes, or nothing. */
  private void add(int row, Machine machine, int sign) {
    machineUsed[row] = 0;
    machineProvisioned[row] = 0;
    if (machine == null) {
      return;
    }
    long allUsed = 0;
    long allProvisioned = 0;
    for (DatastoreId on : MachineStorage.places(machine)) {
      long uses = MachineStorage.used(machine, on);
      long mayUse = uses + MachineStorage.unwritten(machine, on);
      room(on.value());
      used.get(on.value()).add(uses, sign);
      provisioned.get(on.value()).add(mayUse, sign);
      allUsed += uses;
      allProvisioned += mayUse;
    }
    machineUsed[row] = mib(allUsed);
    machineProvisioned[row] = mib(allProvisioned);
  }

  private void room(int row) {
    while (row >= used.size()) {
      used.add(new ByteSum());
      provisioned.add(new ByteSum());
    }
  }
}
