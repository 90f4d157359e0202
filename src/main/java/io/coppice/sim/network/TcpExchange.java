package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Tcp;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A connection in which one side asks and the other answers (RFC 9293): the three segments of its
 * beginning, the question, the answer in segments as large as both ends' MTU and what is known of
 * the path let them be, each acknowledged, and what is not acknowledged sent again. The segments
 * carry no options.
 *
 * <p>What a router does not reach ends it while it is opened, as Linux does ({@code tcp_v4_err});
 * later it is a soft error (RFC 5461 section 2.1), which is only told where nothing came through.
 * One thread, one connection.
 */
final class TcpExchange {
  /** Before a segment is sent again (RFC 6298 section 2.1), doubled each time. */
  private static final long FIRST_RETRY = 1_000_000;

  private static final int MOST_TRIES = 4;
  private static final int HEADERS = Ipv4.HEADER + Tcp.HEADER;
  private static final int EPHEMERAL = 32_768;

  private final GuestPort client;
  private final int to;
  private final int port;
  private final int own;
  private final byte[] question;
  private final GuestSystems systems;
  private final Function<MachineId, byte[]> answerer;
  private final long clientStart;
  private final long serverStart;
  private final TreeMap<Integer, byte[]> received = new TreeMap<>();
  private Exchange exchange;
  private GuestPort server;
  private Frames.Path serverPath;
  private byte[] answer;
  private int acknowledged;
  private int asked;
  private boolean open;
  private boolean refused;
  private Optional<GuestNetwork.Unreachable> unreachable = Optional.empty();
  private boolean aborted;
  private long asking;
  private long trip;

  /** What came of it. */
  enum Fate {
    /** Nobody answered the first segment. */
    SILENT,
    /** A router said so while it was opened. */
    UNREACHABLE,
    REFUSED,
    /** It was opened, and then not everything came through. */
    STALLED,
    ANSWERED
  }

  /**
   * A connection that is to be opened.
   *
   * @param number tells it from others of the same machine
   * @param answerer what the server says
   */
  TcpExchange(
      GuestPort client,
      int to,
      int port,
      int number,
      byte[] question,
      GuestSystems systems,
      Function<MachineId, byte[]> answerer) {
    this.client = client;
    this.to = to;
    this.port = port;
    this.own = EPHEMERAL + number % 28_000;
    this.question = question;
    this.systems = systems;
    this.answerer = answerer;
    this.clientStart = (client.mac ^ number * 0x9e37_79b9L) & 0xffff_ffffL;
    this.serverStart = (to * 0x85eb_ca6bL ^ clientStart) & 0xffff_ffffL;
  }

  /** Runs it to its end. */
  Fate run(Exchange in, Frames.Path path) {
    exchange = in;
    long wait = FIRST_RETRY;
    long begin = in.clock();
    for (int tries = 0; tries < MOST_TRIES && !open && !isGivenUp(); tries++) {
      in.schedule(client, segment(path, clientStart, 0, Tcp.SYN, new byte[0]), begin);
      asking = begin;
      in.run(begin + wait);
      begin += wait;
      wait *= 2;
    }
    wait = FIRST_RETRY;
    for (int tries = 1; tries < MOST_TRIES && open && !isComplete(); tries++) {
      long at = in.clock() + wait;
      if (answer == null) {
        ask(path, at);
      } else {
        send(at);
      }
      in.run(at + wait);
      wait *= 2;
    }
    if (isGivenUp()) {
      return refused ? Fate.REFUSED : Fate.UNREACHABLE;
    }
    return !open ? Fate.SILENT : isComplete() ? Fate.ANSWERED : Fate.STALLED;
  }

  private boolean isGivenUp() {
    return refused || aborted;
  }

  /** What a router last said that it does not reach of what the client sent. */
  Optional<GuestNetwork.Unreachable> unreachable() {
    return unreachable;
  }

  /** Who answered; null if nobody did. */
  GuestPort server() {
    return server;
  }

  /** From the first segment to its answer, microseconds. */
  long roundTrip() {
    return trip;
  }

  /** The most that a segment of this connection holds, in the direction of the question or not. */
  int segmentSize(boolean asking) {
    return asking ? room(client, to) : room(server, serverPath.destination().toInt());
  }

  /** Whether all of the answer is there. */
  private boolean isComplete() {
    return answer != null && contiguous() == answer.length;
  }

  private int contiguous() {
    int next = 0;
    for (var piece : received.entrySet()) {
      if (piece.getKey() > next) {
        return next;
      }
      next = Math.max(next, piece.getKey() + piece.getValue().length);
    }
    return next;
  }

  private byte[] segment(Frames.Path path, long sequence, long acknowledges, int flags, byte[] b) {
    return Frames.tcp(
        path, own, port, sequence & 0xffff_ffffL, acknowledges & 0xffff_ffffL, flags, b);
  }

  private byte[] back(Frames.Path path, long sequence, long acknowledges, int flags, byte[] b) {
    return Frames.tcp(
        path, port, own, sequence & 0xffff_ffffL, acknowledges & 0xffff_ffffL, flags, b);
  }

