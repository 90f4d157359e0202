package io.coppice.model.overlay.fault;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Addresses at two places or none, and rows that say where they are not. */
final class AddressChecks {
  private final NetworkState state;
  private final RoutedPaths paths;
  private final Findings faults;
  private Map<Link.End, List<Segment>> segmentsOf;

  AddressChecks(NetworkState state, RoutedPaths paths, Findings faults) {
    this.state = state;
    this.paths = paths;
    this.faults = faults;
  }

  void run() {
    for (Segment segment : state.segments()) {
      faults.step();
      machines(segment);
    }
    new EndpointAddressChecks(state, paths, faults).run();
    subnets();
    for (Node node : state.nodes().values()) {
      faults.step();
      node.neighbours().forEach(row -> neighbour(node, row));
    }
    configuredRows();
  }

  private void machines(Segment segment) {
    Map<Mac, List<Link.End>> macs = new LinkedHashMap<>();
    Map<IpAddress, List<Link.End>> ips = new LinkedHashMap<>();
    for (Link.End end : segment.machines()) {
      Optional<Device> device = state.device(end);
      if (device.isPresent()) {
        if (!device.get().mac().isZero() && device.get().kind() != DeviceKind.BRIDGE) {
          macs.computeIfAbsent(device.get().mac(), m -> new ArrayList<>()).add(end);
        }
        for (Address address : device.get().addresses()) {
          if (!address.ip().isLinkLocal() && !address.ip().isLoopback()) {
            ips.computeIfAbsent(address.ip(), ip -> new ArrayList<>()).add(end);
          }
        }
      }
    }
    macs.forEach((mac, ends) -> twice(segment, mac, ends));
    ips.forEach((ip, ends) -> twice(Optional.of(segment.label()), ip, ends));
  }

  private void twice(Segment segment, Mac mac, List<Link.End> ends) {
    if (nodes(ends).size() < 2
        || ends.stream().anyMatch(end -> !isCollected(end)) && meetOneEndpoint(ends)) {
      return;
    }
    Link.End last = ends.getLast();
    faults.accept(
        new Fault(
            FaultKind.MAC_TWICE,
            Problem.error(
                "fault.mac-twice", mac, ends.getFirst().node(), last.node(), segment.label()),
            List.copyOf(ends.reversed()),
            Optional.of(segment.label()),
            proofs(ends),
            state.nodes().get(last.node()).collected()
                ? List.of(new Change.SetMac(last.node(), last.device(), freeMac(mac)))
                : List.of()));
  }

  private boolean isCollected(Link.End end) {
    return state.nodes().get(end.node()).collected();
  }

  /** Whether the switches that the ends are at share the address of their endpoint. */
  private boolean meetOneEndpoint(List<Link.End> ends) {
    Set<Set<IpAddress>> locals = new HashSet<>();
    for (Link.End end : ends) {
      for (Link.End peer : state.peersOf(end)) {
        Set<IpAddress> own = new HashSet<>();
        state.nodes().get(peer.node()).devices().values().stream()
            .flatMap(d -> d.tunnel().stream())
            .flatMap(t -> t.local().stream())
            .forEach(own::add);
        locals.add(own);
      }
    }
    return locals.size() == 1 && !locals.contains(Set.of());
  }

  /** The next address that no device of the network has. */
  private Mac freeMac(Mac taken) {
    Set<Mac> all = new HashSet<>();
    for (Node node : state.nodes().values()) {
      node.devices().values().forEach(d -> all.add(d.mac()));
      node.forwarding().forEach(row -> all.add(row.mac()));
    }
    Mac next = taken;
    while (all.contains(next)) {
      next = new Mac(next.bits() & ~0xFFFFFFL | next.bits() + 1 & 0xFFFFFFL);
    }
    return next;
  }

  private List<Proof> proofs(List<Link.End> ends) {
    return ends.stream().flatMap(end -> state.device(end).stream()).map(Device::proof).toList();
  }

  static Set<String> nodes(List<Link.End> ends) {
    Set<String> nodes = new HashSet<>();
    ends.forEach(end -> nodes.add(end.node()));
    return nodes;
  }

