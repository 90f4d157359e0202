package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.predict.FrameSimulation.At;
import io.coppice.model.overlay.predict.FrameSimulation.Drop;
import io.coppice.model.overlay.trace.Frame;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Words;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is for a host itself: it answers, is answered, is told, or hands tunnels on. */
final class LocalDelivery {
  private final FrameSimulation engine;

  /** Told of everything that ends a question: a reply that came home, a datagram that arrived. */
  private BiConsumer<Frame.Content, Flight> replies = (_, _) -> {};

  LocalDelivery(FrameSimulation engine) {
    this.engine = engine;
  }

  void onReply(BiConsumer<Frame.Content, Flight> listener) {
    replies = listener;
  }

  void deliver(HostState host, Device by, Frame.Ip packet, Flight flight) {
    Frame shown = new Frame(by.mac(), by.mac(), 0, packet);
    switch (packet.content()) {
      case Frame.Tunnelled tunnelled ->
          engine.receiver.received(host, by, packet, tunnelled, flight);
      case Frame.Echo echo when !echo.reply() ->
          answer(
              host,
              by,
              packet,
              new Frame.Echo(true, echo.id(), echo.sequence(), echo.payloadBytes()),
              Journey.Purpose.ECHO_REPLY,
              flight);
      case Frame.Echo echo -> replied(host, by, echo, shown, flight);
      case Frame.Datagram datagram ->
          home(host, by, datagram, shown, flight, "trace.datagram-arrived");
      case Frame.Segment segment -> segment(host, by, packet, segment, shown, flight);
      case Frame.TooBig big -> {
        host.pathMtus.merge(big.original().target(), Math.max(big.mtu(), 552), Math::min);
        Flight told =
            engine.pass(
                flight,
                At.in(host, by, shown),
                Hop.Step.RECEIVE,
                Words.of("trace.told-mtu", host.node.name(), big.mtu(), big.original().target()),
                Proof.NONE,
                null);
        engine.end(told, Flight.End.ARRIVED, 0, shown);
      }
      case Frame.Discovery discovery ->
          engine.resolution.discovered(host, by, packet, discovery, flight);
      default -> engine.end(flight, Flight.End.ARRIVED, 0, shown);
    }
  }

  /** A reply came to a host: to who asked, or to another that has the asker's address. */
  private void replied(HostState host, Device by, Frame.Content reply, Frame shown, Flight flight) {
    if (host.node.name().equals(engine.asker())) {
      home(host, by, reply, shown, flight, "trace.reply-home");
      return;
    }
    engine.stop(
        flight,
        At.in(host, by, shown),
        Hop.Step.RECEIVE,
        Drop.of("reply to another", "trace.reply-elsewhere", host.node.name(), engine.asker())
            .by(by.proof())
            .weighing(12));
  }

  /** What was waited for is there. */
  private void home(
      HostState host, Device by, Frame.Content content, Frame shown, Flight flight, String words) {
    Flight home =
        engine.pass(
            flight,
            At.in(host, by, shown),
            Hop.Step.RECEIVE,
            Words.of(words, host.node.name()),
            Proof.NONE,
            null);
    engine.end(home, Flight.End.ARRIVED, 0, shown);
    replies.accept(content, home);
  }

  /**
   * A host answers the first segment of a connection whether anything listens there (SYN and ACK)
   * or not (RST): shown is the former.
   */
  private void segment(
      HostState host,
      Device by,
      Frame.Ip packet,
      Frame.Segment segment,
      Frame shown,
      Flight flight) {
    switch (flight.purpose()) {
      case CONNECT ->
          answer(
              host,
              by,
              packet,
              segment.back(Frame.Segment.Flags.SYN_ACK, mss(by, packet.target())),
              Journey.Purpose.ACCEPT,
              flight);
      case DATA ->
          answer(
              host,
              by,
              packet,
              segment.back(Frame.Segment.Flags.ACK, 0),
              Journey.Purpose.ACKNOWLEDGE,
              flight);
      default -> replied(host, by, segment, shown, flight);
    }
  }

  /** The most that a device takes in one segment (RFC 9293, 3.7.1). */
  static int mss(Device device, IpAddress own) {
    return device.mtu() - (own.v6() ? 60 : 40);
  }

  private void answer(
      HostState host,
      Device by,
      Frame.Ip packet,
      Frame.Content answer,
      Journey.Purpose purpose,
      Flight flight) {
    Frame shown = new Frame(by.mac(), by.mac(), 0, packet);
    Flight arrived =
        engine.pass(
            flight,
            At.in(host, by, shown),
            Hop.Step.RECEIVE,
            Words.of("trace.arrived", host.node.name(), packet.target()),
            Proof.NONE,
            null);
    engine.end(arrived, Flight.End.ARRIVED, 0, shown);
    Flight back = Flight.of(purpose, true, host.node.name());
    if (flight.uncertain()) {
      back = new Flight(back.purpose(), true, back.from(), true, null, 0);
    }
    IpStack.Way way = engine.ip.way(host, packet.source(), host.vrfTable(by), Optional.empty());
    Frame.Ip reply = packet.back(answer);
    At at = At.in(host, by, new Frame(by.mac(), Mac.ZERO, 0, reply));
    if (!way.isUsable()) {
      engine.stop(back, at, Hop.Step.ANSWER, engine.ip.noWay(host, packet.source(), way));
      return;
    }
    if (way.own()) {
      engine.stop(
          back,
          at,
          Hop.Step.ANSWER,
          Drop.of("own address", "trace.own-source", host.node.name(), packet.source())
              .weighing(12));
      return;
    }
    Flight sent =
        engine.pass(
            back,
            at,
            Hop.Step.ANSWER,
            Words.of("trace.answer", host.node.name(), packet.source()),
            way.proof(),
            null);
    engine.ip.output(host, reply, way, sent, false);
  }
}
