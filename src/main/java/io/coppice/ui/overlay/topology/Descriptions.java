package io.coppice.ui.overlay.topology;

import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.picture.PictureHit;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One sentence about what stands at a place of the picture. */
final class Descriptions {
  private final UiContext context;
  private final NetworkGraph graph;

  Descriptions(UiContext context, NetworkGraph graph) {
    this.context = context;
    this.graph = graph;
  }

  String of(PictureHit picked) {
    return picked.machine() >= 0
        ? machine(picked.machine())
        : picked.node() >= 0 ? node(picked.node()) : link(picked.link());
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private String node(int node) {
    NetworkGraph.Node it = graph.nodes().get(node);
    return text(
        "network.said.node",
        it.name(),
        text("network.role." + it.role()),
        text("network.health." + it.health()),
        graph.machinesOf(node).length,
        it.problems());
  }

  private String machine(int machine) {
    NetworkGraph.Machine it = graph.machines().get(machine);
    String segments =
        Arrays.stream(graph.segmentsOf(machine))
            .mapToObj(segment -> graph.segments().get(segment))
            .map(segment -> (segment.name() + ' ' + segment.kind()).strip())
            .collect(Collectors.joining(", "));
    return text(
        it.fence() ? "network.said.fence" : "network.said.machine",
        it.name(),
        graph.nodes().get(it.host()).name(),
        text("network.health." + it.health()),
        segments.isEmpty() ? text("network.said.no-segment") : segments);
  }

  private String link(int link) {
    NetworkGraph.Link it = graph.links().get(link);
    return text(
        "network.said.link",
        graph.nodes().get(it.from()).name(),
        graph.nodes().get(it.to()).name(),
        it.label(),
        text("network.health." + it.health()),
        Double.isNaN(it.load())
            ? text("network.said.load.unknown")
            : context.format().percent(it.load(), 1));
  }
}
