package io.coppice.layout;

import java.util.Arrays;

/**
 * Places a tree so that no two nodes of a level overlap, a parent stands over the middle of its
 * children, and equal subtrees look equal, in linear time.
 *
 * <p>Mechanism: Reingold and Tilford's tidy drawing ("Tidier Drawings of Trees", IEEE TSE 1981) in
 * the linear form of Buchheim, Jünger and Leipert ("Improving Walker's Algorithm to Run in Linear
 * Time", GD 2002): each subtree is placed beside its left siblings by walking down the facing
 * contours, threads let a contour be walked without visiting the inner nodes, and the room that a
 * late conflict needs is spread over the siblings between. Nodes have extents of their own, so that
 * thick branches get more room. No recursion: a chain of any depth is laid out.
 */
public final class TidyTree {
  private final int[] parent;
  private final int[] firstChild;
  private final int[] nextSibling;
  private final int[] previousSibling;
  private final int[] lastChild;
  private final int[] number;
  private final int[] depth;
  private final int[] preorder;
  private final double[] extent;
  private final double gap;

  private final double[] prelim;
  private final double[] modifier;
  private final double[] change;
  private final double[] shift;
  private final int[] thread;
  private final int[] ancestor;
  private final double[] position;

  private TidyTree(int[] parent, double[] extent, double gap) {
    int n = parent.length;
    this.parent = parent;
    this.extent = extent;
    this.gap = gap;
    firstChild = filled(n);
    nextSibling = filled(n);
    previousSibling = filled(n);
    lastChild = filled(n);
    number = new int[n];
    depth = new int[n];
    preorder = new int[n];
    prelim = new double[n];
    modifier = new double[n];
    change = new double[n];
    shift = new double[n];
    thread = filled(n);
    ancestor = new int[n];
    position = new double[n];
  }

  /**
   * Where nodes stand.
   *
   * @param across the centre of each node along its level, 0 or more, in the unit of the extents
   * @param depth the level of each node, 0 for the root
   * @param breadth the whole extent across
   * @param levels the number of levels
   */
  public record Placement(double[] across, int[] depth, double breadth, int levels) {}

  /**
   * Lays out one tree.
   *
   * @param parent for each node the index of its parent, smaller than its own; -1 for the root,
   *     which is node 0
   * @param extent for each node the room it takes along its level, above 0
   * @param gap the least distance between neighbours, 0 or more
   * @throws IllegalArgumentException if {@code parent} is not a tree in that order or lengths
   *     differ
   */
  public static Placement of(int[] parent, double[] extent, double gap) {
    if (parent.length != extent.length) {
      throw new IllegalArgumentException("A parent and an extent for each node");
    }
    for (int node = 0; node < parent.length; node++) {
      if (node == 0 ? parent[0] != -1 : parent[node] < 0 || parent[node] >= node) {
        throw new IllegalArgumentException("Node " + node + " has parent " + parent[node]);
      }
    }
    if (parent.length == 0) {
      return new Placement(new double[0], new int[0], 0, 0);
    }
    return new TidyTree(parent, extent, gap).place();
  }

  private Placement place() {
    link();
    order();
    for (int i = preorder.length - 1; i >= 0; i--) {
      // Children of a node are finished from left to right before the node itself: walk the
      // siblings when their parent is due.
      placeChildren(preorder[i]);
    }
    finishNode(0);
    return absolute();
  }

  private void link() {
    for (int node = 0; node < parent.length; node++) {
      ancestor[node] = node;
      int up = parent[node];
      if (up < 0) {
        continue;
      }
      depth[node] = depth[up] + 1;
      if (firstChild[up] < 0) {
        firstChild[up] = node;
      } else {
        nextSibling[lastChild[up]] = node;
        previousSibling[node] = lastChild[up];
        number[node] = number[lastChild[up]] + 1;
      }
      lastChild[up] = node;
    }
  }

  /** A breadth-first order, in which all children come after their parents. */
  private void order() {
    int filled = 1;
    for (int at = 0; at < filled; at++) {
      for (int child = firstChild[preorder[at]]; child >= 0; child = nextSibling[child]) {
        preorder[filled++] = child;
      }
    }
  }

  private void placeChildren(int node) {
    int defaultAncestor = firstChild[node];
    for (int child = firstChild[node]; child >= 0; child = nextSibling[child]) {
      finishNode(child);
      defaultAncestor = apportion(child, defaultAncestor);
    }
    spread(node);
  }