  /** One address at two places, unless both have one Ethernet address: then they share it. */
  private void twice(Optional<String> segment, IpAddress ip, List<Link.End> ends) {
    Set<Mac> macs = new HashSet<>();
    ends.forEach(end -> state.device(end).ifPresent(d -> macs.add(d.mac())));
    if (nodes(ends).size() < 2 || macs.size() < 2) {
      return;
    }
    Link.End last = ends.getLast();
    List<Proof> proofs = new ArrayList<>();
    Address wrong = null;
    for (Link.End end : ends) {
      for (Address address : state.device(end).orElseThrow().addresses()) {
        if (address.ip().equals(ip)) {
          proofs.add(address.proof());
          wrong = end.equals(last) ? address : wrong;
        }
      }
    }
    faults.accept(
        new Fault(
            FaultKind.ADDRESS_TWICE,
            Problem.error("fault.address-twice", ip, ends.getFirst().node(), last.node()),
            List.copyOf(ends.reversed()),
            segment,
            proofs,
            wrong == null
                ? List.of()
                : List.of(new Change.DeleteAddress(last.node(), last.device(), wrong))));
  }

  /** The same address on two ends of one wire or of one network. */
  private void subnets() {
    Map<IpAddress, List<Link.End>> all = new LinkedHashMap<>();
    for (Node node : state.nodes().values()) {
      for (Device device : node.devices().values()) {
        for (Address address : device.addresses()) {
          boolean wire =
              node.collected()
                  && device.kind() != DeviceKind.LOOPBACK
                  && device.kind() != DeviceKind.DUMMY
                  && !address.ip().isLinkLocal()
                  && address.prefixLength() < address.ip().bits();
          if (wire) {
            all.computeIfAbsent(address.ip(), ip -> new ArrayList<>())
                .add(new Link.End(node.name(), device.name()));
          }
        }
      }
    }
    all.forEach(
        (ip, ends) -> {
          if (nodes(ends).size() > 1 && !inOneSegment(ends)) {
            Link.End first = ends.getFirst();
            List<Link.End> meeting = new ArrayList<>(List.of(first));
            ends.stream()
                .filter(e -> !e.node().equals(first.node()))
                .filter(e -> !paths.wire(first, e.node()).isEmpty())
                .filter(e -> !mayBeApart(first, e))
                .forEach(meeting::add);
            if (meeting.size() > 1) {
              twice(Optional.empty(), ip, meeting);
            }
          }
        });
  }

  /**
   * Whether both are machines' virtual devices and nobody knows what is between them, for that was
   * not collected: tenants may have the same addresses, each on a network of its own.
   */
  private boolean mayBeApart(Link.End one, Link.End other) {
    if (!isOfMachine(one) || !isOfMachine(other)) {
      return false;
    }
    return paths.wire(one, other.node()).stream()
        .anyMatch(
            crossing ->
                state.links().stream()
                    .filter(link -> link.certainty() == Link.Certainty.GUESSED)
                    .anyMatch(
                        link ->
                            link.other(crossing.out()).filter(crossing.in()::equals).isPresent()));
  }

  private boolean isOfMachine(Link.End end) {
    return state.device(end).filter(it -> it.kind() == DeviceKind.VETH).isPresent()
        && state.nodes().get(end.node()).devices().values().stream()
            .allMatch(device -> device.tunnel().isEmpty());
  }

