package io.coppice.ui.fork.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineageTreeTest {
  @Test
  void aSmallFamilyIsShownWhole() {
    LineageTree tree = LineageTree.of(family(10), Set.of(), Set.of());
    assertEquals(11, tree.size());
    assertTrue(tree.nodes().stream().noneMatch(node -> node.mark() == Mark.BUNDLE));
  }

  @Test
  void aLargeFamilyShowsItsHeaviestAndBundlesTheRestWithoutLosingBytes() {
    List<Node> family = family(1000);
    LineageTree tree = LineageTree.of(family, Set.of(), Set.of());
    assertEquals(1 + LineageTree.SHOWN + 1, tree.size());
    Node bundle =
        tree.nodes().stream().filter(node -> node.mark() == Mark.BUNDLE).findFirst().orElseThrow();
    assertEquals(1000 - LineageTree.SHOWN, bundle.members());
    long all = family.stream().skip(1).mapToLong(Node::unique).sum();
    assertEquals(all, tree.nodes().stream().skip(1).mapToLong(Node::unique).sum());
    assertTrue(
        tree.nodes().stream().anyMatch(node -> node.key() == 1000 && node.mark() == Mark.RUNNING));
    assertFalse(
        tree.nodes().stream().anyMatch(node -> node.key() == 1 && node.mark() == Mark.RUNNING));
  }

  @Test
  void anOpenedBundleShowsEveryMember() {
    assertEquals(1001, LineageTree.of(family(1000), Set.of(0), Set.of()).size());
  }

  @Test
  void theChosenAndThoseWithChildrenAreNeverBundled() {
    List<Node> family = new ArrayList<>(family(1000));
    family.add(new Node(1001, 2, "grandchild", Mark.RUNNING, 5, 1));
    LineageTree tree = LineageTree.of(family, Set.of(), Set.of(1));
    for (int key : new int[] {1, 2, 1001}) {
      assertTrue(
          tree.nodes().stream().anyMatch(node -> node.key() == key && node.mark() == Mark.RUNNING),
          "member " + key);
    }
  }

  @Test
  void everyNodeIsDrawnWhereThePointerFindsIt() {
    LineageRaster raster = new LineageRaster(LineageTree.of(family(60), Set.of(0), Set.of()));
    for (int node = 0; node < raster.tree().size(); node++) {
      assertEquals(node, raster.nodeAt(raster.x(node), raster.y(node)));
    }
    assertEquals(-1, raster.nodeAt(Double.NaN, Double.NaN));
    int[] colours = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    int wide = (int) Math.ceil(raster.width() * 10);
    int high = (int) Math.ceil(raster.height() * 10);
    int[] pixels = new int[wide * high];
    raster.draw(pixels, wide, high, 0, 0, 10, colours, new boolean[61]);
    for (int node = 0; node < raster.tree().size(); node++) {
      int at = (int) (raster.y(node) * 10) * wide + (int) (raster.x(node) * 10);
      assertEquals(
          colours[raster.tree().nodes().get(node).mark().ordinal()], pixels[at], "node " + node);
    }
    assertTrue(Arrays.stream(pixels).anyMatch(pixel -> pixel == 9), "background");
  }

  private static List<Node> family(int children) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node(0, -1, "base", Mark.BASE, 0, 1));
    for (int child = 1; child <= children; child++) {
      nodes.add(new Node(child, 0, "child-" + child, Mark.RUNNING, child * 1_000_000L, 1));
    }
    return nodes;
  }
}
