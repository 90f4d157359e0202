package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.SimTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The snapshots of one machine, a forest by {@link Node#parent()}.
 *
 * <p>Each snapshot is where files begin: one with what was written from there to each snapshot
 * below it, and one with what the machine writes now, if it grows from there. {@link Node#delta()}
 * is the sum of them, {@link Node#branch()} the one that leads to a snapshot from the one above.
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
   * @param delta bytes of the files that begin here, beside the machine's first disk
   * @param branch bytes of the file that leads here, which the parent's delta counts; of one
   *     without a parent, a file over the disks themselves
   * @param hardware the hardware to come back to
   * @param by the name of who took it; empty if that is not known
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
      String by) {
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
          "");
    }

    static Object absent(String component) {
      return switch (component) {
        case "branch" -> Bytes.ZERO;
        case "by" -> "";
        default -> null;
      };
    }

    public Node withParent(int changed) {
      return new Node(
          key,
          changed,
          name,
          description,
          taken,
          memory,
          quiesced,
          power,
          delta,
          branch,
          hardware,
          by);
    }

    public Node withDelta(Bytes changed) {
      return new Node(
          key,
          parent,
          name,
          description,
          taken,
          memory,
          quiesced,
          power,
          changed,
          branch,
          hardware,
          by);
    }

    public Node withBranch(Bytes changed) {
      return new Node(
          key,
          parent,
          name,
          description,
          taken,
          memory,
          quiesced,
          power,
          delta,
          changed,
          hardware,
          by);
    }

    public Node withHardware(MachineHardware changed) {
      return new Node(
          key,
          parent,
          name,
          description,
          taken,
          memory,
          quiesced,
          power,
          delta,
          branch,
          changed,
          by);
    }

    public Node withName(String changedName, String changedDescription) {
      return new Node(
          key,
          parent,
          changedName,
          changedDescription,
          taken,
          memory,
          quiesced,
          power,
          delta,
          branch,
          hardware,
          by);
    }

    public Node withBy(String changed) {
      return new Node(
          key,
          parent,
          name,
          description,
          taken,
          memory,
          quiesced,
          power,
          delta,
          branch,
          hardware,
          changed);
    }
  }

  /**
   * What lies at a snapshot from which the machine does not grow now belongs to those below it:
   * where a file or an older version does not say to which, to the oldest.
   */
  private static List<Node> attributed(List<Node> nodes, int current) {
    Map<Integer, Long> said = new HashMap<>();
    Map<Integer, Integer> oldest = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      said.merge(nodes.get(i).parent(), nodes.get(i).branch().value(), Long::sum);
      oldest.putIfAbsent(nodes.get(i).parent(), i);
    }
    List<Node> all = new ArrayList<>(nodes);
    for (Node node : nodes) {
      Integer first = oldest.get(node.key());
      if (node.key() != current && first != null) {
        long more = node.delta().value() - said.get(node.key());
        if (more > 0) {
          Node child = all.get(first);
          all.set(first, child.withBranch(new Bytes(child.branch().value() + more)));
        }
      }
    }
    return List.copyOf(all);
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

  /** Bytes written since the snapshot the machine grows from was taken or gone back to. */
  public Bytes live() {
    long below = 0;
    for (Node node : nodes) {
      below += node.parent() == current ? node.branch().value() : 0;
    }
    long all = find(current).map(node -> node.delta().value()).orElse(0L);
    return new Bytes(Math.max(0, all - below));
  }

  /** With that many more bytes written to where the machine grows. */
  public SnapshotTree written(long more) {
    return with(
        nodes.stream()
            .map(
                node ->
                    node.key() == current
                        ? node.withDelta(new Bytes(node.delta().value() + more))
                        : node)
            .toList(),
        current);
  }

  /** With a snapshot taken now, from which the machine grows then. */
  public SnapshotTree taken(Node node) {
    List<Node> more = new ArrayList<>(nodes);
    more.add(node.withParent(current).withBranch(current < 0 ? Bytes.ZERO : live()));
    return with(more, node.key());
  }

  /** Gone back to a snapshot: what was written since the last is dropped, and only that. */
  public SnapshotTree reverted(int to) {
    long dropped = live().value();
    List<Node> kept =
        nodes.stream()
            .map(
                node ->
                    node.key() == current
                        ? node.withDelta(new Bytes(node.delta().value() - dropped))
                        : node)
            .toList();
    return with(kept, to);
  }

  /** Bytes of deltas one reads through, from a snapshot down to the disks. */
  public long above(int key) {
    long sum = 0;
    for (Optional<Node> at = find(key); at.isPresent(); at = find(at.get().parent())) {
      sum += at.get().branch().value();
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
