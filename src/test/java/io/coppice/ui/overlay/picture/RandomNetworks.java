package io.coppice.ui.overlay.picture;

import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.NetworkGraph.Link;
import io.coppice.ui.overlay.graph.NetworkGraph.Machine;
import io.coppice.ui.overlay.graph.NetworkGraph.Node;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.overlay.graph.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Networks of any roles, states and links, some of them in places of their own. */
final class RandomNetworks {
  private RandomNetworks() {}

  static PlacedGraph placed(SplittableRandom random, int count) {
    NetworkGraph graph = graph(random, count);
    Map<String, PlacedGraph.Spot> spots = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (random.nextInt(4) == 0) {
        double x = random.nextDouble(-300, 300);
        spots.put(node.key(), new PlacedGraph.Spot(x, random.nextDouble(-200, 200)));
      }
    }
    return PlacedGraph.of(graph, spots);
  }

  static NetworkGraph graph(SplittableRandom random, int count) {
    List<Node> nodes = new ArrayList<>();
    List<Machine> machines = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int node = 0; node < count; node++) {
      Role role = any(random, Role.values());
      String site = random.nextInt(5) == 0 ? "" : "site-" + random.nextInt(3);
      String rack = random.nextInt(3) == 0 ? "" : "rack-" + random.nextInt(6);
      String name = role.name() + "-of-the-fabric-".substring(random.nextInt(15)) + node;
      int problems = random.nextInt(4) == 0 ? 1 : 0;
      nodes.add(
          new Node("n" + node, name, role, any(random, Health.values()), site, rack, problems));
      for (int machine = random.nextInt(9); machine > 0; machine--) {
        String key = "vm-" + node + "-" + machine;
        Health health = any(random, Health.values());
        machines.add(new Machine(key, key, node, health, random.nextInt(9) == 0));
      }
    }
    for (int link = 0; link < 2 * count; link++) {
      String label = random.nextInt(3) == 0 ? "" : "eth" + link;
      double load = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble(1.2);
      Health health = random.nextBoolean() ? Health.UP : any(random, Health.values());
      links.add(
          new Link(
              "l" + link, random.nextInt(count), random.nextInt(count), label, load, health, 0));
    }
    return new NetworkGraph(nodes, machines, links, List.of());
  }

  private static <T> T any(SplittableRandom random, T[] of) {
    return of[random.nextInt(of.length)];
  }
}
