package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.fault.SegmentNames;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is wrong in the network of a site, told by its fabric: links and switches that are down,
 * hosts that cannot reach each other or have no endpoint, ways that are too small for a segment,
 * and middleboxes on them that drop its packets. Sizes and obstacles are those that the diagnosis
 * of a whole network finds ({@link io.coppice.model.overlay.fault.Diagnosis}), and said in its
 * words; but no machine, row or route is written out for it, so that a large site is looked at in
 * no time. Each cause is told once, and nothing that a host's own alarms tell. Pure.
 */
public final class FabricDiagnosis {
  private static final int NAMES = 5;
  private static final Comparator<HostId> BY_ROW = Comparator.comparingInt(HostId::value);

  private final Fabric fabric;
  private final Inventory inventory;
  private final Map<String, Host> hosts = new HashMap<>();
  private final Map<HostId, IpAddress> endpoints = new HashMap<>();
  private final SegmentMembers members;
  private final SegmentReach reach;
  private final List<Problem> found = new ArrayList<>();

  /** Links that are too small for something, by their indices. */
  private final Map<Integer, Narrow> narrow = new TreeMap<>();

  /** Hosts that do not reach the rest of a segment, with all segments of which that is so. */
  private final Map<List<HostId>, NavigableSet<SegmentNames.Id>> cutOff = new HashMap<>();

  private final Map<HostId, NavigableSet<SegmentNames.Id>> withoutEndpoint = new TreeMap<>(BY_ROW);

  /** What the largest packets on a link need. */
  private static final class Narrow {
    private int needed;
    private int inner;
    private final NavigableSet<SegmentNames.Id> segments = new TreeSet<>();
    private final Set<EntityId> groups = new LinkedHashSet<>();
  }

  private FabricDiagnosis(Fabric fabric, Inventory inventory) {
    this.fabric = fabric;
    this.inventory = inventory;
    inventory.hosts().forEach(host -> hosts.put(host.id().token(), host));
    fabric.endpoints().forEach(it -> endpoints.put(it.host(), it.address()));
    Map<HostId, Integer> room = new HashMap<>();
    for (FabricLink link : fabric.links()) {
      for (FabricLink.End end : List.of(link.a(), link.b())) {
        Optional.ofNullable(hosts.get(end.node()))
            .ifPresent(host -> room.merge(host.id(), link.mtu(), Math::min));
      }
    }
    members =
        new SegmentMembers(
            fabric,
            inventory,
            endpoints,
            host -> room.getOrDefault(host, SegmentMembers.USUAL_MTU));
    reach = new SegmentReach(fabric, inventory);
  }

  /**
   * All that is wrong, errors first.
   *
   * @param said {@link Fabric#NONE} for the one that is derived
   */
  public static List<Problem> of(Fabric said, Inventory inventory) {
    return new FabricDiagnosis(DerivedFabric.orSaid(said, inventory), inventory).run();
  }

  private List<Problem> run() {
    fabric.nodes().stream()
        .filter(node -> !node.up())
        .forEach(node -> found.add(Problem.error("fault.switch-down", node.name())));
    fabric.links().forEach(this::link);
    members.all().forEach(this::segment);
    withoutEndpoint.forEach(
        (host, segments) ->
            found.add(
                Problem.error("fault.no-endpoint", host, name(host), SegmentNames.of(segments))));
    cutOff.forEach(this::cutOff);
    narrow.forEach(this::tooNarrow);
    SubGroupChecks.run(fabric, inventory, found::add);
    found.sort(
        Comparator.comparing(Problem::severity)
            .reversed()
            .thenComparing(Problem::code)
            .thenComparing(problem -> problem.args().toString()));
    return List.copyOf(found);
  }

  private String name(HostId host) {
    return inventory.host(host).name();
  }

  private String node(FabricLink.End end) {
    Host host = hosts.get(end.node());
    return host == null ? end.node() : host.name();
  }

  private String said(FabricLink.End end) {
    return node(end) + ":" + end.port();
  }

  private List<EntityId> about(FabricLink link) {
    List<EntityId> about = new ArrayList<>();
    for (FabricLink.End end : List.of(link.a(), link.b())) {
      Optional.ofNullable(hosts.get(end.node())).ifPresent(host -> about.add(host.id()));
    }
    return about;
  }

  private void link(FabricLink link) {
    if (!link.up() || isCutUntold(link.a()) || isCutUntold(link.b())) {
      found.add(
          Problem.of(
              Severity.WARNING, "fault.link-cut", about(link), said(link.a()), said(link.b())));
    }
  }

  /** A host's adapter without a link, of whose switch it has two others: no alarm tells of that. */
  private boolean isCutUntold(FabricLink.End end) {
    return Optional.ofNullable(hosts.get(end.node()))
        .filter(FabricDiagnosis::isThere)
        .flatMap(
            host ->
                host.hardware().nics().stream()
                    .filter(nic -> nic.name().equals(end.port()) && !nic.linkUp())
                    .findFirst()
                    .flatMap(Host.PhysicalNic::uplinkOf)
                    .map(on -> up(host, on) > 1))
        .orElse(false);
  }

