package io.coppice.model.overlay.fault;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the endpoints of one segment tell of each other: ports, ids, flood lists. */
final class SegmentChecks {
  private final NetworkState state;
  private final RoutedPaths paths;
  private final Findings faults;
  private final FloodLists lists;
  private final Set<Link.End> wrongId = new HashSet<>();

  /** An endpoint with its settings and where it floods to. */
  private record Endpoint(
      Link.End end, Device device, TunnelEndpoint tunnel, Set<IpAddress> floods) {
    Optional<IpAddress> local() {
      return tunnel.local().filter(ip -> !ip.isAny());
    }
  }

  SegmentChecks(NetworkState state, RoutedPaths paths, Findings faults) {
    this.state = state;
    this.paths = paths;
    this.faults = faults;
    this.lists = new FloodLists(state);
  }

  void run() {
    Map<Segment, List<Endpoint>> all = endpoints();
    ids(all);
    all.forEach(
        (segment, endpoints) -> {
          faults.step();
          check(segment, endpoints);
        });
  }

  /** Looks for endpoints under a wrong id only. */
  void runIds() {
    ids(endpoints());
  }

  private Map<Segment, List<Endpoint>> endpoints() {
    Map<Segment, List<Endpoint>> all = new LinkedHashMap<>();
    for (Segment segment : state.segments()) {
      List<Endpoint> endpoints = new ArrayList<>();
      for (Link.End end : segment.endpoints()) {
        state
            .device(end)
            .filter(d -> d.tunnel().isPresent())
            .ifPresent(d -> endpoints.add(endpoint(segment.id(), end, d)));
      }
      all.put(segment, endpoints);
    }
    return all;
  }

  private Endpoint endpoint(long id, Link.End end, Device device) {
    TunnelEndpoint tunnel = device.tunnel().orElseThrow();
    Set<IpAddress> to = new HashSet<>(tunnel.remotes());
    tunnel.remote().ifPresent(to::add);
    if (tunnel.external()) {
      lists.rows(end, tunnel, id).forEach(row -> to.add(row.remote().orElseThrow()));
    } else if (to.isEmpty()) {
      return new Endpoint(end, device, tunnel, Set.copyOf(lists.peers(end)));
    } else {
      to.addAll(lists.peers(end));
    }
    return new Endpoint(end, device, tunnel, to);
  }

  private void check(Segment segment, List<Endpoint> endpoints) {
    ports(segment, endpoints);
    boolean groups = endpoints.stream().anyMatch(e -> e.tunnel().isMulticast());
    if (groups) {
      groups(segment, endpoints);
    } else {
      missing(segment, endpoints);
      dangling(segment, endpoints);
    }
  }

  private void ports(Segment segment, List<Endpoint> endpoints) {
    Map<Integer, Integer> counts = new HashMap<>();
    endpoints.forEach(e -> counts.merge(e.tunnel().port(), 1, Integer::sum));
    if (counts.size() < 2) {
      return;
    }
    int assigned = segment.encapsulation().assignedPort();
    int usual =
        counts.entrySet().stream()
            .max(
                java.util.Comparator.comparingInt(
                    (Map.Entry<Integer, Integer> e) ->
                        e.getValue() * 2 + (e.getKey() == assigned ? 1 : 0)))
            .orElseThrow()
            .getKey();
    Proof other =
        endpoints.stream()
            .filter(e -> e.tunnel().port() == usual)
            .findFirst()
            .map(e -> e.device().proof())
            .orElse(Proof.NONE);
    for (Endpoint endpoint : endpoints) {
      if (endpoint.tunnel().port() != usual) {
        faults.accept(
            new Fault(
                FaultKind.PORT_DIFFERS,
                Problem.error(
                    "fault.port-differs",
                    endpoint.device().name(),
                    endpoint.end().node(),
                    String.valueOf(endpoint.tunnel().port()),
                    String.valueOf(usual),
                    segment.label()),
                List.of(endpoint.end()),
                Optional.of(segment.label()),
                List.of(endpoint.device().proof(), other),
                remade(endpoint, endpoint.tunnel().change().port(usual).build())));
      }
    }
  }

  /** The device made anew has an empty table: its rows come back with it. */
  private List<Change> remade(Endpoint endpoint, TunnelEndpoint settings) {
    List<Change> changes = new ArrayList<>();
    changes.add(Change.RemakeTunnel.of(endpoint.end().node(), endpoint.device(), settings));
    for (ForwardingEntry row : lists.rows(endpoint.end())) {
      changes.add(new Change.RestoreForwarding(endpoint.end().node(), row, settings.external()));
    }
    return changes;
  }

