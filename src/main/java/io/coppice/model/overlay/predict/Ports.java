package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Words;
import java.util.List;
import java.util.Optional;

/**
 * Devices: what leaves by one and what arrives at one. A receiver takes frames of its MTU and 4
 * bytes more (the kernel's {@code is_skb_forwardable}).
 */
final class Ports {
  private final FrameSimulation engine;

  Ports(FrameSimulation engine) {
    this.engine = engine;
  }

  /** Sends a frame out of a device. */
  void send(HostState host, Device device, Frame frame, Flight before) {
    if (before.length() >= Flight.LONGEST) {
      loop(host, device, frame, before);
      return;
    }
    Flight flight = before;
    if (!device.up()) {
      Optional<Flight> on =
          engine.drop(flight, At.out(host, device, frame), Hop.Step.LINK, down(host, device));
      if (on.isEmpty()) {
        return;
      }
      flight = on.get();
    }
    switch (device.kind()) {
      case BRIDGE -> engine.bridging.fromHost(host, device, frame, flight);
      case TUNNEL -> engine.tunnelling.send(host, device, frame, -1, flight);
      case VLAN, MACVLAN -> overLower(host, device, frame, flight);
      case LOOPBACK -> receive(host, device, frame, flight);
      case DUMMY -> engine.end(flight, Flight.End.IGNORED, 0, frame);
      case BOND -> bond(host, device, frame, flight);
      default -> link(host, device, frame, flight);
    }
  }

  static Drop down(HostState host, Device device) {
    return Drop.of("device down", "trace.device-down", device.name(), host.node.name())
        .by(device.proof())
        .cure(new Change.SetUp(host.node.name(), device.name()));
  }

  private void loop(HostState host, Device device, Frame frame, Flight flight) {
    engine
        .drop(
            flight,
            At.out(host, device, frame),
            Hop.Step.LINK,
            Drop.of("loop", "trace.loop", device.name(), host.node.name()))
        .ifPresent(on -> engine.end(on, Flight.End.DROPPED, 5, frame));
  }

  private void overLower(HostState host, Device device, Frame frame, Flight flight) {
    Optional<Device> lower = device.lower().flatMap(host.node::device);
    if (lower.isEmpty()) {
      unknownEnd(host, device, frame, flight);
      return;
    }
    Frame tagged = device.kind() == DeviceKind.VLAN ? frame.tagged(device.vlan()) : frame;
    send(host, lower.get(), tagged, flight);
  }

  private void bond(HostState host, Device bond, Frame frame, Flight flight) {
    List<Device> members =
        host.ports.getOrDefault(bond.name(), List.of()).stream()
            .filter(member -> member.isUsable() && !member.standby())
            .toList();
    List<Device> linked =
        members.stream()
            .filter(
                m -> !engine.network.peersOf(new Link.End(host.node.name(), m.name())).isEmpty())
            .toList();
    if (linked.isEmpty()) {
      link(host, bond, frame, flight);
    } else {
      send(host, linked.get(share(host, bond, frame, linked.size())), frame, flight);
    }
  }

  private void link(HostState host, Device device, Frame frame, Flight flight) {
    List<Link.End> peers = engine.network.peersOf(new Link.End(host.node.name(), device.name()));
    if (peers.isEmpty()) {
      if (!device.carrier()) {
        engine
            .drop(flight, At.out(host, device, frame), Hop.Step.LINK, noCarrier(host, device))
            .ifPresent(on -> unknownEnd(host, device, frame, on));
        return;
      }
      unknownEnd(host, device, frame, flight);
      return;
    }
    // a bond of one end meets several switches; each frame takes one of them
    List<Link.End> taken =
        device.kind() == DeviceKind.BOND
            ? List.of(peers.get(share(host, device, frame, peers.size())))
            : peers;
    for (Link.End peer : taken) {
      HostState other = engine.host(peer.node());
      Device face = other.node.devices().get(peer.device());
      engine.after(
          FrameSimulation.LINK_DELAY, () -> arrive(host, device, other, face, frame, flight));
    }
  }

  /** Which of a bond's lines a frame takes. */
  private int share(HostState host, Device bond, Frame frame, int lines) {
    if (lines == 1) {
      return 0;
    }
    int hash = frame.source().hashCode() * 31 + frame.target().hashCode();
    WayChoices.Place place = WayChoices.Place.of(host, bond, 0);
    return Math.floorMod(hash + engine.choices.turn(place, lines), lines);
  }

  private static Drop noCarrier(HostState host, Device device) {
    return Drop.of("no carrier", "trace.no-carrier", device.name(), host.node.name())
        .by(device.proof());
  }

  private void unknownEnd(HostState host, Device device, Frame frame, Flight flight) {
    Flight told =
        engine.unknown(
            flight,
            At.out(host, device, frame),
            Hop.Step.LINK,
            "trace.leads-nowhere",
            device.name(),
            host.node.name());
    engine.end(told, Flight.End.UNKNOWN, 3, frame);
  }

