package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The snapshots of one machine, a forest by {@link Node#parent()}.
 *
 * <p>Each snapshot is where files begin, for each disk that the machine had: one with what was
 * written from there to each snapshot below it, and one with what the machine writes now, if it
 * grows from there. {@link Node#delta(int)} is the sum of them, {@link Node#branch(int)} the one
 * that leads to a snapshot from the one above. They lie beside their disk.
 *
 * @param nodes every snapshot, oldest first
 * @param current the snapshot the machine's disks now grow from, or -1 when it has none
 * @param nextKey the key of the next snapshot: above that of every snapshot there is or was, for
 *     what was said of one that is gone must never come to mean another
 */
public record SnapshotTree(List<Node> nodes, int current, int nextKey) {
  public static final SnapshotTree EMPTY = new SnapshotTree(List.of(), -1);

  public SnapshotTree {
    nodes = nodes.size() < 2 ? List.copyOf(nodes) : attributed(nodes, current);
    nextKey = Math.max(nextKey, nodes.stream().mapToInt(Node::key).max().orElse(-1) + 1);
  }

  /** A tree none of whose snapshots was removed yet. */
  public SnapshotTree(List<Node> nodes, int current) {
    this(nodes, current, 0);
  }

  /** The tree after a change, which remembers the keys that are gone. */
  public SnapshotTree with(List<Node> changed, int now) {
    return new SnapshotTree(changed, now, nextKey);
  }

  /**
   * One snapshot.
   *
   * @param key names it within its machine; never reused there
   * @param parent the key of the snapshot it was taken from, or -1
   * @param memory whether memory was saved too: that of a running guest, or of one suspended
   * @param delta bytes of the files that begin here for the first disk of {@code hardware}
   * @param branch bytes of that disk's file that leads here, which the parent's delta counts; of
   *     one without a parent, a file over the disk itself
   * @param hardware the hardware to come back to
   * @param by the name of who took it; empty if that is not known
   * @param others the same two of further disks, by rising key; of disks that the hardware does not
   *     have, nothing
   */
  public record Node(
      int key,
      int parent,
      String name,
      String description,
      SimTime taken,
      boolean memory,
      boolean quiesced,
      PowerState power,
      Bytes delta,
      Bytes branch,
      MachineHardware hardware,
      String by,
      List<DiskFiles> others) {
    /** What files are of where there is no disk to have them. */
    public static final int NO_DISK = -1;

    public Node {
      others = others.isEmpty() ? List.of() : further(others, hardware);
    }

    /** A snapshot to which nothing was written on the way, of nobody who is known. */
    public Node(
        int key,
        int parent,
        String name,
        String description,
        SimTime taken,
        boolean memory,
        boolean quiesced,
        PowerState power,
        Bytes delta,
        MachineHardware hardware) {
      this(
          key,
          parent,
          name,
          description,
          taken,
          memory,
          quiesced,
          power,
          delta,
          Bytes.ZERO,
          hardware,
          "",
          List.of());
    }

    static Object absent(String component) {
      return switch (component) {
        case "branch" -> Bytes.ZERO;
        case "by" -> "";
        case "others" -> List.of();
        default -> null;
      };
    }

    private static List<DiskFiles> further(List<DiskFiles> others, MachineHardware hardware) {
      Map<Integer, DiskFiles> kept = new TreeMap<>();
      for (DiskFiles files : others) {
        if (!files.isEmpty() && files.disk() != first(hardware) && has(hardware, files.disk())) {
          kept.put(files.disk(), files);
        }
      }
      return List.copyOf(kept.values());
    }

    private static int first(MachineHardware hardware) {
      return hardware.disks().isEmpty() ? NO_DISK : hardware.disks().getFirst().key();
    }

    private static boolean has(MachineHardware hardware, int disk) {
      return hardware.disks().stream().anyMatch(its -> its.key() == disk);
    }

    /** Whether files of that disk can begin here: it had the disk when it was taken. */
    public boolean has(int disk) {
      return disk == first(hardware) || has(hardware, disk);
    }

    /** Keys of the disks of which it has files. */
    public List<Integer> disks() {
      List<Integer> keys = new ArrayList<>(List.of(first(hardware)));
      others.forEach(files -> keys.add(files.disk()));
      return keys;
    }

    /** Bytes of the files of one disk that begin here. */
    public long delta(int disk) {
      return disk == first(hardware) ? delta.value() : of(disk, DiskFiles::delta);
    }

    /** Bytes of the file of one disk that leads here. */
    public long branch(int disk) {
      return disk == first(hardware) ? branch.value() : of(disk, DiskFiles::branch);
    }

    private long of(int disk, Function<DiskFiles, Bytes> which) {
      for (DiskFiles files : others) {
        if (files.disk() == disk) {
          return which.apply(files).value();
        }
      }
      return 0;
    }

    /** Bytes of the files of one disk that lie here: a root has the one that leads to it too. */
    public long files(int disk) {
      return parent < 0 ? delta(disk) + branch(disk) : delta(disk);
    }

    /** Bytes of the files of all disks that begin here. */
    public Bytes written() {
      return new Bytes(
          delta.value() + others.stream().mapToLong(files -> files.delta().value()).sum());
    }

    /** With that much of one disk, which it has. */
    public Node with(int disk, long deltaBytes, long branchBytes) {
      Bytes begins = new Bytes(deltaBytes);
      Bytes leads = new Bytes(branchBytes);
      if (disk == first(hardware)) {
        return copy(parent, name, description, begins, leads, hardware, by, others);
      }
      List<DiskFiles> changed = new ArrayList<>(others);
      changed.removeIf(files -> files.disk() == disk);
      changed.add(new DiskFiles(disk, begins, leads));
      return copy(parent, name, description, delta, branch, hardware, by, changed);
    }

    private Node copy(
        int toParent,
        String toName,
        String toDescription,
        Bytes toDelta,
        Bytes toBranch,
        MachineHardware toHardware,
        String toBy,
        List<DiskFiles> toOthers) {
      return new Node(
          key,
          toParent,
          toName,
          toDescription,
          taken,
          memory,
          quiesced,
          power,
          toDelta,
          toBranch,
          toHardware,
          toBy,
          toOthers);
    }

    public Node withParent(int changed) {
      return copy(changed, name, description, delta, branch, hardware, by, others);
    }

    /** With its hardware elsewhere or of other addresses; disks keep their keys and order. */
    public Node withHardware(MachineHardware changed) {
      return copy(parent, name, description, delta, branch, changed, by, others);
    }

    public Node withName(String changedName, String changedDescription) {
      return copy(parent, changedName, changedDescription, delta, branch, hardware, by, others);
    }

    public Node withBy(String changed) {
      return copy(parent, name, description, delta, branch, hardware, changed, others);
    }
  }

  /**
   * What lies at a snapshot from which the machine does not grow now belongs to those below it:
   * where a file or an older version does not say to which, to the oldest that has the disk.
   */
  private static List<Node> attributed(List<Node> nodes, int current) {
    List<Node> all = new ArrayList<>(nodes);
    for (int i = 0; i < all.size(); i++) {
      Node node = all.get(i);
      if (node.key() != current) {
        node.disks().forEach(disk -> attribute(all, node, disk));
      }
    }
    return List.copyOf(all);
  }

  private static void attribute(List<Node> all, Node node, int disk) {
    long more = node.delta(disk);
    int oldest = -1;
    for (int i = all.size() - 1; i >= 0 && more > 0; i--) {
      Node below = all.get(i);
      if (below.parent() == node.key() && below.has(disk)) {
        more -= below.branch(disk);
        oldest = i;
      }
    }
    if (more > 0 && oldest >= 0) {
      Node child = all.get(oldest);
      all.set(oldest, child.with(disk, child.delta(disk), child.branch(disk) + more));
    }
  }

  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  public Optional<Node> find(int key) {
    return nodes.stream().filter(node -> node.key() == key).findFirst();
  }

  public List<Node> children(int key) {
    return nodes.stream().filter(node -> node.parent() == key).toList();
  }

  /** Whether what is written to the disk now goes to a file beside it, not to the disk itself. */
  public boolean covers(int disk) {
    return find(current).filter(node -> node.has(disk)).isPresent();
  }

  /** Bytes written to a disk since the snapshot it grows from was taken or gone back to. */
  public long live(int disk) {
    long live = find(current).map(node -> node.delta(disk)).orElse(0L);
    for (Node node : nodes) {
      live -= node.parent() == current ? node.branch(disk) : 0;
    }
    return Math.max(0, live);
  }

  /** With that many more bytes written to a disk where it grows. */
  public SnapshotTree written(int disk, long more) {
    return with(
        nodes.stream()
            .map(
                node ->
                    node.key() == current
                        ? node.with(disk, node.delta(disk) + more, node.branch(disk))
                        : node)
            .toList(),
        current);
  }

  /** With a snapshot taken now, from which the machine grows then. */
  public SnapshotTree taken(Node node) {
    Node added = node.withParent(current);
    for (int disk : find(current).map(Node::disks).orElse(List.of())) {
      if (added.has(disk)) {
        added = added.with(disk, added.delta(disk), live(disk));
      }
    }
    List<Node> more = new ArrayList<>(nodes);
    more.add(added);
    return with(more, node.key());
  }

  /** Gone back to a snapshot: what was written since the last is dropped, and only that. */
  public SnapshotTree reverted(int to) {
    SnapshotTree without = this;
    for (int disk : find(current).map(Node::disks).orElse(List.of())) {
      without = without.written(disk, -live(disk));
    }
    return without.with(without.nodes, to);
  }

  /** Bytes of a disk's files that one reads through, from a snapshot down to the disk. */
  public long above(int key, int disk) {
    long sum = 0;
    for (Optional<Node> at = find(key); at.isPresent(); at = find(at.get().parent())) {
      sum += at.get().branch(disk);
    }
    return sum;
  }

  /** The node and everything below it, parents first. */
  public List<Node> subtree(int key) {
    List<Node> found = new ArrayList<>();
    find(key).ifPresent(found::add);
    for (int i = 0; i < found.size(); i++) {
      found.addAll(children(found.get(i).key()));
    }
    return found;
  }

  /** Snapshots from {@code key} up to its root, itself included. */
  public int depth(int key) {
    int depth = 0;
    for (Optional<Node> at = find(key); at.isPresent(); at = find(at.get().parent())) {
      depth++;
    }
    return depth;
  }
}
