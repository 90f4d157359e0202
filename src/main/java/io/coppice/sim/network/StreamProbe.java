package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.trace.Question.Protocol;
import io.coppice.sim.network.GuestNetwork.Crossing;
import io.coppice.sim.network.GuestNetwork.DataPath;
import io.coppice.sim.network.GuestNetwork.Ending;
import io.coppice.sim.network.GuestNetwork.Streaming;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Frames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first segments of a bulk transfer, as frames: whether it comes through at all, and over which
 * links its data go. All packets of one connection take one way, as equal-cost ways are chosen by
 * its addresses and ports. One thread, one connection.
 */
final class StreamProbe {
  /** Of data: Linux begins with ten segments (RFC 6928), which this is more than. */
  private static final int BYTES = 20_000;

  private static final int SHORT = 37;

  /** What Ethernet adds to a frame: preamble, check sequence and gap (IEEE 802.3-2018, 4.2.3.2). */
  private static final int ON_WIRE = 8 + 4 + 12;

  private final GuestQuestion question;
  private final MachineId machine;
  private final IpAddress to;
  private final int port;

  StreamProbe(GuestQuestion question, MachineId machine, IpAddress to, int port) {
    this.question = question;
    this.machine = machine;
    this.to = to;
    this.port = port;
  }

  Streaming run(int number, boolean towards) {
    Optional<GuestPort> by = question.route(machine, to);
    if (by.isEmpty() || !by.get().linked) {
      return new Streaming(Ending.NO_ROUTE, 0);
    }
    Exchange exchange = question.begin(question.trail());
    Optional<Frames.Path> path = exchange.resolve(by.get(), (int) to.low());
    if (path.isEmpty()) {
      return new Streaming(Ending.NO_NEIGHBOUR, Exchange.WAIT);
    }
    TcpExchange connection =
        new TcpExchange(
            by.get(),
            (int) to.low(),
            port,
            number,
            new byte[towards ? BYTES : SHORT],
            question.now.systems(),
            _ -> new byte[towards ? SHORT : BYTES]);
    question.connection = Optional.of(connection);
    Ending ending = Ending.valueOf(connection.run(exchange, path.get()).name());
    question.tellDrops(by.get(), to, BYTES, Protocol.TCP, port);
    long micros = exchange.clock() - question.began;
    return new Streaming(
        ending,
        micros,
        ending == Ending.ANSWERED
            ? Optional.of(path(connection, towards, exchange.delivery().hops()))
            : Optional.empty(),
        connection.unreachable());
  }

  private DataPath path(TcpExchange connection, boolean towards, List<PacketHop> hops) {
    int segment = Math.max(1, connection.segmentSize(towards));
    Set<Crossing> links = new LinkedHashSet<>();
    int largest = segment + 54;
    for (PacketHop hop : hops) {
      // what goes back are acknowledgements, and short
      if (hop.step() == Step.ROUTE
          && hop.drop().isEmpty()
          && hop.frame().length > Math.min(segment, 500)) {
        question.index.ways.crossing(hop.node(), hop.port()).ifPresent(links::add);
        largest = Math.max(largest, hop.frame().length);
      }
    }
    double through = 1;
    for (Crossing crossing : links) {
      through *= 1 - question.index.link(crossing.link()).lossPerMillion() / 1e6;
    }
    return new DataPath(
        connection.server().machine,
        towards,
        new ArrayList<>(links),
        connection.roundTrip(),
        segment,
        largest + ON_WIRE,
        (int) Math.round((1 - through) * 1e6));
  }
}
