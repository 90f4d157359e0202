package io.coppice.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.layout.FabricLayout.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FabricLayoutTest {
  /** A fabric by and by. */
  private static final class Plan {
    private final List<int[]> nodes = new ArrayList<>();
    private final List<int[]> links = new ArrayList<>();

    int node(int layer, int site) {
      nodes.add(new int[] {layer, site});
      return nodes.size() - 1;
    }

    void link(int a, int b) {
      links.add(new int[] {a, b});
    }

    LayoutGraph fabric() {
      int n = nodes.size();
      int[] rack = new int[n];
      Arrays.fill(rack, -1);
      double[] width = new double[n];
      double[] height = new double[n];
      Arrays.fill(width, 14);
      Arrays.fill(height, 7);
      return new LayoutGraph(
          nodes.stream().mapToInt(node -> node[0]).toArray(),
          nodes.stream().mapToInt(node -> node[1]).toArray(),
          rack,
          width,
          height,
          links.stream().mapToInt(link -> link[0]).toArray(),
          links.stream().mapToInt(link -> link[1]).toArray());
    }
  }

  /** Spines joined to all leaves, and hosts at pairs of leaves. */
  private static Plan clos(int sites, int spines, int racks, int hosts) {
    Plan plan = new Plan();
    int router = sites > 1 ? plan.node(0, -1) : -1;
    for (int site = 0; site < sites; site++) {
      int[] spine = new int[spines];
      for (int s = 0; s < spines; s++) {
        spine[s] = plan.node(1, site);
        if (router >= 0) {
          plan.link(router, spine[s]);
        }
      }
      for (int rack = 0; rack < racks; rack++) {
        int one = plan.node(2, site);
        int other = plan.node(2, site);
        for (int s : spine) {
          plan.link(s, one);
          plan.link(s, other);
        }
        for (int host = 0; host < hosts; host++) {
          int at = plan.node(3, site);
          plan.link(at, one);
          plan.link(at, other);
        }
      }
    }
    return plan;
  }

  private static double aspect(LayoutGraph fabric, Placement placed) {
    double right = 0;
    double bottom = 0;
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    for (int i = 0; i < fabric.size(); i++) {
      left = Math.min(left, placed.x()[i]);
      top = Math.min(top, placed.y()[i]);
      right = Math.max(right, placed.x()[i] + fabric.width()[i]);
      bottom = Math.max(bottom, placed.y()[i] + fabric.height()[i]);
    }
    return (right - left) / (bottom - top);
  }

  private static void assertNoOverlap(LayoutGraph fabric, Placement placed) {
    for (int a = 0; a < fabric.size(); a++) {
      for (int b = a + 1; b < fabric.size(); b++) {
        boolean apart =
            placed.x()[a] + fabric.width()[a] <= placed.x()[b]
                || placed.x()[b] + fabric.width()[b] <= placed.x()[a]
                || placed.y()[a] + fabric.height()[a] <= placed.y()[b]
                || placed.y()[b] + fabric.height()[b] <= placed.y()[a];
        assertTrue(apart, a + " and " + b + " overlap");
      }
    }
  }

  @Test
  void leavesStandAboveTheirHostsAndSpinesAboveAll() {
    LayoutGraph fabric = clos(1, 2, 3, 8).fabric();
    Placement placed = FabricLayout.of(fabric);
    assertNoOverlap(fabric, placed);
    for (int link = 0; link < fabric.from().length; link++) {
      int a = fabric.from()[link];
      int b = fabric.to()[link];
      int upper = fabric.layer()[a] < fabric.layer()[b] ? a : b;
      assertTrue(placed.y()[upper] < placed.y()[upper == a ? b : a]);
    }
  }

  @Test
  void aScreenHoldsSixHundredLeavesOfOneParent() {
    Plan plan = new Plan();
    int spine = plan.node(1, 0);
    for (int i = 0; i < 609; i++) {
      plan.link(spine, plan.node(2, 0));
    }
    LayoutGraph fabric = plan.fabric();
    Placement placed = FabricLayout.of(fabric);
    assertNoOverlap(fabric, placed);
    double aspect = aspect(fabric, placed);
    assertTrue(aspect > 1 / 3.0 && aspect < 3, "aspect " + aspect);
  }

  @Test
  void anyFabricKeepsTheProportionsOfAScreen() {
    Random random = new Random(7);
    for (int run = 0; run < 60; run++) {
      int sites = 1 + random.nextInt(3);
      LayoutGraph fabric =
          clos(sites, 1 + random.nextInt(9), 1 + random.nextInt(20), random.nextInt(40)).fabric();
      Placement placed = FabricLayout.of(fabric);
      double aspect = aspect(fabric, placed);
      assertTrue(aspect > 1 / 3.0 && aspect < 3, "run " + run + " aspect " + aspect);
      if (fabric.size() < 500) {
        assertNoOverlap(fabric, placed);
      }
    }
  }

  /** What stands above the racks counts in the proportion of the whole. */
  @Test
  void twoRacksBelowAWanStandBesideEachOther() {
    Plan wan = new Plan();
    int one = wan.node(0, -1);
    int other = wan.node(0, -1);
    int firewall = wan.node(1, -1);
    wan.link(one, firewall);
    wan.link(other, firewall);
    for (int router : new int[] {one, other}) {
      int leaf = wan.node(2, 0);
      wan.link(router, leaf);
      for (int host = 0; host < 3; host++) {
        wan.link(leaf, wan.node(3, 0));
      }
    }
    LayoutGraph fabric = wan.fabric();
    Placement placed = FabricLayout.of(fabric);
    double[] leaves =
        java.util.stream.IntStream.range(0, fabric.size())
            .filter(node -> fabric.layer()[node] == 2)
            .mapToDouble(node -> placed.y()[node])
            .distinct()
            .toArray();
    assertEquals(1, leaves.length, Arrays.toString(leaves));
    double aspect = aspect(fabric, placed);
    assertTrue(aspect > 1 && aspect < 3, "aspect " + aspect);
  }

  @Test
  void hostsOfTheSameLeavesAreOneRack() {
    LayoutGraph fabric = clos(1, 2, 3, 5).fabric();
    int[] rack = FabricLayout.of(fabric).rack();
    assertEquals(-1, rack[0], "a spine stands in no rack");
    assertEquals(3, Arrays.stream(rack).filter(r -> r >= 0).distinct().count());
    for (int r = 0; r < 3; r++) {
      int number = r;
      assertEquals(7, Arrays.stream(rack).filter(at -> at == number).count());
    }
  }

  @Test
  void parentsOfDifferentRacksAreOrderedToCrossLittle() {
    Plan plan = new Plan();
    int right = plan.node(1, 0);
    int left = plan.node(1, 0);
    // The leaves of the second spine come first.
    for (int i = 0; i < 3; i++) {
      plan.link(left, plan.node(2, 0));
    }
    for (int i = 0; i < 3; i++) {
      plan.link(right, plan.node(2, 0));
    }
    Placement placed = FabricLayout.of(plan.fabric());
    double one = placed.x()[2];
    double other = placed.x()[5];
    assertEquals(placed.x()[left] < placed.x()[right], one < other);
  }

  @Test
  void whatHasAPlaceKeepsItWhenNodesComeAndGo() {
    Plan plan = clos(2, 2, 4, 12);
    LayoutGraph before = plan.fabric();
    Placement placed = FabricLayout.of(before);
    int leaf = 3;
    for (int i = 0; i < 9; i++) {
      plan.link(leaf, plan.node(3, 0));
    }
    int lonely = plan.node(3, 1);
    LayoutGraph after = plan.fabric();
    double[] keptX = Arrays.copyOf(placed.x(), after.size());
    double[] keptY = Arrays.copyOf(placed.y(), after.size());
    Arrays.fill(keptX, before.size(), after.size(), Double.NaN);
    Placement again = FabricLayout.of(after, keptX, keptY);
    assertArrayEquals(placed.x(), Arrays.copyOf(again.x(), before.size()), 0.0);
    assertArrayEquals(placed.y(), Arrays.copyOf(again.y(), before.size()), 0.0);
    assertNoOverlap(after, again);
    assertFalse(Double.isNaN(again.x()[lonely]));
  }

  @Test
  void nothingIsPlacedNowhere() {
    Placement placed = FabricLayout.of(new Plan().fabric());
    assertEquals(0, placed.x().length);
  }

  @Test
  void aLinkToNowhereIsRefused() {
    Plan plan = new Plan();
    plan.link(plan.node(0, 0), 1);
    assertThrows(IllegalArgumentException.class, plan::fabric);
  }
}
