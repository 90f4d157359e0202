package io.coppice.rules;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What disks hold when all they hang on is folded in: the deltas of snapshots down to the one asked
 * for, and for a linked clone or a forked child the disks of those above it. Blocks that were
 * written on several levels are counted on each, up to a disk's capacity: it may be less.
 */
public final class DiskContents {
  private DiskContents() {}

  /**
   * The machine's disks as a copy of them would be that hangs on nothing.
   *
   * @param snapshot as it was then; else as it is now
   */
  public static List<VirtualDisk> whole(
      Machine machine, Optional<Integer> snapshot, SiteIndex index) {
    SnapshotTree tree = machine.snapshots();
    MachineHardware hardware =
        snapshot.flatMap(tree::find).map(SnapshotTree.Node::hardware).orElse(machine.hardware());
    List<VirtualDisk> beneath = beneath(machine, index);
    List<VirtualDisk> whole = new ArrayList<>();
    for (VirtualDisk disk : hardware.disks()) {
      int key = disk.key();
      long deltas =
          snapshot.isPresent()
              ? tree.above(snapshot.get(), key)
              : tree.above(tree.current(), key) + tree.live(key);
      long used = disk.used().value() + held(beneath, key) + deltas;
      whole.add(disk.withUsed(new Bytes(Math.min(disk.capacity().value(), used))));
    }
    return whole;
  }

  /** Bytes such a copy takes: thick disks all they may hold, thin ones what they do. */
  public static long bytes(List<VirtualDisk> disks) {
    return disks.stream().mapToLong(disk -> disk.onDatastore().value()).sum();
  }

  private static List<VirtualDisk> beneath(Machine machine, SiteIndex index) {
    return machine
        .linked()
        .map(
            to -> {
              Machine parent = index.inventory().machine(to.parent());
              return parent == null
                  ? List.<VirtualDisk>of()
                  : whole(parent, Optional.of(to.snapshot()).filter(key -> key >= 0), index);
            })
        .orElse(List.of());
  }

  private static long held(List<VirtualDisk> disks, int key) {
    return disks.stream()
        .filter(disk -> disk.key() == key)
        .mapToLong(disk -> disk.used().value())
        .sum();
  }
}
