package io.coppice.rules;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.model.inventory.VirtualDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes snapshots from a machine: pure. The file that led to a removed snapshot is merged with
 * the one that goes on from it, or into the disks where it was the first; where several go on from
 * it, it stays for all of them, and where none does, it is dropped. Merging saves what was written
 * twice: of a file, the part that overwrites is taken to be as large as the part already written of
 * what it is merged into. A file grows before the other is deleted, so merging needs room for a
 * while (vSphere VM Administration, "Consolidate Snapshots").
 *
 * @param machine the machine without the snapshots
 * @param merged bytes that had to be copied
 * @param room bytes by which files grow meanwhile, for each datastore where any does
 */
public record SnapshotConsolidation(Machine machine, long merged, Map<DatastoreId, Long> room) {
  public SnapshotConsolidation {
    room = Map.copyOf(room);
  }

  /** The work under way. */
  private static final class Work {
    private Machine machine;
    private final List<Node> nodes;
    private int current;
    private long merged;
    private long joined;
    private final Map<DatastoreId, Long> room = new HashMap<>();

    Work(Machine machine) {
      this.machine = machine;
      this.nodes = new ArrayList<>(machine.snapshots().nodes());
      this.current = machine.snapshots().current();
    }

    Node find(int key) {
      return nodes.stream().filter(node -> node.key() == key).findFirst().orElse(null);
    }

    void set(Node node) {
      nodes.replaceAll(old -> old.key() == node.key() ? node : old);
    }

    void add(int key, long more) {
      Node node = find(key);
      if (node != null) {
        set(node.withDelta(new Bytes(Math.max(0, node.delta().value() + more))));
      }
    }

    void remove(Node node) {
      List<Node> kids = nodes.stream().filter(kid -> kid.parent() == node.key()).toList();
      boolean here = current == node.key();
      long live = node.delta().value();
      for (Node kid : kids) {
        live -= kid.branch().value();
      }
      live = here ? Math.max(0, live) : 0;
      nodes.remove(find(node.key()));
      kids.forEach(kid -> set(kid.withParent(node.parent())));
      current = here ? node.parent() : current;
      add(node.parent(), -node.branch().value());
      boolean overDisks = node.parent() < 0;
      boolean alone =
          overDisks && nodes.stream().filter(one -> one.parent() < 0).count() <= kids.size();
      if (kids.isEmpty() && !here) {
        return;
      }
      if (kids.size() + (here ? 1 : 0) > 1) {
        shared(node, kids.getFirst(), live);
      } else if (alone) {
        long file = here ? live : kids.getFirst().branch().value();
        if (!here) {
          set(find(kids.getFirst().key()).withBranch(Bytes.ZERO));
        }
        intoDisks(node.branch().value());
        intoDisks(file);
      } else if (here) {
        add(node.parent(), join(node.branch().value(), live));
        if (overDisks) {
          intoDisks(join(node.branch().value(), live));
        }
      } else {
        long whole = join(node.branch().value(), kids.getFirst().branch().value());
        set(find(kids.getFirst().key()).withBranch(new Bytes(whole)));
        add(node.parent(), whole);
      }
    }

    /** Several go on from it: the file that led to it stays, and is told with the first of them. */
    private void shared(Node node, Node first, long live) {
      boolean overDisks = node.parent() < 0;
      long kept = node.branch().value() + (overDisks ? live : 0);
      Node kid = find(first.key());
      set(kid.withBranch(new Bytes(kid.branch().value() + kept)));
      add(node.parent(), node.delta().value() + node.branch().value());
    }

    private long join(long under, long over) {
      merged += over;
      long whole = capacity(machine);
      long both = Math.min(Math.max(whole, under), under + fresh(over, under, whole));
      joined += Math.max(0, both - under);
      return both;
    }

    private void intoDisks(long delta) {
      if (delta <= 0) {
        return;
      }
      merged += delta;
      long left = delta;
      List<VirtualDisk> disks = new ArrayList<>();
      for (VirtualDisk disk : machine.hardware().disks()) {
        long used = disk.used().value();
        long share = Math.min(left, disk.capacity().value());
        left -= share;
        long grown =
            Math.min(disk.capacity().value(), used + fresh(share, used, disk.capacity().value()));
        VirtualDisk after = disk.withUsed(new Bytes(grown));
        long more = after.onDatastore().value() - disk.onDatastore().value();
        if (more > 0) {
          room.merge(disk.datastore(), more, Long::sum);
        }
        disks.add(after);
      }
      machine = machine.withHardware(machine.hardware().withDisks(disks));
    }

    SnapshotConsolidation done() {
      if (joined > 0) {
        MachineStorage.home(machine).ifPresent(home -> room.merge(home, joined, Long::sum));
      }
      return new SnapshotConsolidation(
          machine.withSnapshots(machine.snapshots().with(nodes, current)), merged, room);
    }
  }

  public static SnapshotConsolidation without(Machine machine, Set<Integer> gone) {
    Work work = new Work(machine);
    for (Node old : machine.snapshots().nodes().reversed()) {
      if (gone.contains(old.key())) {
        work.remove(work.find(old.key()));
      }
    }
    return work.done();
  }

  /** The keys of snapshots. */
  public static Set<Integer> keys(List<Node> nodes) {
    Set<Integer> keys = new HashSet<>();
    nodes.forEach(node -> keys.add(node.key()));
    return keys;
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
}
