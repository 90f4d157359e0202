package io.coppice.model.overlay.fault;

import io.coppice.model.Problem;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.TunnelEndpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Middleboxes on the ways between endpoints that drop what these send; each told once. */
final class MiddleboxChecks {
  private final NetworkState state;
  private final RoutedPaths paths;
  private final Findings faults;
  private final Set<Told> told = new HashSet<>();

  private record Told(String node, String segment) {}

  MiddleboxChecks(NetworkState state, RoutedPaths paths, Findings faults) {
    this.state = state;
    this.paths = paths;
    this.faults = faults;
  }

  void run() {
    if (state.middleboxes().isEmpty()) {
      return;
    }
    for (Segment segment : state.segments()) {
      faults.step();
      for (Link.End end : segment.endpoints()) {
        Optional<TunnelEndpoint> tunnel = state.device(end).flatMap(Device::tunnel);
        tunnel.ifPresent(it -> it.remotes().forEach(remote -> check(segment, end, it, remote)));
      }
    }
  }

  private void check(Segment segment, Link.End end, TunnelEndpoint tunnel, IpAddress remote) {
    RoutedPaths.Ways ways = paths.from(end.node(), remote, Optional.empty(), Optional.empty());
    for (Wires.Crossing crossing : ways.crossings()) {
      Middlebox box = state.middleboxes().get(crossing.in().node());
      if (box != null) {
        Node node = state.nodes().get(crossing.in().node());
        boolean inside =
            node.firstPort().filter(d -> d.name().equals(crossing.in().device())).isPresent();
        box.stops(tunnel, inside)
            .filter(_ -> told.add(new Told(crossing.in().node(), segment.label())))
            .ifPresent(obstacle -> tell(segment, crossing.in(), tunnel, obstacle));
      }
    }
  }

  private void tell(
      Segment segment, Link.End at, TunnelEndpoint tunnel, Middlebox.Obstacle obstacle) {
    String name = obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-');
    faults.accept(
        new Fault(
            FaultKind.MIDDLEBOX,
            Problem.error(
                "fault.box-" + name,
                at.node(),
                segment.label(),
                tunnel.encapsulation(),
                tunnel.port()),
            List.of(at),
            Optional.of(segment.label()),
            List.of(),
            List.of()));
  }
}
