package io.coppice.sim.ops.snapshot;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.model.inventory.VirtualDisk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes snapshots from a machine: pure. The delta of a removed snapshot on the way to where the
 * machine is now, or to a snapshot that stays, is merged into what lies beneath it: the delta of
 * its parent, or the disks. What is on no such way is dropped. Merging saves what was written
 * twice: of a delta, the part that overwrites is taken to be as large as the part of the disks
 * already written.
 *
 * @param machine the machine without the snapshots
 * @param merged bytes that had to be copied
 */
record SnapshotConsolidation(Machine machine, long merged) {
  static SnapshotConsolidation without(Machine machine, Set<Integer> gone) {
    SnapshotTree tree = machine.snapshots();
    List<Node> nodes = new ArrayList<>(tree.nodes());
    int current = tree.current();
    Machine result = machine;
    long merged = 0;
    List<Node> youngestFirst = nodes.reversed().stream().toList();
    for (Node old : youngestFirst) {
      if (!gone.contains(old.key())) {
        continue;
      }
      Node node = find(nodes, old.key());
      boolean needed =
          current == node.key() || nodes.stream().anyMatch(child -> child.parent() == node.key());
      if (needed && node.delta().value() > 0) {
        merged += node.delta().value();
        Node parent = find(nodes, node.parent());
        if (parent == null) {
          result = intoDisks(result, node.delta().value());
        } else {
          nodes.set(nodes.indexOf(parent), parent.withDelta(joined(parent, node, result)));
        }
      }
      nodes.remove(find(nodes, node.key()));
      nodes.replaceAll(
          child -> child.parent() == node.key() ? child.withParent(node.parent()) : child);
      current = current == node.key() ? node.parent() : current;
    }
    return new SnapshotConsolidation(
        result.withSnapshots(result.snapshots().with(nodes, current)), merged);
  }

  /** Every snapshot of the subtree, or of the whole tree. */
  static Set<Integer> keys(List<Node> nodes) {
    Set<Integer> keys = new HashSet<>();
    nodes.forEach(node -> keys.add(node.key()));
    return keys;
  }

  private static Node find(List<Node> nodes, int key) {
    return nodes.stream().filter(node -> node.key() == key).findFirst().orElse(null);
  }

  private static Bytes joined(Node parent, Node child, Machine machine) {
    long whole = capacity(machine);
    long fresh = fresh(child.delta().value(), parent.delta().value(), whole);
    return new Bytes(Math.min(whole, parent.delta().value() + fresh));
  }

  private static long capacity(Machine machine) {
    return machine.hardware().disks().stream().mapToLong(disk -> disk.capacity().value()).sum();
  }

  /** Of {@code delta} bytes, those that hit nothing written before. */
  private static long fresh(long delta, long written, long capacity) {
    return capacity == 0
        ? 0
        : Math.round((double) delta * (capacity - Math.min(written, capacity)) / capacity);
  }

  private static Machine intoDisks(Machine machine, long delta) {
    long whole = capacity(machine);
    List<VirtualDisk> disks = new ArrayList<>();
    for (VirtualDisk disk : machine.hardware().disks()) {
      long share = Math.round((double) delta * disk.capacity().value() / Math.max(1, whole));
      long used = disk.used().value();
      long grown = used + fresh(share, used, disk.capacity().value());
      disks.add(disk.withUsed(new Bytes(Math.min(disk.capacity().value(), grown))));
    }
    return machine.withHardware(machine.hardware().withDisks(disks));
  }
}
