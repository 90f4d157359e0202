package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import java.util.Optional;

/**
 * What a machine takes on datastores: its disks where they lie, and on its home datastore, that of
 * its first disk, the deltas and saved memories of its snapshots and of a suspended state. Swap
 * files lie on the host's own flash (vSphere Resource Management, "Using Swap Files": the
 * host-local setting), so they are not counted.
 */
public final class MachineStorage {
  private MachineStorage() {}

  /** Where the machine's configuration, deltas and memory images lie; empty without disks. */
  public static Optional<DatastoreId> home(Machine machine) {
    return machine.hardware().disks().stream().findFirst().map(VirtualDisk::datastore);
  }

  /** Bytes the machine takes on that datastore now. */
  public static long used(Machine machine, DatastoreId datastore) {
    long sum = 0;
    for (VirtualDisk disk : machine.hardware().disks()) {
      if (disk.datastore().equals(datastore)) {
        sum += disk.onDatastore().value();
      }
    }
    return sum + (isHome(machine, datastore) ? images(machine) : 0);
  }

  /** Bytes it may come to take there when every thin disk is full. */
  public static long provisioned(Machine machine, DatastoreId datastore) {
    long sum = 0;
    for (VirtualDisk disk : machine.hardware().disks()) {
      if (disk.datastore().equals(datastore)) {
        sum += disk.capacity().value();
      }
    }
    return sum + (isHome(machine, datastore) ? images(machine) : 0);
  }

  /** Bytes of snapshot deltas and of saved memory. */
  public static long images(Machine machine) {
    long sum = machine.power() == PowerState.SUSPENDED ? machine.hardware().memory().value() : 0;
    for (SnapshotTree.Node node : machine.snapshots().nodes()) {
      sum += imageOf(node).value();
    }
    return sum;
  }

  /** Bytes one snapshot takes: its delta and, if it was saved, its memory. */
  public static Bytes imageOf(SnapshotTree.Node node) {
    return node.memory() ? node.delta().plus(node.hardware().memory()) : node.delta();
  }

  private static boolean isHome(Machine machine, DatastoreId datastore) {
    var disks = machine.hardware().disks();
    return !disks.isEmpty() && disks.getFirst().datastore().equals(datastore);
  }
}