  private static long up(Host host, SwitchId on) {
    return host.hardware().nics().stream()
        .filter(nic -> nic.linkUp() && nic.uplinkOf().equals(Optional.of(on)))
        .count();
  }

  private static boolean isThere(Host host) {
    return host.state() == Host.State.CONNECTED || host.state() == Host.State.DISCONNECTED;
  }

  private static SegmentNames.Id id(SegmentMembers.Members segment) {
    return new SegmentNames.Id(segment.settings.encapsulation(), segment.settings.id());
  }

  private void segment(SegmentMembers.Members segment) {
    List<HostId> in =
        segment.hosts().stream()
            .filter(host -> isThere(inventory.host(host)))
            .sorted(BY_ROW)
            .toList();
    if (in.size() < 2) {
      return;
    }
    in.stream()
        .filter(host -> !endpoints.containsKey(host))
        .forEach(
            host -> withoutEndpoint.computeIfAbsent(host, _ -> new TreeSet<>()).add(id(segment)));
    SegmentReach.Ways ways = reach.of(in);
    ways.apart()
        .forEach(
            hosts -> {
              if (!isTold(hosts)) {
                cutOff.computeIfAbsent(hosts, _ -> new TreeSet<>()).add(id(segment));
              }
            });
    sizes(segment, ways.links());
    boxes(segment, ways);
  }

  /** Whether an alarm tells that all links of these hosts are down. */
  private boolean isTold(List<HostId> hosts) {
    return hosts.stream()
        .map(inventory::host)
        .allMatch(
            host ->
                host.hardware().nics().stream()
                    .filter(nic -> nic.uplinkOf().isPresent())
                    .noneMatch(Host.PhysicalNic::linkUp));
  }

  private void sizes(SegmentMembers.Members segment, BitSet links) {
    if (!segment.settings.whole()) {
      return;
    }
    boolean v6 =
        segment.hosts().stream()
            .map(endpoints::get)
            .anyMatch(endpoint -> endpoint != null && endpoint.v6());
    int outer = segment.settings.encapsulation().outerMtu(segment.mtu, v6, false, 0);
    for (int row = links.nextSetBit(0); row >= 0; row = links.nextSetBit(row + 1)) {
      if (fabric.links().get(row).mtu() < outer) {
        Narrow there = narrow.computeIfAbsent(row, _ -> new Narrow());
        there.segments.add(id(segment));
        there.groups.add(segment.settings.portGroup());
        if (outer > there.needed) {
          there.needed = outer;
          there.inner = segment.mtu;
        }
      }
    }
  }

  private void tooNarrow(int row, Narrow it) {
    FabricLink link = fabric.links().get(row);
    List<EntityId> about = about(link);
    it.groups.stream().limit(NAMES).forEach(about::add);
    found.add(
        Problem.of(
            Severity.ERROR,
            "fault.mtu-above-underlay",
            about,
            said(link.a()) + ", " + said(link.b()),
            link.mtu(),
            it.needed,
            it.inner,
            SegmentNames.of(it.segments),
            node(link.a())));
  }

  private void boxes(SegmentMembers.Members segment, SegmentReach.Ways ways) {
    TunnelEndpoint tunnel =
        TunnelEndpoint.of(segment.settings.encapsulation())
            .id(segment.settings.id())
            .learning(true)
            .build();
    for (int row = ways.nodes().nextSetBit(0); row >= 0; row = ways.nodes().nextSetBit(row + 1)) {
      FabricNode node = fabric.nodes().get(row);
      boolean inside = ways.inside().get(row);
      node.box()
          .flatMap(box -> box.stops(tunnel, inside))
          .ifPresent(obstacle -> found.add(stopped(segment, node, tunnel, obstacle)));
    }
  }

  private static Problem stopped(
      SegmentMembers.Members segment,
      FabricNode node,
      TunnelEndpoint tunnel,
      Middlebox.Obstacle obstacle) {
    return Problem.error(
        "fault.box-" + obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        segment.settings.portGroup(),
        node.name(),
        id(segment).label(),
        tunnel.encapsulation(),
        tunnel.port());
  }

  private void cutOff(List<HostId> apart, NavigableSet<SegmentNames.Id> segments) {
    String names =
        apart.stream().limit(NAMES).map(this::name).collect(Collectors.joining(", "))
            + (apart.size() > NAMES ? ", … (+" + (apart.size() - NAMES) + ")" : "");
    found.add(
        Problem.of(
            Severity.ERROR,
            "fault.hosts-cut-off",
            List.copyOf(apart),
            names,
            SegmentNames.of(segments)));
  }
}
