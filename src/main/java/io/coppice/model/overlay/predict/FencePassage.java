package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.AddressTranslation;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.predict.BoxPassage.Passed;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Words;
import java.util.Optional;

/**
 * What a fence does to addresses of what it forwards: where a packet is for an outer one, its inner
 * one is put in before the way is looked up; what leaves from inside has its sender's outer one
 * (netfilter's PREROUTING and POSTROUTING). The packet that an ICMP error is about is translated
 * with it (RFC 2663 section 3.3).
 */
final class FencePassage {
  private final FrameSimulation engine;

  FencePassage(FrameSimulation engine) {
    this.engine = engine;
  }

  private AddressTranslation of(HostState host) {
    return engine.network.translations().get(host.node.name());
  }

  /** Whether a packet for one of the host's own addresses is for somebody behind it. */
  boolean takes(HostState host, Frame.Ip packet) {
    AddressTranslation fence = of(host);
    return fence != null && fence.inside(packet.target()).isPresent();
  }

  /** Before its way is looked up; empty if it ended here. */
  Optional<Passed> inward(HostState host, Device by, At at, Frame.Ip packet, Flight flight) {
    AddressTranslation fence = of(host);
    if (fence == null) {
      return Optional.of(new Passed(packet, flight));
    }
    Optional<IpAddress> inside = fence.inside(packet.target());
    if (inside.isPresent()) {
      Frame.Ip changed =
          with(packet, packet.source(), inside.get(), about(packet, packet.target(), inside.get()));
      return Optional.of(
          new Passed(changed, told(host, at, flight, packet.target(), inside.get(), changed)));
    }
    if (!by.name().equals(fence.outer())) {
      return Optional.of(new Passed(packet, flight));
    }
    Drop drop =
        Drop.of(
                "fence: no inside address",
                "trace.fence-no-inside",
                host.node.name(),
                packet.target())
            .weighing(20);
    return engine.drop(flight, at, Hop.Step.ROUTE, drop).map(on -> new Passed(packet, on));
  }

  /** When its way is known; empty if it ended here. */
  Optional<Passed> outward(HostState host, Device by, At at, Frame.Ip packet, Flight flight) {
    AddressTranslation fence = of(host);
    if (fence == null || !by.name().equals(fence.inner())) {
      return Optional.of(new Passed(packet, flight));
    }
    Optional<IpAddress> outside = fence.outside(packet.source());
    if (outside.isEmpty()) {
      Drop drop =
          Drop.of(
                  "fence: no outside address",
                  "trace.fence-no-outside",
                  host.node.name(),
                  packet.source())
              .weighing(20);
      return engine.drop(flight, at, Hop.Step.ROUTE, drop).map(on -> new Passed(packet, on));
    }
    Frame.Ip changed =
        with(packet, outside.get(), packet.target(), about(packet, packet.source(), outside.get()));
    return Optional.of(
        new Passed(changed, told(host, at, flight, packet.source(), outside.get(), changed)));
  }

  private Flight told(
      HostState host, At at, Flight flight, IpAddress was, IpAddress is, Frame.Ip changed) {
    Frame before = at.before();
    return engine.pass(
        flight,
        at,
        Hop.Step.ROUTE,
        Words.of(Trace.FENCED, host.node.name(), was, is),
        Proof.NONE,
        before == null ? null : before.with(changed));
  }

  private static Frame.Ip with(
      Frame.Ip packet, IpAddress source, IpAddress target, Frame.Content content) {
    return new Frame.Ip(
        source, target, packet.ttl(), packet.dontFragment(), packet.fragmentMtu(), content);
  }

  private static Frame.Content about(Frame.Ip packet, IpAddress was, IpAddress is) {
    return switch (packet.content()) {
      case Frame.TooBig big -> new Frame.TooBig(big.mtu(), renamed(big.original(), was, is));
      case Frame.Unreachable error ->
          new Frame.Unreachable(
              error.timeExceeded(), error.code(), renamed(error.original(), was, is));
      default -> packet.content();
    };
  }

  private static Frame.Ip renamed(Frame.Ip packet, IpAddress was, IpAddress is) {
    return with(
        packet,
        packet.source().equals(was) ? is : packet.source(),
        packet.target().equals(was) ? is : packet.target(),
        packet.content());
  }
}
