package io.coppice.ui.inventory.page.snapshots;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The snapshots of a machine as lines, children below their parents. Pure. */
record TreeRows(List<Row> rows) {
  /** The key of the line that stands for the machine itself. */
  static final int HERE = -1;

  TreeRows {
    rows = List.copyOf(rows);
  }

  /**
   * One line; {@code key} {@link #HERE} is the present, below the snapshot it grows from.
   *
   * @param below lines that stand below it, those folded away included
   * @param folded whether they are folded away
   * @param size bytes it takes, its saved memory included
   */
  record Row(
      int key,
      int depth,
      int below,
      boolean folded,
      String name,
      String description,
      SimTime taken,
      boolean memory,
      boolean quiesced,
      PowerState power,
      long size) {}

  /**
   * The lines that are shown.
   *
   * @param folded keys of snapshots below which nothing is shown
   */
  static TreeRows of(SnapshotTree tree, Set<Integer> folded) {
    List<Row> rows = new ArrayList<>();
    add(tree, -1, 0, folded, rows);
    return new TreeRows(rows);
  }

  private static void add(
      SnapshotTree tree, int parent, int depth, Set<Integer> folded, List<Row> rows) {
    for (SnapshotTree.Node node : tree.children(parent)) {
      List<Row> below = new ArrayList<>();
      add(tree, node.key(), depth + 1, folded, below);
      if (tree.current() == node.key()) {
        below.add(here(depth + 1));
      }
      boolean isFolded = folded.contains(node.key()) && !below.isEmpty();
      rows.add(
          new Row(
              node.key(),
              depth,
              below.size() + below.stream().filter(Row::folded).mapToInt(Row::below).sum(),
              isFolded,
              node.name(),
              node.description(),
              node.taken(),
              node.memory(),
              node.quiesced(),
              node.power(),
              size(node)));
      if (!isFolded) {
        rows.addAll(below);
      }
    }
  }

  /** Bytes a snapshot takes, its saved memory included. */
  static long size(SnapshotTree.Node node) {
    return MachineStorage.imageOf(node).value();
  }

  private static Row here(int depth) {
    return new Row(
        HERE, depth, 0, false, "", "", SimTime.ZERO, false, false, PowerState.POWERED_OFF, 0);
  }
}
