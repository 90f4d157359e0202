package io.coppice.ui.inventory.page.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.Bytes;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.ui.inventory.page.snapshots.TreeRows.Row;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreeRowsTest {
  /** 0 has 1 and 2 below it, 1 has 3; the machine grows from 3. */
  private static final SnapshotTree TREE =
      new SnapshotTree(List.of(node(0, -1), node(1, 0), node(2, 0), node(3, 1)), 3);

  private static SnapshotTree.Node node(int key, int parent) {
    return new SnapshotTree.Node(
        key,
        parent,
        "snapshot " + key,
        "",
        SimTime.ZERO,
        false,
        false,
        PowerState.POWERED_OFF,
        Bytes.ZERO,
        new MachineHardware(1, Bytes.ofGiB(1), List.of(), List.of(), false, false, false));
  }

  private static List<Integer> keys(Set<Integer> folded) {
    return TreeRows.of(TREE, folded).rows().stream().map(Row::key).toList();
  }

  private static int below(int row, Set<Integer> folded) {
    return TreeRows.of(TREE, folded).rows().get(row).below();
  }

  @Test
  void childrenStandBelowTheirParentsAndThePresentBelowWhatItGrowsFrom() {
    assertEquals(List.of(0, 1, 3, TreeRows.HERE, 2), keys(Set.of()));
  }

  @Test
  void nothingIsShownBelowAFoldedSnapshot() {
    assertEquals(List.of(0, 1, 2), keys(Set.of(1)));
    assertEquals(List.of(0), keys(Set.of(0)));
  }

  @Test
  void aLineCountsAllThatStandsBelowItFoldedOrNot() {
    assertEquals(4, below(0, Set.of()));
    assertEquals(4, below(0, Set.of(1)));
    assertEquals(4, below(0, Set.of(0, 1, 3)));
    assertEquals(2, below(1, Set.of(1, 3)));
  }
}
