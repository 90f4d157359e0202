package io.coppice.ui.fork.lineage;

import io.coppice.layout.TidyTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a lineage is shown, and where. Families of thousands collapse: of the children of one
 * parent the {@link #SHOWN} with the most unique bytes stand for themselves, the others in one
 * bundle, which the person can open. Children with children of their own, and those the person
 * chose, are never bundled.
 *
 * @param nodes what is drawn, parents before children; the first is the base
 * @param parent for each drawn node the index of its parent, -1 for the base
 * @param placed across is down the screen, depth is to the right
 */
public record LineageTree(List<Node> nodes, int[] parent, TidyTree.Placement placed) {
  /** Children of one parent that are drawn one by one before a bundle is made. */
  public static final int SHOWN = 24;

  /** Vertical distance of neighbours in units of a row. */
  private static final double GAP = 0.35;

  /**
   * One member, the base, or a bundle of members.
   *
   * @param key names the node across updates; a bundle has the key of its parent with {@link
   *     Mark#BUNDLE}
   * @param parent the key of its parent; -1 for the base
   * @param unique bytes that only this branch holds
   * @param members 1, or how many a bundle stands for
   */
  public record Node(int key, int parent, String label, Mark mark, long unique, int members) {}

  /** How a node looks: a shape and a colour for each state. */
  public enum Mark {
    BASE,
    RUNNING,
    STARTING,
    PAUSED,
    ENDED,
    FAILED,
    BUNDLE
  }

  /**
   * Decides and places.
   *
   * @param members the base first, parents before children
   * @param open keys of parents whose bundle was opened
   * @param keep keys of members that are never bundled, such as the selected ones
   */
  public static LineageTree of(List<Node> members, Set<Integer> open, Set<Integer> keep) {
    Map<Integer, List<Node>> children = new HashMap<>();
    Set<Integer> inner = new HashSet<>(keep);
    for (Node node : members) {
      if (node.parent() >= 0) {
        children.computeIfAbsent(node.parent(), _ -> new ArrayList<>()).add(node);
        inner.add(node.parent());
      }
    }
    List<Node> drawn = new ArrayList<>();
    List<Integer> parents = new ArrayList<>();
    if (!members.isEmpty()) {
      drawn.add(members.getFirst());
      parents.add(-1);
    }
    for (int at = 0; at < drawn.size(); at++) {
      Node node = drawn.get(at);
      if (node.mark() == Mark.BUNDLE) {
        continue;
      }
      for (Node child : shown(node, children.getOrDefault(node.key(), List.of()), open, inner)) {
        drawn.add(child);
        parents.add(at);
      }
    }
    int[] parent = parents.stream().mapToInt(Integer::intValue).toArray();
    double[] extent = new double[parent.length];
    for (int i = 0; i < extent.length; i++) {
      extent[i] = drawn.get(i).mark() == Mark.BUNDLE ? 1.6 : 1;
    }
    return new LineageTree(List.copyOf(drawn), parent, TidyTree.of(parent, extent, GAP));
  }

  private static List<Node> shown(
      Node parent, List<Node> children, Set<Integer> open, Set<Integer> inner) {
    if (children.size() <= SHOWN || open.contains(parent.key())) {
      return children;
    }
    Set<Integer> largest = new HashSet<>();
    children.stream()
        .sorted(Comparator.comparingLong(Node::unique).reversed().thenComparingInt(Node::key))
        .limit(SHOWN)
        .forEach(node -> largest.add(node.key()));
    List<Node> shown = new ArrayList<>();
    long bytes = 0;
    int bundled = 0;
    for (Node child : children) {
      if (largest.contains(child.key()) || inner.contains(child.key())) {
        shown.add(child);
      } else {
        bytes += child.unique();
        bundled++;
      }
    }
    if (bundled > 0) {
      shown.add(
          new Node(
              parent.key(), parent.key(), Integer.toString(bundled), Mark.BUNDLE, bytes, bundled));
    }
    return shown;
  }

  public int size() {
    return nodes.size();
  }
}
