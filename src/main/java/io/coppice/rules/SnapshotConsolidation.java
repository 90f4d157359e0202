package io.coppice.rules;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.model.inventory.VirtualDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes snapshots from a machine: pure. Each disk has files of its own, which are merged beside
 * it; {@link DiskConsolidation} says how.
 *
 * @param machine the machine without the snapshots
 * @param merged bytes that had to be copied
 * @param room bytes by which files grow meanwhile, for each datastore where any does
 */
public record SnapshotConsolidation(Machine machine, long merged, Map<DatastoreId, Long> room) {
  public SnapshotConsolidation {
    room = Map.copyOf(room);
  }

  public static SnapshotConsolidation without(Machine machine, Set<Integer> gone) {
    SnapshotTree tree = machine.snapshots();
    Set<Integer> disks = new LinkedHashSet<>();
    // What nothing will have any more is dropped with the snapshots that had it.
    machine.hardware().disks().forEach(disk -> disks.add(disk.key()));
    tree.nodes().stream()
        .filter(node -> !gone.contains(node.key()))
        .forEach(node -> disks.addAll(keys(node)));
    SnapshotConsolidation done = new SnapshotConsolidation(machine, 0, Map.of());
    Map<Integer, DiskConsolidation> files = new HashMap<>();
    for (int disk : disks) {
      DiskConsolidation its = DiskConsolidation.of(disk, lying(done.machine, disk), tree, gone);
      files.put(disk, its);
      done = done.plus(its);
    }
    List<Node> kept = new ArrayList<>();
    for (Node node : done.machine.snapshots().nodes()) {
      if (!gone.contains(node.key())) {
        kept.add(merged(node.withParent(left(node.parent(), tree, gone)), files));
      }
    }
    int current = left(tree.current(), tree, gone);
    return new SnapshotConsolidation(
        done.machine.withSnapshots(tree.with(kept, current)), done.merged, done.room);
  }

  /** The first snapshot from there upwards that stays, or -1. */
  private static int left(int key, SnapshotTree tree, Set<Integer> gone) {
    int at = key;
    while (gone.contains(at)) {
      at = tree.find(at).map(Node::parent).orElse(-1);
    }
    return at;
  }

  private static Node merged(Node node, Map<Integer, DiskConsolidation> files) {
    Node merged = node;
    for (Map.Entry<Integer, DiskConsolidation> of : files.entrySet()) {
      if (node.has(of.getKey())) {
        merged =
            merged.with(
                of.getKey(), of.getValue().delta(node.key()), of.getValue().branch(node.key()));
      }
    }
    return merged;
  }

  /** The disk as the machine has it, or as it would have it again. */
  private static Optional<VirtualDisk> lying(Machine machine, int disk) {
    return Stream.concat(
            machine.hardware().disks().stream(), MachineStorage.onlyOfSnapshots(machine).stream())
        .filter(its -> its.key() == disk)
        .findFirst();
  }

  private SnapshotConsolidation plus(DiskConsolidation files) {
    if (files.after().isEmpty()) {
      return new SnapshotConsolidation(machine, merged + files.merged(), room);
    }
    VirtualDisk disk = files.after().get();
    Map<DatastoreId, Long> more = new HashMap<>(room);
    if (files.room() > 0) {
      more.merge(disk.datastore(), files.room(), Long::sum);
    }
    boolean has = machine.hardware().disks().stream().anyMatch(its -> its.key() == disk.key());
    Machine with = machine;
    if (has) {
      with = machine.withHardware(with(machine.hardware(), disk));
    } else {
      SnapshotTree tree = machine.snapshots();
      List<Node> nodes =
          tree.nodes().stream()
              .map(node -> node.withHardware(with(node.hardware(), disk)))
              .toList();
      with = machine.withSnapshots(tree.with(nodes, tree.current()));
    }
    return new SnapshotConsolidation(with, merged + files.merged(), more);
  }

  private static MachineHardware with(MachineHardware hardware, VirtualDisk disk) {
    return hardware.withDisks(
        hardware.disks().stream().map(its -> its.key() == disk.key() ? disk : its).toList());
  }

  private static List<Integer> keys(Node node) {
    List<VirtualDisk> disks = node.hardware().disks();
    return disks.isEmpty() ? node.disks() : disks.stream().map(VirtualDisk::key).toList();
  }

  /** The keys of snapshots. */
  public static Set<Integer> keys(List<Node> nodes) {
    Set<Integer> keys = new HashSet<>();
    nodes.forEach(node -> keys.add(node.key()));
    return keys;
  }
}
