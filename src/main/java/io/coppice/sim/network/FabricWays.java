package io.coppice.sim.network;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.fabric.UnderlayPaths;
import io.coppice.model.overlay.fabric.UsableLinks;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The links of a fabric by number, and by which of them hosts and switches send: ways are found
 * when first needed. One thread.
 */
final class FabricWays {
  private static final UnderlayPaths.Edge[] NONE = {};

  /** By which uplinks hosts send, and on which they take what is for many. */
  final PinnedUplinks pins;

  private final Fabric fabric;
  private final Inventory inventory;
  private final BitSet usable;
  private final UnderlayPaths paths;
  private final UnderlayPaths.Edge[][] uplinks;
  private final UnderlayPaths.Edge[][][] toHosts;
  private final int[] hostsOfLinks;
  private final int[] firstLinks;

  /**
   * @param fabric that is said or derived
   */
  FabricWays(Fabric fabric, Inventory inventory) {
    this.fabric = fabric;
    this.inventory = inventory;
    this.usable = UsableLinks.of(fabric, inventory);
    this.paths = new UnderlayPaths(fabric, usable::get);
    int hosts = inventory.hosts().size();
    toHosts = new UnderlayPaths.Edge[hosts][][];
    uplinks = new UnderlayPaths.Edge[hosts][];
    Arrays.fill(uplinks, NONE);
    inventory.hosts().forEach(this::host);
    pins = new PinnedUplinks(fabric, inventory, usable::get, uplinks);
    hostsOfLinks = new int[2 * fabric.links().size()];
    firstLinks = new int[fabric.nodes().size()];
    Arrays.fill(firstLinks, -1);
    for (int row = 0; row < fabric.links().size(); row++) {
      end(row, 0, fabric.links().get(row).a().node());
      end(row, 1, fabric.links().get(row).b().node());
    }
  }

  private void host(Host host) {
    uplinks[host.id().value()] = paths.ofHost(host.id().token()).toArray(NONE);
  }

  private void end(int link, int side, String node) {
    int at = paths.row(node);
    hostsOfLinks[2 * link + side] =
        at >= 0
            ? -1
            : EntityId.parse(node).filter(HostId.class::isInstance).map(EntityId::value).orElse(-1);
    if (at >= 0 && firstLinks[at] < 0) {
      firstLinks[at] = link;
    }
  }

  /**
   * A number that is another one as soon as a link or switch is another or has another state or
   * room; the same in every run.
   */
  long sum() {
    long sum = 1;
    for (int row = 0; row < fabric.links().size(); row++) {
      FabricLink link = fabric.links().get(row);
      sum = sum * 31 + link.a().toString().hashCode();
      sum = sum * 31 + link.b().toString().hashCode();
      sum = sum * 31 + link.mtu() * 2L + (usable.get(row) ? 1 : 0);
    }
    for (FabricNode node : fabric.nodes()) {
      sum = sum * 31 + node.name().hashCode() * 2L + (node.up() ? 1 : 0);
    }
    return sum;
  }

  /** Whether a way leads from one host to another; a host always reaches itself. */
  boolean isReached(int from, int to) {
    return from == to
        || Arrays.stream(uplinks[from]).anyMatch(it -> toHost(it.to(), to).length > 0);
  }

  /** The links by which a switch sends what is for a host; none if there is no way. */
  UnderlayPaths.Edge[] toHost(int node, int host) {
    UnderlayPaths.Edge[][] its = toHosts[host];
    if (its == null) {
      its = new UnderlayPaths.Edge[fabric.nodes().size()][];
      toHosts[host] = its;
    }
    UnderlayPaths.Edge[] found = its[node];
    if (found == null) {
      found = find(node, inventory.hosts().get(host).id().token());
      its[node] = found;
    }
    return found;
  }

  private UnderlayPaths.Edge[] find(int node, String host) {
    int[] distances = paths.distancesToHost(host);
    if (distances[node] == 0) {
      return paths.ofHost(host).stream()
          .filter(edge -> edge.to() == node)
          .map(edge -> new UnderlayPaths.Edge(edge.link(), !edge.forward(), -1))
          .toArray(UnderlayPaths.Edge[]::new);
    }
    return paths.nearer(node, distances).toArray(NONE);
  }

  /** The links by which a switch sends what is to come to a host by one of the host's uplinks. */
  UnderlayPaths.Edge[] toHostBy(int node, int host, int link) {
    return Arrays.stream(uplinks[host])
        .filter(edge -> edge.link() == link)
        .findFirst()
        .map(
            edge ->
                edge.to() == node
                    ? new UnderlayPaths.Edge[] {new UnderlayPaths.Edge(link, !edge.forward(), -1)}
                    : toSwitch(node, edge.to()))
        .orElse(NONE);
  }

  /** The links by which one switch sends what is for another. */
  UnderlayPaths.Edge[] toSwitch(int node, int other) {
    return paths.nearer(node, paths.distancesTo(other)).toArray(NONE);
  }

  /** The host at the far end of a link. */
  int hostAt(UnderlayPaths.Edge edge) {
    return edge.forward() ? hostsOfLinks[2 * edge.link() + 1] : hostsOfLinks[2 * edge.link()];
  }

  /** Whether a link comes in by the first port that its switch has in the fabric. */
  boolean isFirstPort(UnderlayPaths.Edge edge) {
    return firstLinks[edge.to()] == edge.link();
  }

  /**
   * The link by which a packet leaves a node; empty if there is none such.
   *
   * @param node the name of a switch, or a host's
   */
  Optional<GuestNetwork.Crossing> crossing(String node, String port) {
    for (int row = 0; row < fabric.links().size(); row++) {
      FabricLink link = fabric.links().get(row);
      boolean forth = isEnd(row, 0, link.a(), node, port);
      if (forth || isEnd(row, 1, link.b(), node, port)) {
        return Optional.of(new GuestNetwork.Crossing(row, forth));
      }
    }
    return Optional.empty();
  }

  private boolean isEnd(int row, int side, FabricLink.End end, String node, String port) {
    int host = hostsOfLinks[2 * row + side];
    return end.port().equals(port)
        && node.equals(host < 0 ? end.node() : inventory.hosts().get(host).name());
  }

  /** The link with that end. */
  Optional<FabricLink> linkAt(FabricLink.End end) {
    return fabric.links().stream()
        .filter(link -> link.a().equals(end) || link.b().equals(end))
        .findFirst();
  }
}
