package io.coppice.ui.overlay.topology;

import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.topology.Listing.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** The lines of the table beside the picture: the same things, in words. */
final class Rows {
  private final NetworkGraph graph;
  private final Choices choices;
  private final BitSet faded;
  private final TopologyState.Words words;
  private final TopologyState.Filter filter;
  private final List<Row> rows = new ArrayList<>();

  Rows(NetworkGraph graph, Choices choices, BitSet faded, TopologyState.Words words) {
    this.graph = graph;
    this.choices = choices;
    this.faded = faded;
    this.words = words;
    this.filter = new TopologyState.Filter(graph, choices);
  }

  List<Row> all() {
    switch (choices.listing()) {
      case NODES -> nodes();
      case MACHINES -> machines();
      case LINKS -> links();
      case SEGMENTS -> segments();
    }
    return rows;
  }

  /** Writes a line by and by. */
  private static final class Line {
    private final List<String> cells = new ArrayList<>();
    private final List<Comparable<?>> order = new ArrayList<>();

    Line text(String text) {
      cells.add(text);
      order.add(TopologyState.order(text));
      return this;
    }

    Line number(long number) {
      return valued(Long.toString(number), (double) number);
    }

    Line valued(String text, double value) {
      cells.add(text);
      order.add(Double.isNaN(value) ? -1 : value);
      return this;
    }

    Row of(String key) {
      return new Row(key, List.copyOf(cells), List.copyOf(order));
    }
  }

  private Line health(Line line, Health health) {
    return line.valued(words.health(health), health.ordinal());
  }

  private void nodes() {
    int[] links = new int[graph.nodes().size()];
    double[] load = new double[links.length];
    Arrays.fill(load, Double.NaN);
    for (NetworkGraph.Link link : graph.links()) {
      for (int end : new int[] {link.from(), link.to()}) {
        links[end]++;
        load[end] = Double.isNaN(load[end]) ? link.load() : Math.max(load[end], link.load());
      }
    }
    for (int node = 0; node < graph.nodes().size(); node++) {
      if (!faded.get(node)) {
        NetworkGraph.Node it = graph.nodes().get(node);
        Line line = new Line().text(it.name()).text(words.role(it.role()));
        rows.add(
            health(line, it.health())
                .text(it.site())
                .text(it.rack())
                .number(graph.machinesOf(node).length)
                .number(links[node])
                .valued(words.share(load[node]), load[node])
                .number(it.problems())
                .of(it.key()));
      }
    }
  }

  private void machines() {
    for (int machine = 0; machine < graph.machines().size(); machine++) {
      if (filter.wantsMachine(machine)) {
        NetworkGraph.Machine it = graph.machines().get(machine);
        String segments =
            Arrays.stream(graph.segmentsOf(machine))
                .mapToObj(segment -> graph.segments().get(segment).name())
                .collect(Collectors.joining(it.fence() ? " ⇄ " : ", "));
        Line line = new Line().text(it.name()).text(graph.nodes().get(it.host()).name());
        rows.add(health(line, it.health()).text(segments).of(it.key()));
      }
    }
  }

  private void links() {
    for (NetworkGraph.Link it : graph.links()) {
      String from = graph.nodes().get(it.from()).name();
      String to = graph.nodes().get(it.to()).name();
      boolean wanted = filter.has(from) || filter.has(to) || filter.has(it.label());
      boolean troubled = it.health() != Health.UP || it.problems() > 0;
      if (wanted && (!choices.troubled() || troubled)) {
        rows.add(
            health(new Line().text(from + " – " + to).text(it.label()), it.health())
                .valued(words.share(it.load()), it.load())
                .number(it.problems())
                .of(it.key()));
      }
    }
  }

  private void segments() {
    for (NetworkGraph.Segment it : graph.segments()) {
      boolean wanted =
          (filter.has(it.name()) || filter.has(it.kind()))
              && (choices.tenant().isEmpty() || it.tenant().equals(choices.tenant()))
              && (!choices.troubled() || it.problems() > 0);
      if (wanted) {
        rows.add(
            new Line()
                .text(it.name())
                .text(it.kind())
                .text(it.tenant())
                .number(it.machines().length)
                .number(it.hosts().length)
                .number(it.problems())
                .of(it.key()));
      }
    }
  }
}
