package io.coppice.ui.fork.lineage;

import io.coppice.layout.TidyTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a lineage is shown, and where. Families of thousands collapse: of the children of one
 * parent those that stand out (the heaviest, the oldest, some that failed) stand for themselves,
 * the others in bundles by what the person chose, each of which can be opened. Children with
 * children of their own, and those the person chose, are never bundled.
 *
 * @param nodes what is drawn, parents before children; the first is the base
 * @param parent for each drawn node the index of its parent, -1 for the base
 * @param placed across is down the screen, depth is to the right
 */
public record LineageTree(List<Node> nodes, int[] parent, TidyTree.Placement placed) {
  /** Children of one parent that are drawn one by one before bundles are made. */
  public static final int SHOWN = 24;

  /** Of bundled children, how many with the most unique bytes stand for themselves. */
  static final int HEAVIEST = 6;

  /** Of bundled children, how many of the oldest stand for themselves. */
  static final int OLDEST = 2;

  /** Of bundled children, how many that failed stand for themselves. */
  static final int FAILED = 4;

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
   * @param born when it was asked for, microseconds as in {@link io.coppice.model.SimTime}; of a
   *     bundle the eldest's
   * @param bucket which of its parent's bundles it is, see {@link LineageBundling#bucket}; of a
   *     member {@link #NO_BUCKET}
   */
  public record Node(
      int key,
      int parent,
      String label,
      Mark mark,
      long unique,
      int members,
      long born,
      int bucket) {
    /** Of what is no bundle. */
    public static final int NO_BUCKET = -1;

    /** A member of no known age. */
    public Node(int key, int parent, String label, Mark mark, long unique, int members) {
      this(key, parent, label, mark, unique, members, 0, NO_BUCKET);
    }

    boolean isSame(Node other) {
      return key == other.key && mark == other.mark && bucket == other.bucket;
    }
  }

  /** A bundle by its parent and which of its bundles it is. */
  public record Bundle(int parent, int bucket) {}

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
   * @param open bundles that were opened
   * @param keep keys of members that are never bundled, such as the selected ones
   * @param bundling what bundles are made by
   */
  public static LineageTree of(
      List<Node> members, Set<Bundle> open, Set<Integer> keep, LineageBundling bundling) {
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
      for (Node child :
          shown(node, children.getOrDefault(node.key(), List.of()), open, inner, bundling)) {
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
      Node parent,
      List<Node> children,
      Set<Bundle> open,
      Set<Integer> inner,
      LineageBundling bundling) {
    if (children.size() <= SHOWN) {
      return children;
    }
    Set<Integer> alone = standingOut(children);
    SortedMap<Integer, List<Node>> bundles = new TreeMap<>();
    for (Node child : children) {
      if (!alone.contains(child.key()) && !inner.contains(child.key())) {
        bundles.computeIfAbsent(bundling.bucket(child), _ -> new ArrayList<>()).add(child);
      }
    }
    bundles.forEach(
        (bucket, of) -> {
          if (of.size() == 1 || open.contains(new Bundle(parent.key(), bucket))) {
            of.forEach(child -> alone.add(child.key()));
          }
        });
    List<Node> shown = new ArrayList<>();
    for (Node child : children) {
      if (alone.contains(child.key()) || inner.contains(child.key())) {
        shown.add(child);
      }
    }
    bundles.forEach(
        (bucket, of) -> {
          if (!alone.contains(of.getFirst().key())) {
            shown.add(bundle(parent, bucket, of));
          }
        });
    return shown;
  }

  private static Node bundle(Node parent, int bucket, List<Node> of) {
    return new Node(
        parent.key(),
        parent.key(),
        Integer.toString(of.size()),
        Mark.BUNDLE,
        of.stream().mapToLong(Node::unique).sum(),
        of.size(),
        of.stream().mapToLong(Node::born).min().orElse(0),
        bucket);
  }

  private static Set<Integer> standingOut(List<Node> children) {
    Set<Integer> alone = new HashSet<>();
    heaviest(children).limit(HEAVIEST).forEach(node -> alone.add(node.key()));
    long youngest = children.stream().mapToLong(Node::born).max().orElse(0);
    oldest(children)
        .filter(node -> node.born() < youngest)
        .limit(OLDEST)
        .forEach(node -> alone.add(node.key()));
    children.stream()
        .filter(node -> node.mark() == Mark.FAILED)
        .limit(FAILED)
        .forEach(node -> alone.add(node.key()));
    return alone;
  }

  /** Those with the most unique bytes first. */
  static Stream<Node> heaviest(List<Node> nodes) {
    return nodes.stream()
        .sorted(Comparator.comparingLong(Node::unique).reversed().thenComparingInt(Node::key));
  }

  /** Those that were asked for first, first. */
  static Stream<Node> oldest(List<Node> nodes) {
    return nodes.stream().sorted(Comparator.comparingLong(Node::born).thenComparingInt(Node::key));
  }

  public int size() {
    return nodes.size();
  }
}
