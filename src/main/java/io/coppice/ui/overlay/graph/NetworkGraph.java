package io.coppice.ui.overlay.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A network as it is drawn. Everything has a key that stays the same as long as the thing exists;
 * within one graph, things are known by their index.
 */
public final class NetworkGraph {
  public static final NetworkGraph EMPTY =
      new NetworkGraph(List.of(), List.of(), List.of(), List.of());

  private final List<Node> nodes;
  private final List<Machine> machines;
  private final List<Link> links;
  private final List<Segment> segments;
  private final Map<String, Integer> nodeByKey = new HashMap<>();
  private final Map<String, Integer> machineByKey = new HashMap<>();
  private final Map<String, Integer> nodeByName = new HashMap<>();
  private final Map<String, Integer> machineByName = new HashMap<>();
  private final Map<String, Integer> segmentByKey = new HashMap<>();
  private final int[][] machinesOf;
  private final int[][] segmentsOf;

  /**
   * A switch, a host, or what else frames pass through.
   *
   * @param site the name of the site it stands at; empty for what joins sites
   * @param rack the name of its rack; empty where that is to be told from the links
   * @param problems how many things are wrong with it
   */
  public record Node(
      String key, String name, Role role, Health health, String site, String rack, int problems) {}

  /**
   * A machine, and the node it runs on.
   *
   * @param fence whether it joins its networks and translates between them
   */
  public record Machine(String key, String name, int host, Health health, boolean fence) {
    /** One that ends what it gets. */
    public Machine(String key, String name, int host, Health health) {
      this(key, name, host, health, false);
    }
  }

  /**
   * A link between two nodes.
   *
   * @param label what is written on it, such as the two interfaces
   * @param load the share of its rate that is used, from 0; NaN where that is not known
   */
  public record Link(
      String key, int from, int to, String label, double load, Health health, int problems) {}

  /**
   * An overlay network.
   *
   * @param kind the tunnel's protocol and the id
   * @param machines its members
   * @param hosts where its tunnels end
   */
  public record Segment(
      String key,
      String name,
      String tenant,
      String kind,
      int[] machines,
      int[] hosts,
      int problems) {}

  /** A graph of these. */
  public NetworkGraph(
      List<Node> nodes, List<Machine> machines, List<Link> links, List<Segment> segments) {
    this.nodes = List.copyOf(nodes);
    this.machines = List.copyOf(machines);
    this.links = List.copyOf(links);
    this.segments = List.copyOf(segments);
    for (int i = 0; i < nodes.size(); i++) {
      nodeByKey.put(nodes.get(i).key(), i);
      nodeByName.putIfAbsent(nodes.get(i).name(), i);
    }
    for (int i = 0; i < machines.size(); i++) {
      machineByKey.put(machines.get(i).key(), i);
      machineByName.putIfAbsent(machines.get(i).name(), i);
    }
    for (int i = 0; i < segments.size(); i++) {
      segmentByKey.put(segments.get(i).key(), i);
    }
    machinesOf = machinesOfNodes();
    segmentsOf = segmentsOfMachines();
  }

  private int[][] machinesOfNodes() {
    int[] count = new int[nodes.size()];
    for (Machine machine : machines) {
      count[machine.host()]++;
    }
    int[][] of = new int[nodes.size()][];
    for (int node = 0; node < of.length; node++) {
      of[node] = new int[count[node]];
    }
    for (int i = machines.size() - 1; i >= 0; i--) {
      int host = machines.get(i).host();
      of[host][--count[host]] = i;
    }
    return of;
  }

  private int[][] segmentsOfMachines() {
    int[] count = new int[machines.size()];
    for (Segment segment : segments) {
      for (int machine : segment.machines()) {
        count[machine]++;
      }
    }
    int[][] of = new int[machines.size()][];
    for (int machine = 0; machine < of.length; machine++) {
      of[machine] = new int[count[machine]];
    }
    for (int i = segments.size() - 1; i >= 0; i--) {
      for (int machine : segments.get(i).machines()) {
        of[machine][--count[machine]] = i;
      }
    }
    return of;
  }

  public List<Node> nodes() {
    return nodes;
  }

  public List<Machine> machines() {
    return machines;
  }

  public List<Link> links() {
    return links;
  }

  public List<Segment> segments() {
    return segments;
  }

  /** The machines on a node, in their order. Not to be changed. */
  public int[] machinesOf(int node) {
    return machinesOf[node];
  }

  /** The segments a machine is a member of. Not to be changed. */
  public int[] segmentsOf(int machine) {
    return segmentsOf[machine];
  }

  public OptionalInt node(String key) {
    return found(nodeByKey.get(key));
  }

  public OptionalInt machine(String key) {
    return found(machineByKey.get(key));
  }

  /** By its name, which is unique where the network tells of traces and faults. */
  public OptionalInt nodeNamed(String name) {
    return found(nodeByName.get(name));
  }

  public OptionalInt machineNamed(String name) {
    return found(machineByName.get(name));
  }

  public OptionalInt segment(String key) {
    return found(segmentByKey.get(key));
  }

  private static OptionalInt found(Integer index) {
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
