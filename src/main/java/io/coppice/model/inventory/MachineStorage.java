package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a machine takes on datastores: the sum of its files. Disks lie where they lie, also those
 * that only a snapshot still has, and what snapshots keep of a disk lies beside it (vSphere VM
 * Administration, "Snapshot Files"). On its home datastore, that of its first disk, lie the saved
 * memories of snapshots and of a suspended state, and while it runs its swap file of the memory it
 * has not reserved (vSphere Resource Management, "Using Swap Files": beside the virtual machine,
 * the default). A forked child has no swap file: what is taken back of it goes to its host's own
 * swap.
 */
public final class MachineStorage {
  private MachineStorage() {}

  /** Where the machine's configuration and memory images lie; empty without disks. */
  public static Optional<DatastoreId> home(Machine machine) {
    return machine.hardware().disks().stream().findFirst().map(VirtualDisk::datastore);
  }

  /** Every datastore on which it has files. */
  public static List<DatastoreId> places(Machine machine) {
    List<VirtualDisk> disks = machine.hardware().disks();
    if (disks.size() == 1 && machine.snapshots().isEmpty()) {
      return List.of(disks.getFirst().datastore());
    }
    List<DatastoreId> places = new ArrayList<>();
    for (VirtualDisk disk : disks) {
      if (!places.contains(disk.datastore())) {
        places.add(disk.datastore());
      }
    }
    for (VirtualDisk disk : onlyOfSnapshots(machine)) {
      if (!places.contains(disk.datastore())) {
        places.add(disk.datastore());
      }
    }
    return places;
  }

  /** Bytes the machine takes on that datastore now. */
  public static long used(Machine machine, DatastoreId datastore) {
    long sum = 0;
    for (VirtualDisk disk : machine.hardware().disks()) {
      if (disk.datastore().equals(datastore)) {
        sum += disk.onDatastore().value();
      }
    }
    return sum + besides(machine, datastore);
  }

  /** Bytes it may come to take there when every thin disk is full. */
  public static long provisioned(Machine machine, DatastoreId datastore) {
    return used(machine, datastore) + unwritten(machine, datastore);
  }

  /** Bytes of its disks there that no file has yet. */
  public static long unwritten(Machine machine, DatastoreId datastore) {
    long sum = 0;
    for (VirtualDisk disk : machine.hardware().disks()) {
      if (disk.datastore().equals(datastore)) {
        sum += disk.capacity().value() - disk.onDatastore().value();
      }
    }
    return sum;
  }

  private static long besides(Machine machine, DatastoreId datastore) {
    long sum = isHome(machine, datastore) ? images(machine) : 0;
    if (machine.snapshots().isEmpty()) {
      return sum;
    }
    for (VirtualDisk disk : onlyOfSnapshots(machine)) {
      sum += disk.datastore().equals(datastore) ? disk.onDatastore().value() : 0;
    }
    return sum + deltas(machine, datastore);
  }

  /** Bytes that snapshots keep there of disks. */
  public static long deltas(Machine machine, DatastoreId datastore) {
    long sum = 0;
    for (SnapshotTree.Node node : machine.snapshots().nodes()) {
      for (int disk : node.disks()) {
        long files = node.files(disk);
        sum += files > 0 && place(machine, disk).filter(datastore::equals).isPresent() ? files : 0;
      }
    }
    return sum;
  }

  /** Where a disk lies that the machine has or would have again; else its home. */
  private static Optional<DatastoreId> place(Machine machine, int disk) {
    return Stream.concat(machine.hardware().disks().stream(), onlyOfSnapshots(machine).stream())
        .filter(its -> its.key() == disk)
        .findFirst()
        .map(VirtualDisk::datastore)
        .or(() -> home(machine));
  }

  /** Bytes a guest can still write to a disk, if its datastore has room for what is new. */
  public static long left(Machine machine, VirtualDisk disk) {
    SnapshotTree tree = machine.snapshots();
    long written = tree.covers(disk.key()) ? tree.live(disk.key()) : disk.used().value();
    return Math.max(0, disk.capacity().value() - written);
  }

  /**
   * The machine after its guest wrote that much to one of its disks: to the file below the newest
   * snapshot, or to the disk itself if no snapshot has it.
   */
  public static Machine written(Machine machine, VirtualDisk disk, long more) {
    SnapshotTree tree = machine.snapshots();
    if (tree.covers(disk.key())) {
      return machine.withSnapshots(tree.written(disk.key(), more));
    }
    List<VirtualDisk> disks = new ArrayList<>(machine.hardware().disks());
    disks.replaceAll(
        its -> its.key() == disk.key() ? its.withUsed(new Bytes(its.used().value() + more)) : its);
    return machine.withHardware(machine.hardware().withDisks(disks));
  }

  /** Bytes there that go when its snapshots and its suspended state go. */
  public static long expendable(Machine machine, DatastoreId datastore) {
    long sum = deltas(machine, datastore);
    if (isHome(machine, datastore)) {
      sum += saved(machine);
      sum += machine.power() == PowerState.SUSPENDED ? machine.hardware().memory().value() : 0;
    }
    return sum;
  }

  /** Bytes by which a change lets the machine grow, on each datastore where it does. */
  public static Map<DatastoreId, Long> growth(Machine before, Machine after) {
    Map<DatastoreId, Long> growth = new LinkedHashMap<>();
    for (DatastoreId place : places(after)) {
      long more = used(after, place) - used(before, place);
      if (more > 0) {
        growth.put(place, more);
      }
    }
    return growth;
  }

  /** Disks the machine has no more, but would have again if it went back to a snapshot. */
  public static List<VirtualDisk> onlyOfSnapshots(Machine machine) {
    if (machine.snapshots().isEmpty()) {
      return List.of();
    }
    List<VirtualDisk> only = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    machine.hardware().disks().forEach(disk -> seen.add(disk.key()));
    for (SnapshotTree.Node node : machine.snapshots().nodes().reversed()) {
      for (VirtualDisk disk : node.hardware().disks()) {
        if (seen.add(disk.key())) {
          only.add(disk);
        }
      }
    }
    return only;
  }

  /** Bytes at the machine's home besides disks and their deltas: saved memory, swap file. */
  public static long images(Machine machine) {
    return saved(machine)
        + switch (machine.power()) {
          case SUSPENDED -> machine.hardware().memory().value();
          case POWERED_ON -> swapFile(machine);
          case POWERED_OFF -> 0;
        };
  }

  private static long saved(Machine machine) {
    long sum = 0;
    for (SnapshotTree.Node node : machine.snapshots().nodes()) {
      sum += node.memory() ? node.hardware().memory().value() : 0;
    }
    return sum;
  }

  /** Bytes of the swap file a machine has while it runs. */
  public static long swapFile(Machine machine) {
    boolean forked = machine.linked().isPresent() && machine.linked().get().snapshot() < 0;
    long reserved = machine.placement().memory().reservation() * Bytes.MIB;
    return forked ? 0 : Math.max(0, machine.hardware().memory().value() - reserved);
  }

  /**
   * Bytes one snapshot takes on all datastores: the files that begin with it and, if it was saved,
   * its memory.
   */
  public static Bytes imageOf(SnapshotTree.Node node) {
    long files = node.disks().stream().mapToLong(node::files).sum();
    return new Bytes(node.memory() ? files + node.hardware().memory().value() : files);
  }

  private static boolean isHome(Machine machine, DatastoreId datastore) {
    var disks = machine.hardware().disks();
    return !disks.isEmpty() && disks.getFirst().datastore().equals(datastore);
  }
}