  private void arrive(
      HostState from, Device out, HostState to, Device face, Frame frame, Flight before) {
    Flight flight =
        engine.pass(
            before,
            At.out(from, out, frame),
            Hop.Step.LINK,
            Words.of("trace.link", out.name(), to.node.name(), face.name()),
            io.coppice.model.overlay.Proof.NONE,
            frame);
    if (!to.node.collected()) {
      uncollected(to, face, frame, flight);
      return;
    }
    if (!face.up()) {
      Optional<Flight> on =
          engine.drop(flight, At.in(to, face, frame), Hop.Step.LINK, down(to, face));
      if (on.isEmpty()) {
        return;
      }
      flight = on.get();
    }
    Optional<Flight> fits = fits(to, face, frame, flight, Hop.Step.LINK);
    fits.ifPresent(on -> receive(to, face, frame, on));
  }

  /** Drops a frame that is larger than a device takes. */
  Optional<Flight> fits(HostState host, Device device, Frame frame, Flight flight, Hop.Step step) {
    int size = size(frame);
    if (size <= device.mtu() + Encapsulation.DOT1Q) {
      return Optional.of(flight);
    }
    return engine.drop(
        flight,
        At.in(host, device, frame),
        step,
        Drop.of(
                "frame above MTU",
                "trace.frame-above-mtu",
                size,
                device.name(),
                host.node.name(),
                device.mtu())
            .by(device.proof())
            .cure(new Change.SetMtu(host.node.name(), device.name(), size))
            .weighing(8));
  }

  /** Bytes after the Ethernet header; of a packet in pieces, of the largest. */
  private static int size(Frame frame) {
    int tag = frame.vlan() == 0 ? 0 : Encapsulation.DOT1Q;
    return tag
        + (frame.payload() instanceof Frame.Ip ip ? ip.largestPiece() : frame.payload().length());
  }

  /** A network that nobody collected is presumed to carry frames to whom they are for. */
  private void uncollected(HostState net, Device face, Frame frame, Flight flight) {
    Flight told =
        engine.unknown(
            flight,
            At.in(net, face, frame),
            Hop.Step.BRIDGE,
            "trace.not-collected",
            net.node.name());
    boolean any = false;
    for (Device other : net.node.devices().values()) {
      if (other.name().equals(face.name())) {
        continue;
      }
      for (Link.End peer : engine.network.peersOf(new Link.End(net.node.name(), other.name()))) {
        HostState host = engine.host(peer.node());
        Device device = host.node.devices().get(peer.device());
        if (frame.target().isMulticast() || device.mac().equals(frame.target())) {
          any = true;
          engine.after(FrameSimulation.LINK_DELAY, () -> receive(host, device, frame, told));
        }
      }
    }
    if (!any || frame.target().isMulticast()) {
      engine.end(told, Flight.End.UNKNOWN, 2, frame);
    }
  }

  /** What arrived at a device. */
  void receive(HostState host, Device device, Frame frame, Flight flight) {
    Optional<Device> master = device.master().flatMap(host.node::device);
    if (master.isPresent() && master.get().bridge().isPresent()) {
      engine.bridging.fromPort(host, master.get(), device, frame, flight);
      return;
    }
    if (master.isPresent() && master.get().kind() == DeviceKind.BOND) {
      if (device.standby()) {
        engine.end(flight, Flight.End.IGNORED, 1, frame);
        return;
      }
      receive(host, master.get(), frame, flight);
      return;
    }
    deliver(host, device, frame, flight);
  }

  /** To the host itself, or to a device that stands on this one. */
  void deliver(HostState host, Device device, Frame frame, Flight flight) {
    for (Device upper : host.uppers.getOrDefault(device.name(), List.of())) {
      boolean vlan = upper.kind() == DeviceKind.VLAN && upper.vlan() == frame.vlan();
      boolean mac =
          upper.kind() == DeviceKind.MACVLAN
              && frame.vlan() == 0
              && (frame.target().equals(upper.mac()) || frame.target().isMulticast());
      if ((vlan || mac) && upper.up()) {
        receive(host, upper, frame.tagged(0), flight);
        if (vlan || !frame.target().isMulticast()) {
          return;
        }
      }
    }
    boolean mine =
        frame.target().isMulticast()
            || frame.target().equals(device.mac())
            || device.kind() == DeviceKind.LOOPBACK;
    if (frame.vlan() != 0 || !mine) {
      engine.ignore(host, flight, mine ? 1 : 0, frame);
      return;
    }
    switch (frame.payload()) {
      case Frame.Arp arp -> engine.resolution.received(host, device, frame, arp, flight);
      case Frame.Ip ip -> engine.ip.received(host, device, frame, ip, flight);
      case Frame.Carried _ -> throw new IllegalStateException("A prediction makes its own frames");
    }
  }
}
