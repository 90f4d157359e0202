package io.coppice.ui.fork.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.fork.lineage.LineageBundling.By;
import io.coppice.ui.fork.lineage.LineageTree.Bundle;
import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineageTreeTest {
  private static final Set<Bundle> RUNNING = Set.of(new Bundle(0, Mark.RUNNING.ordinal()));
  private static final long HOUR = 3_600_000_000L;

  private static LineageTree of(List<Node> members, Set<Bundle> open, Set<Integer> keep) {
    return LineageTree.of(members, open, keep, LineageBundling.STATE);
  }

  /**
   * 1,000 children: two failed, ten are paused, and each is an hour younger than the one before.
   */
  private static List<Node> mixed() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node(0, -1, "base", Mark.BASE, 0, 1));
    for (int child = 1; child <= 1000; child++) {
      Mark mark = child <= 2 ? Mark.FAILED : child <= 12 ? Mark.PAUSED : Mark.RUNNING;
      nodes.add(
          new Node(
              child,
              0,
              "child-" + child,
              mark,
              (child % 7) * 30_000_000L,
              1,
              child * HOUR,
              Node.NO_BUCKET));
    }
    return nodes;
  }

  @Test
  void aThousandAreBundledBySomethingInSoFewLinesThatAllFitASight() {
    for (By by : By.values()) {
      LineageTree tree =
          LineageTree.of(mixed(), Set.of(), Set.of(), new LineageBundling(by, 1000 * HOUR));
      assertTrue(tree.size() <= 20, by + " " + tree.size());
      assertEquals(1001, tree.nodes().stream().mapToInt(Node::members).sum());
      for (int key : new int[] {1, 2}) {
        assertTrue(
            tree.nodes().stream().anyMatch(node -> node.key() == key && node.mark() == Mark.FAILED),
            "failed member " + key);
      }
    }
    LineageTree byState = of(mixed(), Set.of(), Set.of());
    assertEquals(
        List.of(Mark.RUNNING, Mark.PAUSED),
        byState.nodes().stream()
            .filter(node -> node.mark() == Mark.BUNDLE)
            .map(LineageBundling.STATE::tint)
            .toList());
  }

  @Test
  void theOverviewNamesWhoDivergedMostWhoIsOldAndWhoFailed() {
    LineageGlance glance = LineageGlance.of(mixed(), 1000 * HOUR);
    assertEquals(988, glance.states().get(Mark.RUNNING));
    assertEquals(List.of(1, 2), glance.failed().stream().map(Node::key).toList());
    assertEquals(List.of(1, 2, 3, 4, 5), glance.oldest().stream().map(Node::key).toList());
    assertEquals(List.of(6, 13, 20, 27, 34), glance.heaviest().stream().map(Node::key).toList());
  }

  @Test
  void aSmallFamilyIsShownWhole() {
    LineageTree tree = of(family(10), Set.of(), Set.of());
    assertEquals(11, tree.size());
    assertTrue(tree.nodes().stream().noneMatch(node -> node.mark() == Mark.BUNDLE));
  }

  @Test
  void aLargeFamilyShowsItsHeaviestAndBundlesTheRestWithoutLosingBytes() {
    List<Node> family = family(1000);
    LineageTree tree = of(family, Set.of(), Set.of());
    assertEquals(1 + LineageTree.HEAVIEST + 1, tree.size());
    Node bundle =
        tree.nodes().stream().filter(node -> node.mark() == Mark.BUNDLE).findFirst().orElseThrow();
    assertEquals(1000 - LineageTree.HEAVIEST, bundle.members());
    long all = family.stream().skip(1).mapToLong(Node::unique).sum();
    assertEquals(all, tree.nodes().stream().skip(1).mapToLong(Node::unique).sum());
    assertTrue(
        tree.nodes().stream().anyMatch(node -> node.key() == 1000 && node.mark() == Mark.RUNNING));
    assertFalse(
        tree.nodes().stream().anyMatch(node -> node.key() == 1 && node.mark() == Mark.RUNNING));
  }

  @Test
  void anOpenedBundleShowsEveryMember() {
    assertEquals(1001, of(family(1000), RUNNING, Set.of()).size());
  }

  @Test
  void theChosenAndThoseWithChildrenAreNeverBundled() {
    List<Node> family = new ArrayList<>(family(1000));
    family.add(new Node(1001, 2, "grandchild", Mark.RUNNING, 5, 1));
    LineageTree tree = of(family, Set.of(), Set.of(1));
    for (int key : new int[] {1, 2, 1001}) {
      assertTrue(
          tree.nodes().stream().anyMatch(node -> node.key() == key && node.mark() == Mark.RUNNING),
          "member " + key);
    }
  }

  @Test
  void everyNodeIsDrawnWhereThePointerFindsIt() {
    LineageRaster raster =
        new LineageRaster(of(family(60), RUNNING, Set.of()), LineageBundling.STATE);
    for (int node = 0; node < raster.tree().size(); node++) {
      assertEquals(node, raster.nodeAt(raster.x(node), raster.y(node)));
    }
    assertEquals(-1, raster.nodeAt(Double.NaN, Double.NaN));
    int[] colours = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    int wide = (int) Math.ceil(raster.width() * 10);
    int high = (int) Math.ceil(raster.height() * 10);
    int[] pixels = new int[wide * high];
    raster.draw(
        new PixelBrush(pixels, wide, high), new PixelWindow(0, 0, 10), colours, new boolean[61]);
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