  private void groups(Segment segment, List<Endpoint> endpoints) {
    Map<IpAddress, Integer> counts = new HashMap<>();
    endpoints.forEach(e -> e.tunnel().remote().ifPresent(ip -> counts.merge(ip, 1, Integer::sum)));
    IpAddress usual =
        counts.entrySet().stream()
            .max(
                Map.Entry.<IpAddress, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .orElseThrow()
            .getKey();
    for (Endpoint endpoint : endpoints) {
      Optional<IpAddress> group = endpoint.tunnel().remote();
      if (group.filter(usual::equals).isEmpty() && !endpoint.floods().contains(usual)) {
        faults.accept(
            new Fault(
                FaultKind.FLOOD_MISSING,
                Problem.error(
                    "fault.group-differs",
                    endpoint.device().name(),
                    endpoint.end().node(),
                    group.map(String::valueOf).orElse("-"),
                    usual),
                List.of(endpoint.end()),
                Optional.of(segment.label()),
                List.of(endpoint.device().proof()),
                List.of()));
      }
    }
  }

  private void missing(Segment segment, List<Endpoint> endpoints) {
    boolean any = endpoints.stream().anyMatch(e -> !e.floods().isEmpty());
    if (!any || isFullMesh(endpoints)) {
      return;
    }
    Map<String, Set<IpAddress>> served = new HashMap<>();
    for (Endpoint each : endpoints) {
      served.computeIfAbsent(each.end().node(), _ -> new HashSet<>()).addAll(each.floods());
    }
    for (Endpoint from : endpoints) {
      if (from.tunnel().isBetweenTwo() || !isWhole(from.end().node())) {
        continue; // others of the segment are behind its peer, or nowhere; or in rows not read
      }
      Set<IpAddress> here = served.get(from.end().node());
      for (Endpoint to : endpoints) {
        boolean other =
            to.local().isPresent()
                && !to.end().node().equals(from.end().node())
                && !to.local().equals(from.local());
        if (other && here.add(to.local().get())) {
          missing(segment, from, to);
        }
      }
    }
  }

  /** Whether each floods to all others itself: so it is where nothing is wrong. */
  private static boolean isFullMesh(List<Endpoint> endpoints) {
    Set<IpAddress> locals = new HashSet<>();
    endpoints.forEach(endpoint -> endpoint.local().ifPresent(locals::add));
    for (Endpoint from : endpoints) {
      for (IpAddress local : locals) {
        if (!from.floods().contains(local) && from.local().filter(local::equals).isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private void missing(Segment segment, Endpoint from, Endpoint to) {
    if (wrongId.contains(from.end()) || wrongId.contains(to.end())) {
      return;
    }
    if (isUnused(from) || isUnused(to)) {
      return; // nothing stands there that could ask or be found: that is the fault
    }
    IpAddress ip = to.local().orElseThrow();
    if (paths.owners(ip).isEmpty()) {
      return;
    }
    List<Proof> proofs = new ArrayList<>();
    proofs.add(from.device().proof());
    lists.rows(from.end(), from.tunnel(), segment.id()).forEach(row -> proofs.add(row.proof()));
    proofs.add(to.device().proof());
    faults.accept(
        new Fault(
            FaultKind.FLOOD_MISSING,
            Problem.error(
                "fault.flood-missing",
                from.device().name(),
                from.end().node(),
                ip,
                to.end().node(),
                segment.label()),
            List.of(from.end(), to.end()),
            Optional.of(segment.label()),
            proofs,
            List.of(adding(segment, from, ip))));
  }

  private boolean isUnused(Endpoint endpoint) {
    return EndpointUse.endsThere(state.nodes().get(endpoint.end().node()), endpoint.device());
  }

  private static Change adding(Segment segment, Endpoint from, IpAddress to) {
    boolean external = from.tunnel().external();
    long id = external ? segment.id() : -1;
    return new Change.AddForwarding(
        from.end().node(), ForwardingEntry.flood(from.device().name(), to, id), external);
  }

  private void dangling(Segment segment, List<Endpoint> endpoints) {
    Set<IpAddress> locals = new HashSet<>();
    Set<String> nodes = new HashSet<>();
    Map<IpAddress, Integer> listing = new HashMap<>();
    for (Endpoint endpoint : endpoints) {
      endpoint.local().ifPresent(locals::add);
      nodes.add(endpoint.end().node());
      endpoint.tunnel().underlayNode(endpoint.end().node()).ifPresent(nodes::add);
      endpoint.floods().forEach(ip -> listing.merge(ip, 1, Integer::sum));
    }
    boolean allKnown =
        endpoints.stream().allMatch(e -> e.tunnel().underlayNode(e.end().node()).isPresent());
    for (Endpoint from : allKnown ? endpoints : List.<Endpoint>of()) {
      if (wrongId.contains(from.end())) {
        continue; // its rows are right, and lead to the segment that it should be of
      }
      if (locals.containsAll(lists.peers(from.end()))) {
        continue;
      }
      for (ForwardingEntry row : lists.rows(from.end(), from.tunnel(), segment.id())) {
        IpAddress ip = row.remote().orElseThrow();
        if (locals.contains(ip)
            || paths.owners(ip).stream().anyMatch(end -> nodes.contains(end.node()))) {
          continue;
        }
        boolean collected = paths.owners(ip).stream().anyMatch(this::isCollected);
        boolean stranger = !collected && listing.get(ip) == 1 && endpoints.size() > 2;
        if ((collected || stranger) && !wrongIdAt(ip) && !mayBeUnread(ip)) {
          dangling(segment, from, row, collected);
        }
      }
    }
  }

  private boolean isWhole(String node) {
    return state.nodes().get(node).whole();
  }

  /** Whether an endpoint with the address may be in what was not read of a broken answer. */
  private boolean mayBeUnread(IpAddress ip) {
    List<Link.End> owners = paths.owners(ip);
    return owners.isEmpty() || owners.stream().noneMatch(this::isCollected)
        ? state.nodes().values().stream().anyMatch(node -> !node.whole())
        : owners.stream().anyMatch(owner -> !isWhole(owner.node()));
  }

  private boolean isCollected(Link.End end) {
    return state.nodes().get(end.node()).collected();
  }

  private void dangling(Segment segment, Endpoint from, ForwardingEntry row, boolean collected) {
    faults.accept(
        new Fault(
            FaultKind.FLOOD_DANGLING,
            Problem.of(
                collected ? Severity.ERROR : Severity.WARNING,
                "fault.flood-dangling",
                List.of(),
                from.device().name(),
                from.end().node(),
                row.remote().orElseThrow(),
                segment.label()),
            List.of(from.end()),
            Optional.of(segment.label()),
            List.of(row.proof()),
            List.of(
                new Change.DeleteForwarding(from.end().node(), row, from.tunnel().external()))));
  }

  private boolean wrongIdAt(IpAddress ip) {
    return paths.owners(ip).stream()
        .anyMatch(end -> wrongId.stream().anyMatch(w -> w.node().equals(end.node())));
  }

  /**
   * An endpoint whose peers are all of another segment in which its node has no endpoint of its
   * own: it stands alone, or with fewer, under its id.
   */
  private void ids(Map<Segment, List<Endpoint>> all) {
    all.forEach(
        (segment, endpoints) -> {
          for (Endpoint endpoint : endpoints) {
            Optional<Segment> meant = meant(segment, endpoints, endpoint, all);
            if (meant.isPresent()) {
              wrongId.add(endpoint.end());
              faults.accept(
                  new Fault(
                      FaultKind.ID_DIFFERS,
                      Problem.error(
                          "fault.id-differs",
                          endpoint.device().name(),
                          endpoint.end().node(),
                          segment.label(),
                          meant.get().label()),
                      List.of(endpoint.end()),
                      Optional.of(meant.get().label()),
                      List.of(
                          endpoint.device().proof(),
                          all.get(meant.get()).getFirst().device().proof()),
                      remade(
                          endpoint,
                          endpoint
                              .tunnel()
                              .change()
                              .encapsulation(meant.get().encapsulation())
                              .id(meant.get().id())
                              .build())));
            }
          }
        });
  }

  private Optional<Segment> meant(
      Segment segment,
      List<Endpoint> endpoints,
      Endpoint endpoint,
      Map<Segment, List<Endpoint>> all) {
    boolean answered =
        endpoints.stream()
            .anyMatch(
                e ->
                    !e.end().equals(endpoint.end())
                        && !e.end().node().equals(endpoint.end().node()));
    boolean read = isWhole(endpoint.end().node());
    if (answered || !read || endpoint.tunnel().external() || endpoint.floods().isEmpty()) {
      return Optional.empty();
    }
    Segment best = null;
    int most = 0;
    for (Map.Entry<Segment, List<Endpoint>> other : all.entrySet()) {
      boolean own =
          other.getValue().stream().anyMatch(e -> e.end().node().equals(endpoint.end().node()));
      int peers =
          (int)
              other.getValue().stream()
                  .filter(
                      e ->
                          endpoint.tunnel().isMulticast()
                              ? sameGroup(e, endpoint)
                              : each(e, endpoint))
                  .count();
      Encapsulation its = other.getKey().encapsulation();
      boolean same =
          its == segment.encapsulation()
              || its.isPlainGre() && segment.encapsulation().isPlainGre();
      if (same && !own && !other.getKey().equals(segment) && peers > most) {
        best = other.getKey();
        most = peers;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean sameGroup(Endpoint one, Endpoint other) {
    return one.tunnel().remote().equals(other.tunnel().remote());
  }

  private static boolean each(Endpoint one, Endpoint other) {
    return one.local().filter(other.floods()::contains).isPresent()
        && other.local().filter(one.floods()::contains).isPresent();
  }
}
