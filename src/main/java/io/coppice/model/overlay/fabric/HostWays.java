package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Inventory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The links that frames between hosts may take: all equal-cost ways together. */
public final class HostWays {
  private final Fabric fabric;
  private final UnderlayPaths paths;

  /** Ways through a fabric as it stands. */
  public HostWays(Fabric fabric, Inventory inventory) {
    this.fabric = fabric;
    this.paths = new UnderlayPaths(fabric, UsableLinks.of(fabric, inventory)::get);
  }

  /** The links from one host to another; empty if there is no way. */
  public List<FabricLink> between(HostId from, HostId to) {
    Set<Integer> links = new TreeSet<>();
    int[] distances = paths.distancesToHost(to.token());
    Set<Integer> done = new HashSet<>();
    for (UnderlayPaths.Edge edge : paths.ofHost(from.token())) {
      if (distances[edge.to()] != UnderlayPaths.FAR) {
        links.add(edge.link());
        follow(edge.to(), to.token(), distances, links, done);
      }
    }
    return links.stream().map(fabric.links()::get).toList();
  }

  private void follow(int node, String to, int[] distances, Set<Integer> links, Set<Integer> done) {
    if (!done.add(node)) {
      return;
    }
    if (distances[node] == 0) {
      paths.ofHost(to).stream()
          .filter(edge -> edge.to() == node)
          .forEach(edge -> links.add(edge.link()));
      return;
    }
    for (UnderlayPaths.Edge edge : paths.nearer(node, distances)) {
      links.add(edge.link());
      follow(edge.to(), to, distances, links, done);
    }
  }
}
