package io.coppice.ui.overlay.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.overlay.graph.NetworkGraph.Link;
import io.coppice.ui.overlay.graph.NetworkGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacedGraphTest {
  private static Node node(String name, Role role) {
    return new Node(name, name, role, Health.UP, "site", "", 0);
  }

  private static NetworkGraph fabric(int hosts) {
    List<Node> nodes = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    nodes.add(node("spine", Role.SPINE));
    nodes.add(node("leaf", Role.LEAF));
    links.add(new Link("up-1", 1, 0, "a", 0.1, Health.UP, 0));
    links.add(new Link("up-2", 0, 1, "b", 0.1, Health.UP, 0));
    for (int host = 0; host < hosts; host++) {
      links.add(new Link("h" + host, nodes.size(), 1, "", 0, Health.UP, 0));
      nodes.add(node("host-" + host, Role.HOST));
    }
    return new NetworkGraph(nodes, List.of(), links, List.of());
  }

  @Test
  void parallelLinksStandSideBySideWhicheverWayTheyWereNamed() {
    PlacedGraph placed = PlacedGraph.of(fabric(2), Map.of());
    // The second runs the other way, so that the same side has the other sign.
    assertEquals(placed.lane(0), placed.lane(1), 1e-9);
    assertNotEquals(0, placed.lane(0));
    assertEquals(0, placed.lane(2), 1e-9);
  }

  @Test
  void anUpdateMovesNothingAndWhatComesBackStandsWhereItStood() {
    PlacedGraph before = PlacedGraph.of(fabric(12), Map.of());
    PlacedGraph fewer = PlacedGraph.of(fabric(6), before.spots());
    for (int node = 0; node < 8; node++) {
      assertEquals(before.x(node), fewer.x(node), 0.0);
      assertEquals(before.y(node), fewer.y(node), 0.0);
    }
    assertTrue(PlacedGraph.of(fabric(12), before.spots()).standsAs(before));
  }

  @Test
  void anEmptyNetworkHasAnExtent() {
    assertTrue(PlacedGraph.EMPTY.whole().width() > 0);
  }
}
