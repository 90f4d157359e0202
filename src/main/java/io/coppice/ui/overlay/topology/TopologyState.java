package io.coppice.ui.overlay.topology;

import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.picture.Marks;
import io.coppice.ui.overlay.picture.NetworkRaster;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network as the topology shows it just now. Pure.
 *
 * @param rows of the table, filtered and sorted
 * @param tenants that segments belong to, sorted
 * @param shown how many nodes the filter asks for
 */
record TopologyState(
    NetworkRaster raster,
    Marks marks,
    Choices choices,
    List<Listing.Row> rows,
    List<String> tenants,
    int shown) {

  static TopologyState of(NetworkRaster raster, Choices choices, Words words) {
    NetworkGraph graph = raster.placed().graph();
    BitSet faded = faded(graph, choices);
    Marks marks =
        new Marks(
            choices.layers(),
            bits(graph, choices.hidden()),
            faded,
            bits(graph, choices.open()),
            node(graph, choices.selected()),
            graph.machine(choices.selected()).orElse(-1),
            link(graph, choices.selected()),
            choices.segments().stream()
                .map(graph::segment)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .toArray());
    return new TopologyState(
        raster,
        marks,
        choices,
        sorted(new Rows(graph, choices, faded, words).all(), choices),
        List.copyOf(
            new TreeSet<>(
                graph.segments().stream()
                    .map(NetworkGraph.Segment::tenant)
                    .filter(tenant -> !tenant.isEmpty())
                    .toList())),
        graph.nodes().size() - faded.cardinality());
  }

  /** The same with other marks. */
  TopologyState with(Marks other) {
    return new TopologyState(raster, other, choices, rows, tenants, shown);
  }

  /** A state's marks with another selection. */
  static Marks selecting(TopologyState state, String key) {
    NetworkGraph graph = state.raster().placed().graph();
    return state
        .marks()
        .selecting(node(graph, key), graph.machine(key).orElse(-1), link(graph, key));
  }

  /** A selected machine also selects its host. */
  private static int node(NetworkGraph graph, String key) {
    OptionalInt machine = graph.machine(key);
    return machine.isPresent()
        ? graph.machines().get(machine.getAsInt()).host()
        : graph.node(key).orElse(-1);
  }

  /** The link of that key, or -1. */
  static int link(NetworkGraph graph, String key) {
    for (int i = 0; i < graph.links().size() && !key.isEmpty(); i++) {
      if (graph.links().get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private static BitSet bits(NetworkGraph graph, Set<String> keys) {
    BitSet bits = new BitSet();
    keys.forEach(key -> graph.node(key).ifPresent(bits::set));
    return bits;
  }

  private static BitSet faded(NetworkGraph graph, Choices choices) {
    BitSet faded = new BitSet();
    if (!choices.isFiltered()) {
      return faded;
    }
    Filter filter = new Filter(graph, choices);
    for (int node = 0; node < graph.nodes().size(); node++) {
      faded.set(node, !filter.wants(node));
    }
    return faded;
  }

  /** What the filter asks for. */
  static final class Filter {
    private final NetworkGraph graph;
    private final String find;
    private final boolean troubled;
    private final BitSet tenants;
    private final BitSet machines = new BitSet();

    /** Hosts and machines of segments that are called so. */
    private final BitSet hostsOfNamed = new BitSet();

    private final BitSet machinesOfNamed = new BitSet();

    Filter(NetworkGraph graph, Choices choices) {
      this.graph = graph;
      this.find = choices.find().strip().toLowerCase(Locale.ROOT);
      this.troubled = choices.troubled();
      this.tenants = choices.tenant().isEmpty() ? null : new BitSet();
      for (NetworkGraph.Segment segment : graph.segments()) {
        if (tenants != null && segment.tenant().equals(choices.tenant())) {
          for (int host : segment.hosts()) {
            tenants.set(host);
          }
          for (int machine : segment.machines()) {
            machines.set(machine);
          }
        }
        if (!find.isEmpty() && (has(segment.name()) || has(segment.kind()))) {
          for (int host : segment.hosts()) {
            hostsOfNamed.set(host);
          }
          for (int machine : segment.machines()) {
            machinesOfNamed.set(machine);
          }
        }
      }
    }

    boolean wants(int node) {
      NetworkGraph.Node it = graph.nodes().get(node);
      boolean named = find.isEmpty() || has(it.name()) || hostsOfNamed.get(node);
      for (int i = 0; !named && i < graph.machinesOf(node).length; i++) {
        named = has(graph.machines().get(graph.machinesOf(node)[i]).name());
      }
      return named
          && (tenants == null || tenants.get(node))
          && (!troubled || it.problems() > 0 || it.health() != Health.UP);
    }

    boolean wantsMachine(int machine) {
      NetworkGraph.Machine it = graph.machines().get(machine);
      return (find.isEmpty() || has(it.name()) || machinesOfNamed.get(machine))
          && (tenants == null || machines.get(machine))
          && (!troubled || it.health() == Health.DEGRADED || it.health() == Health.UNKNOWN);
    }

    boolean has(String name) {
      return find.isEmpty() || name.toLowerCase(Locale.ROOT).contains(find);
    }
  }

  private static List<Listing.Row> sorted(List<Listing.Row> rows, Choices choices) {
    if (choices.sort() < 0) {
      return rows;
    }
    List<Listing.Row> sorted = new ArrayList<>(rows);
    Comparator<Listing.Row> order = Comparator.comparing(row -> order(row, choices.sort()));
    sorted.sort(choices.descending() ? order.reversed() : order);
    return sorted;
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> order(Listing.Row row, int column) {
    return (Comparable<Object>) row.order().get(column);
  }

  /** How names of roles and states, and shares, are written. */
  interface Words {
    String role(io.coppice.ui.overlay.graph.Role role);

    String health(Health health);

    /** A share of a whole; a dash where it is not known. */
    String share(double share);
  }

  static String order(String text) {
    return NaturalOrder.key(text);
  }
}