  private int room(GuestPort of, int towards) {
    int known = exchange.stacks().pathMtu(of, towards, exchange.clock());
    int other = server == null ? client.mtu() : server.mtu();
    return Math.min(Math.min(client.mtu(), other), known) - HEADERS;
  }

  /** A segment came in at an adapter. */
  void segment(GuestPort at, byte[] b, int tcp, int end, long micros) {
    int target = Tcp.destinationPort(b, tcp);
    if (at == client && target == own && Tcp.sourcePort(b, tcp) == port) {
      atClient(b, tcp, end, micros);
    } else if (target == port && Tcp.sourcePort(b, tcp) == own) {
      atServer(at, b, tcp, end, micros);
    }
  }

  /**
   * A router told a machine that it does not reach whom a packet was for: heard if it quotes a
   * segment of this connection that the client has sent (RFC 5927 section 4.1).
   */
  void unreachable(GuestPort at, GuestNetwork.Unreachable said, byte[] b, int quoted, long micros) {
    int tcp = quoted + Ipv4.headerLength(b, quoted);
    boolean mine =
        at == client
            && Ipv4.protocol(b, quoted) == IpProtocol.TCP
            && Ipv4.source(b, quoted) == client.ip
            && Ipv4.destination(b, quoted) == to
            && Tcp.sourcePort(b, tcp) == own
            && Tcp.destinationPort(b, tcp) == port
            && (Tcp.sequence(b, tcp) - clientStart & 0xffff_ffffL) <= question.length + 1L;
    if (mine && !isGivenUp()) {
      unreachable = Optional.of(said);
      aborted = !open;
    }
  }

  private Frames.Path answering(GuestPort at, byte[] b) {
    return exchange.stacks().back(at, b, Ethernet.HEADER);
  }

  private void atServer(GuestPort at, byte[] b, int tcp, int end, long micros) {
    Frames.Path path = answering(at, b);
    long next = Tcp.sequence(b, tcp) + 1;
    if ((Tcp.flags(b, tcp) & Tcp.SYN) != 0) {
      boolean listens = systems.listens(at.machine, IpProtocol.TCP, port);
      if (listens) {
        server = at;
        serverPath = path;
      }
      int flags = listens ? Tcp.SYN | Tcp.ACK : Tcp.RST | Tcp.ACK;
      long sequence = listens ? serverStart : 0;
      exchange.schedule(at, back(path, sequence, next, flags, new byte[0]), micros);
      return;
    }
    if (at != server) {
      return;
    }
    acknowledged =
        Math.max(acknowledged, (int) (Tcp.acknowledgement(b, tcp) - serverStart - 1 & 0x7fff_ffff));
    int length = end - tcp - Tcp.headerLength(b, tcp);
    if (length > 0) {
      long from = Tcp.sequence(b, tcp) - clientStart - 1 & 0xffff_ffffL;
      asked = from == asked ? asked + length : asked;
      boolean all = asked >= question.length;
      if (all && answer == null) {
        answer = answerer.apply(at.machine);
        send(micros);
      } else {
        long seen = clientStart + 1 + asked;
        exchange.schedule(at, back(path, serverStart + 1, seen, Tcp.ACK, new byte[0]), micros);
      }
    }
  }

  /** Sends what of the answer was not acknowledged. */
  private void send(long micros) {
    int room = Math.max(1, room(server, serverPath.destination().toInt()));
    for (int at = acknowledged; at < answer.length; at += room) {
      byte[] piece = Arrays.copyOfRange(answer, at, Math.min(answer.length, at + room));
      int flags = at + room >= answer.length ? Tcp.PSH | Tcp.ACK : Tcp.ACK;
      exchange.schedule(
          server,
          back(serverPath, serverStart + 1 + at, clientStart + 1 + question.length, flags, piece),
          micros);
    }
  }

  private void ask(Frames.Path path, long micros) {
    int room = Math.max(1, room(client, to));
    for (int at = 0; at < question.length; at += room) {
      byte[] piece = Arrays.copyOfRange(question, at, Math.min(question.length, at + room));
      exchange.schedule(
          client,
          segment(path, clientStart + 1 + at, serverStart + 1, Tcp.PSH | Tcp.ACK, piece),
          micros);
    }
  }

  private void atClient(byte[] b, int tcp, int end, long micros) {
    int flags = Tcp.flags(b, tcp);
    Frames.Path path = answering(client, b);
    if ((flags & Tcp.RST) != 0) {
      refused |= !open;
      return;
    }
    if (aborted) {
      return;
    }
    if ((flags & Tcp.SYN) != 0) {
      open = true;
      trip = micros - asking;
      exchange.schedule(
          client, segment(path, clientStart + 1, serverStart + 1, Tcp.ACK, new byte[0]), micros);
      ask(path, micros);
      return;
    }
    int header = Tcp.headerLength(b, tcp);
    if (end - tcp > header) {
      int at = (int) (Tcp.sequence(b, tcp) - serverStart - 1 & 0x7fff_ffff);
      received.put(at, Arrays.copyOfRange(b, tcp + header, end));
      long seen = serverStart + 1 + contiguous();
      exchange.schedule(
          client,
          segment(path, clientStart + 1 + question.length, seen, Tcp.ACK, new byte[0]),
          micros);
    }
  }
}
