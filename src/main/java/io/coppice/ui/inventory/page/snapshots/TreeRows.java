package io.coppice.ui.inventory.page.snapshots;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.Space;
import java.util.ArrayList;
import java.util.List;

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
   * @param size bytes it takes, its saved memory included
   */
  record Row(
      int key,
      int depth,
      String name,
      String description,
      SimTime taken,
      boolean memory,
      boolean quiesced,
      PowerState power,
      long size) {}

  static TreeRows of(SnapshotTree tree) {
    List<Row> rows = new ArrayList<>();
    add(tree, -1, 0, rows);
    return new TreeRows(rows);
  }

  private static void add(SnapshotTree tree, int parent, int depth, List<Row> rows) {
    for (SnapshotTree.Node node : tree.children(parent)) {
      rows.add(
          new Row(
              node.key(),
              depth,
              node.name(),
              node.description(),
              node.taken(),
              node.memory(),
              node.quiesced(),
              node.power(),
              Space.imageOf(node).value()));
      add(tree, node.key(), depth + 1, rows);
      if (tree.current() == node.key()) {
        rows.add(
            new Row(
                HERE, depth + 1, "", "", SimTime.ZERO, false, false, PowerState.POWERED_OFF, 0));
      }
    }
  }
}
