package io.coppice.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TidyTreeTest {
  private static final double GAP = 0.5;

  @Test
  void neighboursOfALevelNeverOverlap() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      int[] parent = randomTree(random, 1 + random.nextInt(120));
      double[] extent = random.doubles(parent.length, 0.5, 4).toArray();
      checkApart(parent, extent, TidyTree.of(parent, extent, GAP));
    }
  }

  @Test
  void aParentStandsOverTheMiddleOfItsChildren() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 300; round++) {
      int[] parent = randomTree(random, 2 + random.nextInt(80));
      TidyTree.Placement placed = TidyTree.of(parent, ones(parent.length), GAP);
      for (int node = 0; node < parent.length; node++) {
        int self = node;
        double[] children =
            java.util.stream.IntStream.range(0, parent.length)
                .filter(child -> parent[child] == self)
                .mapToDouble(child -> placed.across()[child])
                .toArray();
        if (children.length > 0) {
          assertEquals(
              (children[0] + children[children.length - 1]) / 2, placed.across()[node], 1e-6);
        }
      }
    }
  }

  @Test
  void childrenKeepTheirOrder() {
    int[] parent = {-1, 0, 0, 0, 1, 1, 1, 3, 3};
    double[] x = TidyTree.of(parent, ones(9), GAP).across();
    assertTrue(x[1] < x[2] && x[2] < x[3] && x[4] < x[5] && x[5] < x[6] && x[7] < x[8]);
  }

  @Test
  void aChainOfAMillionIsLaidOutWithoutRecursion() {
    int[] parent = new int[1_000_000];
    Arrays.setAll(parent, i -> i - 1);
    TidyTree.Placement placed = TidyTree.of(parent, ones(parent.length), GAP);
    assertEquals(1_000_000, placed.levels());
    assertEquals(1, placed.breadth(), 1e-9);
  }

  @Test
  void whatIsNoTreeIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> TidyTree.of(new int[] {-1, 2, 1}, ones(3), 0));
    assertThrows(IllegalArgumentException.class, () -> TidyTree.of(new int[] {-1, -1}, ones(2), 0));
    assertThrows(IllegalArgumentException.class, () -> TidyTree.of(new int[] {-1}, ones(2), 0));
    assertEquals(0, TidyTree.of(new int[0], new double[0], 0).levels());
  }

  private static void checkApart(int[] parent, double[] extent, TidyTree.Placement placed) {
    for (int level = 0; level < placed.levels(); level++) {
      List<Integer> nodes = new ArrayList<>();
      for (int node = 0; node < parent.length; node++) {
        if (placed.depth()[node] == level) {
          nodes.add(node);
        }
      }
      nodes.sort(Comparator.comparing(node -> placed.across()[node]));
      for (int i = 1; i < nodes.size(); i++) {
        int left = nodes.get(i - 1);
        int right = nodes.get(i);
        double apart = placed.across()[right] - placed.across()[left];
        assertTrue(apart >= (extent[left] + extent[right]) / 2 + GAP - 1e-6, "apart by " + apart);
      }
    }
  }

  private static int[] randomTree(SplittableRandom random, int size) {
    int[] parent = new int[size];
    Arrays.setAll(
        parent, i -> i == 0 ? -1 : random.nextInt(Math.max(0, i - 1 - random.nextInt(12)), i));
    return parent;
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }
}
