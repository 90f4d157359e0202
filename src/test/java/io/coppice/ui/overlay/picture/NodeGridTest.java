package io.coppice.ui.overlay.picture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.overlay.graph.PlacedGraph;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nodes are found by their place. */
class NodeGridTest {
  @Test
  void asksOfEveryNodeThatReachesIntoARectangle() {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 60; run++) {
      PlacedGraph placed = RandomNetworks.placed(random, 1 + random.nextInt(120));
      NodeGrid grid = new NodeGrid(placed);
      for (int asked = 0; asked < 40; asked++) {
        double left = random.nextDouble(-400, 400);
        double top = random.nextDouble(-400, 400);
        double right = left + random.nextDouble(120);
        double bottom = top + random.nextDouble(120);
        BitSet found = new BitSet();
        assertFalse(
            grid.any(
                left,
                top,
                right,
                bottom,
                node -> {
                  assertFalse(found.get(node), "asked of once");
                  found.set(node);
                  return false;
                }));
        for (int node = 0; node < placed.graph().nodes().size(); node++) {
          boolean reaches =
              placed.x(node) <= right
                  && placed.x(node) + placed.width(node) >= left
                  && placed.y(node) <= bottom
                  && placed.y(node) + placed.height(node) >= top;
          assertTrue(found.get(node) || !reaches, "node " + node);
        }
      }
    }
  }

  @Test
  void endsAtTheFirstNodeThatIsWanted() {
    PlacedGraph placed = RandomNetworks.placed(new SplittableRandom(4), 50);
    PlacedGraph.Frame all = placed.whole();
    BitSet asked = new BitSet();
    assertTrue(
        new NodeGrid(placed)
            .any(
                all.left(),
                all.top(),
                all.right(),
                all.bottom(),
                node -> {
                  asked.set(node);
                  return asked.cardinality() == 3;
                }));
    assertTrue(asked.cardinality() == 3);
  }

  @Test
  void findsNothingInANetworkWithoutNodes() {
    assertFalse(new NodeGrid(PlacedGraph.EMPTY).any(-1e9, -1e9, 1e9, 1e9, _ -> true));
  }
}
