package io.coppice.rules;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.model.inventory.VirtualDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the files of one disk when snapshots go. The file that led to a removed snapshot
 * is merged with the one that goes on from it, or into the disk where it was the first; where
 * several go on from it, it stays for all of them, and where none does, it is dropped. Merging
 * saves what was written twice: of a file, the part that overwrites is taken to be as large as the
 * part already written of what it is merged into. A file grows before the other is deleted, so
 * merging needs room for a while (vSphere VM Administration, "Consolidate Snapshots").
 *
 * <p>Only snapshots that have the disk count: one that was taken before the disk was added is
 * nothing to it.
 */
final class DiskConsolidation {
  /** Files of the disk at one snapshot. */
  private static final class Files {
    private final int key;
    private int parent;
    private long delta;
    private long branch;

    Files(int key, int parent, long delta, long branch) {
      this.key = key;
      this.parent = parent;
      this.delta = delta;
      this.branch = branch;
    }
  }

  private final List<Files> files = new ArrayList<>();
  private final Optional<VirtualDisk> before;
  private final long capacity;
  private int current;
  private long used;
  private long merged;
  private long joined;

  private DiskConsolidation(int disk, Optional<VirtualDisk> lies, SnapshotTree tree) {
    before = lies;
    capacity = lies.map(its -> its.capacity().value()).orElse(0L);
    used = lies.map(its -> its.used().value()).orElse(0L);
    for (Node node : tree.nodes()) {
      if (node.has(disk)) {
        int parent =
            tree.find(node.parent()).filter(its -> its.has(disk)).map(Node::key).orElse(-1);
        files.add(new Files(node.key(), parent, node.delta(disk), node.branch(disk)));
      }
    }
    current = tree.covers(disk) ? tree.current() : -1;
  }

  /** Of a disk that lies somewhere, or of what has no disk to be merged into. */
  static DiskConsolidation of(
      int disk, Optional<VirtualDisk> lies, SnapshotTree tree, Set<Integer> gone) {
    DiskConsolidation work = new DiskConsolidation(disk, lies, tree);
    for (Files old : List.copyOf(work.files).reversed()) {
      if (gone.contains(old.key)) {
        work.remove(old);
      }
    }
    return work;
  }

  /** Bytes that had to be copied. */
  long merged() {
    return merged;
  }

  /** Bytes by which files grow beside the disk meanwhile, the disk itself included. */
  long room() {
    long disk =
        after().map(its -> its.onDatastore().value()).orElse(0L)
            - before.map(its -> its.onDatastore().value()).orElse(0L);
    return joined + Math.max(0, disk);
  }

  /** The disk with what was merged into it. */
  Optional<VirtualDisk> after() {
    return before.map(its -> its.withUsed(new Bytes(used)));
  }

  /** Bytes of the files that begin at a snapshot that stays. */
  long delta(int key) {
    Files at = find(key);
    return at == null ? 0 : at.delta;
  }

  /** Bytes of the file that leads to a snapshot that stays. */
  long branch(int key) {
    Files at = find(key);
    return at == null ? 0 : at.branch;
  }

  private Files find(int key) {
    for (Files at : files) {
      if (at.key == key) {
        return at;
      }
    }
    return null;
  }

  private void add(int key, long more) {
    Files at = find(key);
    if (at != null) {
      at.delta = Math.max(0, at.delta + more);
    }
  }

  private void remove(Files node) {
    List<Files> kids = files.stream().filter(kid -> kid.parent == node.key).toList();
    boolean here = current == node.key;
    long live = node.delta;
    for (Files kid : kids) {
      live -= kid.branch;
    }
    live = here ? Math.max(0, live) : 0;
    files.remove(node);
    kids.forEach(kid -> kid.parent = node.parent);
    current = here ? node.parent : current;
    add(node.parent, -node.branch);
    boolean overDisk = node.parent < 0;
    boolean alone = overDisk && files.stream().filter(one -> one.parent < 0).count() <= kids.size();
    if (kids.isEmpty() && !here) {
      return;
    }
    if (kids.size() + (here ? 1 : 0) > 1) {
      // Several go on from it: the file that led to it stays, and is told with the first of them.
      kids.getFirst().branch += node.branch + (overDisk ? live : 0);
      add(node.parent, node.delta + node.branch);
    } else if (alone) {
      long file = here ? live : kids.getFirst().branch;
      if (!here) {
        kids.getFirst().branch = 0;
      }
      intoDisk(node.branch);
      intoDisk(file);
    } else if (here) {
      long whole = join(node.branch, live);
      add(node.parent, whole);
      if (overDisk) {
        intoDisk(whole);
      }
    } else {
      long whole = join(node.branch, kids.getFirst().branch);
      kids.getFirst().branch = whole;
      add(node.parent, whole);
    }
  }

  private long join(long under, long over) {
    merged += over;
    long both = Math.min(Math.max(capacity, under), under + fresh(over, under));
    joined += Math.max(0, both - under);
    return both;
  }

  private void intoDisk(long delta) {
    if (delta > 0) {
      merged += delta;
      used = Math.min(capacity, used + fresh(Math.min(delta, capacity), used));
    }
  }

  /** Of {@code delta} bytes, those that hit nothing written before. */
  private long fresh(long delta, long written) {
    return capacity == 0
        ? 0
        : Math.round((double) delta * (capacity - Math.min(written, capacity)) / capacity);
  }
}
