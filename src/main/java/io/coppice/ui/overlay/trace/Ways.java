package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Route;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.picture.Marks;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways of frames in the picture: where a journey went, and where it might have gone as well.
 */
final class Ways {
  private final NetworkGraph graph;
  private final NetworkState state;

  Ways(NetworkGraph graph, NetworkState state) {
    this.graph = graph;
    this.state = state;
  }

  /** The way of a journey. */
  Marks.Way of(Journey journey) {
    List<Integer> nodes = new ArrayList<>();
    int from = -1;
    int to = -1;
    for (Hop hop : journey.hops()) {
      int machine = graph.machineNamed(hop.node()).orElse(-1);
      int node =
          machine >= 0
              ? graph.machines().get(machine).host()
              : graph.nodeNamed(hop.node()).orElse(-1);
      if (machine >= 0 && nodes.isEmpty()) {
        from = machine;
      }
      to = machine;
      if (node >= 0 && (nodes.isEmpty() || nodes.getLast() != node)) {
        nodes.add(node);
      }
    }
    return new Marks.Way(
        nodes.stream().mapToInt(Integer::intValue).toArray(),
        from,
        to,
        !journey.verdict().isPassed(),
        false);
  }

  /** Where equal-cost routes would have led as well: one step each. */
  List<Marks.Way> others(Journey journey) {
    List<Marks.Way> ways = new ArrayList<>();
    for (Hop hop : journey.hops()) {
      int node = graph.nodeNamed(hop.node()).orElse(-1);
      if (node < 0 || hop.choice().isEmpty()) {
        continue;
      }
      for (Route.NextHop way : hop.choice().get().ways()) {
        for (Link.End peer : state.peersOf(new Link.End(hop.node(), way.device()))) {
          graph
              .nodeNamed(peer.node())
              .ifPresent(to -> ways.add(new Marks.Way(new int[] {node, to}, -1, -1, false, true)));
        }
      }
    }
    return ways;
  }
}