  private boolean inOneSegment(List<Link.End> ends) {
    Set<Segment> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Link.End end : new HashSet<>(ends)) {
      for (Segment segment : segmentsOf().getOrDefault(end, List.of())) {
        if (!seen.add(segment)) {
          return true;
        }
      }
    }
    return false;
  }

  private Map<Link.End, List<Segment>> segmentsOf() {
    if (segmentsOf == null) {
      segmentsOf = new HashMap<>();
      for (Segment segment : state.segments()) {
        for (Link.End end : segment.machines()) {
          segmentsOf.computeIfAbsent(end, _ -> new ArrayList<>(1)).add(segment);
        }
      }
    }
    return segmentsOf;
  }

  /** A configured neighbour whose device has another Ethernet address. */
  private void neighbour(Node node, Neighbour row) {
    if (row.state() != Neighbour.State.PERMANENT || row.mac().isEmpty() || row.proxy()) {
      return;
    }
    Link.End by = new Link.End(node.name(), row.device());
    for (Link.End owner : paths.owners(row.ip())) {
      Device device = state.device(owner).orElseThrow();
      boolean meets =
          state.nodes().get(owner.node()).collected()
              && !owner.node().equals(node.name())
              && (!paths.wire(by, owner.node()).isEmpty() || inOneSegment(List.of(by, owner)));
      if (meets
          && !device.mac().isZero()
          && !device.mac().equals(row.mac().get())
          && device.kind() != DeviceKind.LOOPBACK) {
        faults.accept(
            new Fault(
                FaultKind.NEIGHBOUR_WRONG,
                Problem.error(
                    "fault.neighbour-wrong", row.ip(), node.name(), row.mac().get(), device.mac()),
                List.of(by, owner),
                Optional.empty(),
                List.of(row.proof(), device.proof()),
                List.of(new Change.SetNeighbour(node.name(), row, device.mac()))));
      }
    }
  }

  /** Configured rows of tunnels that name a peer behind which the address is not. */
  private void configuredRows() {
    Map<Mac, Set<String>> homes = new HashMap<>();
    for (Segment segment : state.segments()) {
      for (Link.End end : segment.machines()) {
        state
            .device(end)
            .ifPresent(
                d -> {
                  Set<String> at = homes.computeIfAbsent(d.mac(), m -> new HashSet<>());
                  at.add(end.node());
                  state.peersOf(end).forEach(peer -> at.add(peer.node()));
                });
      }
    }
    for (Node node : state.nodes().values()) {
      for (Device device : node.devices().values()) {
        homes.computeIfAbsent(device.mac(), m -> new HashSet<>()).add(node.name());
      }
      node.forwarding()
          .bridged(
              port -> node.device(port).filter(d -> d.kind() == DeviceKind.TUNNEL).isEmpty(),
              (_, mac) -> homes.computeIfAbsent(mac, m -> new HashSet<>()).add(node.name()));
    }
    for (Node node : state.nodes().values()) {
      node.forwarding()
          .configured(row -> configured(node, row, homes.getOrDefault(row.mac(), Set.of())));
    }
  }

  /** Whether tunnels of a node have their underlay in another, or nobody knows in which. */
  private boolean uses(String node, Link.End underlay) {
    return state.nodes().get(node).devices().values().stream()
        .flatMap(device -> device.tunnel().stream())
        .filter(tunnel -> tunnel.origin().isPresent())
        .anyMatch(tunnel -> tunnel.underlayNode(node).map(underlay.node()::equals).orElse(true));
  }

  private void configured(Node node, ForwardingEntry row, Set<String> at) {
    List<Link.End> owners =
        paths.owners(row.remote().orElseThrow()).stream()
            .filter(end -> state.nodes().get(end.node()).collected())
            .toList();
    boolean there =
        owners.stream()
            .anyMatch(end -> at.contains(end.node()) || at.stream().anyMatch(n -> uses(n, end)));
    boolean unread = owners.stream().anyMatch(end -> !state.nodes().get(end.node()).whole());
    if (owners.isEmpty() || there || unread || at.isEmpty() && !hasTables(owners)) {
      return;
    }
    faults.accept(
        new Fault(
            FaultKind.MAC_ELSEWHERE,
            Problem.of(
                at.isEmpty() ? Severity.WARNING : Severity.ERROR,
                at.isEmpty() ? "fault.mac-nowhere" : "fault.mac-elsewhere",
                List.of(),
                row.mac(),
                row.device(),
                node.name(),
                owners.getFirst().node(),
                String.join(", ", at.stream().sorted().toList())),
            List.of(new Link.End(node.name(), row.device())),
            node.device(row.device()).flatMap(DeviceChecks::segment),
            List.of(row.proof()),
            List.of(
                new Change.DeleteForwarding(
                    node.name(),
                    row,
                    node.device(row.device())
                        .flatMap(Device::tunnel)
                        .filter(TunnelEndpoint::external)
                        .isPresent()))));
  }

  private boolean hasTables(List<Link.End> owners) {
    return owners.stream()
        .allMatch(
            end ->
                state.nodes().get(end.node()).forwarding().stream()
                    .anyMatch(row -> row.table() == ForwardingEntry.Table.BRIDGE));
  }
}
