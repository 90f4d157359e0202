package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The snapshots of one machine, a forest by {@link Node#parent()}.
 *
 * @param nodes every snapshot, oldest first
 * @param current the snapshot the machine's disks now grow from, or -1 when it has none
 * @param nextKey the key of the next snapshot: above that of every snapshot there is or was, for
 *     what was said of one that is gone must never come to mean another
 */
public record SnapshotTree(List<Node> nodes, int current, int nextKey) {
  public static final SnapshotTree EMPTY = new SnapshotTree(List.of(), -1);

  public SnapshotTree {
    nodes = List.copyOf(nodes);
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
   * @param memory whether memory was saved too
   * @param delta bytes written since it was taken, until the next snapshot, on the machine's
   *     datastore
   * @param hardware the hardware to come back to
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
      MachineHardware hardware) {
    public Node withParent(int changed) {
      return new Node(
          key, changed, name, description, taken, memory, quiesced, power, delta, hardware);
    }

    public Node withDelta(Bytes changed) {
      return new Node(
          key, parent, name, description, taken, memory, quiesced, power, changed, hardware);
    }

    public Node withHardware(MachineHardware changed) {
      return new Node(
          key, parent, name, description, taken, memory, quiesced, power, delta, changed);
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
          hardware);
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