  /**
   * Gives a node its preliminary place: right of its left sibling, over the middle of its children.
   */
  private void finishNode(int node) {
    int left = previousSibling[node];
    double middle =
        firstChild[node] < 0 ? 0 : (prelim[firstChild[node]] + prelim[lastChild[node]]) / 2;
    if (left >= 0) {
      prelim[node] = prelim[left] + distance(left, node);
      modifier[node] = firstChild[node] < 0 ? 0 : prelim[node] - middle;
    } else {
      prelim[node] = middle;
    }
  }

  private double distance(int left, int right) {
    return (extent[left] + extent[right]) / 2 + gap;
  }

  private int apportion(int node, int defaultAncestor) {
    int left = previousSibling[node];
    if (left < 0) {
      return defaultAncestor;
    }
    int insideRight = node;
    int outsideRight = node;
    int insideLeft = left;
    int outsideLeft = firstChild[parent[node]];
    double sumInsideRight = modifier[insideRight];
    double sumOutsideRight = modifier[outsideRight];
    double sumInsideLeft = modifier[insideLeft];
    double sumOutsideLeft = modifier[outsideLeft];
    int newDefault = defaultAncestor;
    while (nextRight(insideLeft) >= 0 && nextLeft(insideRight) >= 0) {
      insideLeft = nextRight(insideLeft);
      insideRight = nextLeft(insideRight);
      outsideLeft = nextLeft(outsideLeft);
      outsideRight = nextRight(outsideRight);
      ancestor[outsideRight] = node;
      double overlap =
          prelim[insideLeft]
              + sumInsideLeft
              + distance(insideLeft, insideRight)
              - prelim[insideRight]
              - sumInsideRight;
      if (overlap > 0) {
        moveSubtree(greatestDistinct(insideLeft, node, newDefault), node, overlap);
        sumInsideRight += overlap;
        sumOutsideRight += overlap;
      }
      sumInsideLeft += modifier[insideLeft];
      sumInsideRight += modifier[insideRight];
      sumOutsideLeft += modifier[outsideLeft];
      sumOutsideRight += modifier[outsideRight];
    }
    if (nextRight(insideLeft) >= 0 && nextRight(outsideRight) < 0) {
      thread[outsideRight] = nextRight(insideLeft);
      modifier[outsideRight] += sumInsideLeft - sumOutsideRight;
    }
    if (nextLeft(insideRight) >= 0 && nextLeft(outsideLeft) < 0) {
      thread[outsideLeft] = nextLeft(insideRight);
      modifier[outsideLeft] += sumInsideRight - sumOutsideLeft;
      newDefault = node;
    }
    return newDefault;
  }

  private int greatestDistinct(int insideLeft, int node, int defaultAncestor) {
    return parent[ancestor[insideLeft]] == parent[node] ? ancestor[insideLeft] : defaultAncestor;
  }

  private void moveSubtree(int from, int to, double by) {
    int between = number[to] - number[from];
    change[to] -= by / between;
    shift[to] += by;
    change[from] += by / between;
    prelim[to] += by;
    modifier[to] += by;
  }

  private void spread(int node) {
    double moved = 0;
    double changing = 0;
    for (int child = lastChild[node]; child >= 0; child = previousSibling[child]) {
      prelim[child] += moved;
      modifier[child] += moved;
      changing += change[child];
      moved += shift[child] + changing;
    }
  }

  private int nextLeft(int node) {
    return firstChild[node] >= 0 ? firstChild[node] : thread[node];
  }

  private int nextRight(int node) {
    return lastChild[node] >= 0 ? lastChild[node] : thread[node];
  }

  private Placement absolute() {
    double[] sum = new double[parent.length];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int levels = 0;
    for (int node : preorder) {
      int up = parent[node];
      sum[node] = up < 0 ? 0 : sum[up] + modifier[up];
      position[node] = prelim[node] + sum[node];
      least = Math.min(least, position[node] - extent[node] / 2);
      most = Math.max(most, position[node] + extent[node] / 2);
      levels = Math.max(levels, depth[node] + 1);
    }
    for (int node = 0; node < position.length; node++) {
      position[node] -= least;
    }
    return new Placement(position, depth, most - least, levels);
  }

  private static int[] filled(int n) {
    int[] array = new int[n];
    Arrays.fill(array, -1);
    return array;
  }
}
