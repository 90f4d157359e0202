package io.coppice.sim.network;

import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Ipv4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Everything that one question of a machine causes, in simulated time: frames go out of adapters
 * and come in, and the systems there answer. One thread, one question.
 */
final class Exchange {
  /** How long is waited for an answer; microseconds. */
  static final long WAIT = 1_000_000;

  /** Frames of one question, so that a storm ends. */
  private static final int MOST_FRAMES = 50_000;

  private final FramePlane plane;
  private final GuestStacks stacks;
  private final NeighbourCaches caches;
  private final GuestSystems systems;
  private final DhcpServers servers;
  private final FrameRecorder trail;
  private final long began;
  private final List<GuestNetwork.Seen> seen;
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final List<Delivery.Arrival> arrivals = new ArrayList<>();
  private long number;
  private int handled;
  private long clock;

  /** When the last thing is due that is neither; microseconds. */
  private long alarm;

  private int alarms;

  /**
   * A frame on its way to or from an adapter.
   *
   * @param what is done then if there is no frame
   */
  private record Due(
      long micros, long number, GuestPort port, byte[] frame, boolean sent, LongConsumer what)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(micros, other.micros);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /**
   * A question that begins now.
   *
   * @param seen takes the frames at the adapters of machines that are watched
   */
  Exchange(
      FabricIndex index,
      NetworkMoment now,
      FrameRecorder trail,
      List<GuestNetwork.Seen> seen,
      GuestStacks.Replies replies) {
    this.trail = trail;
    this.began = now.time().micros();
    this.clock = began;
    this.systems = now.systems();
    this.seen = seen;
    this.servers = new DhcpServers(index, now.inventory());
    NetworkMemory memory = now.memory();
    this.caches = memory.neighbours();
    this.stacks = new GuestStacks(caches, systems, sender(), replies, trail);
    this.plane = new FramePlane(index, memory.tables(), memory.boxes(), trail, this::arrive);
  }

  private GuestStacks.Sender sender() {
    return new GuestStacks.Sender() {
      @Override
      public void send(GuestPort port, byte[] frame, long micros) {
        schedule(port, frame, micros);
      }

      @Override
      public void later(long micros, LongConsumer what) {
        due.add(new Due(micros, number++, null, null, false, what));
        alarm = Math.max(alarm, micros);
        alarms++;
      }
    };
  }

  GuestStacks stacks() {
    return stacks;
  }

  /** When the last thing happened that was waited for; microseconds. */
  long clock() {
    return clock;
  }

  /** A machine sends; a packet that may be cut goes out in pieces where it is too large. */
  void schedule(GuestPort port, byte[] frame, long micros) {
    if (frame.length - Ethernet.HEADER > port.mtu()
        && Ethernet.type(frame, 0) == EtherType.IPV4
        && !Ipv4.dontFragment(frame, Ethernet.HEADER)) {
      Fragments.cut(
          frame,
          0,
          frame.length,
          port.mtu(),
          (piece, at, length) -> due.add(new Due(micros, number++, port, piece, true, null)));
    } else {
      due.add(new Due(micros, number++, port, frame, true, null));
    }
  }

  private void arrive(GuestPort port, byte[] b, int at, int length, long micros) {
    byte[] frame = Arrays.copyOfRange(b, at, at + length);
    due.add(new Due(micros, number++, port, frame, false, null));
  }

  /** Lets everything happen that is due until then. */
  void run(long until) {
    while (!due.isEmpty() && due.peek().micros() <= until && handled++ < MOST_FRAMES) {
      Due next = due.poll();
      if (next.what() != null) {
        alarms--;
        next.what().accept(next.micros());
        continue;
      }
      clock = Math.max(clock, next.micros());
      look(next);
      if (next.sent()) {
        plane.send(next.port(), next.frame(), 0, next.frame().length, next.micros());
      } else {
        receive(next);
      }
    }
  }

  /**
   * Lets everything happen until an answer to what was sent then is waited for no longer: that is
   * later where a router on the way waits for its neighbour.
   */
  void await(long asked) {
    run(asked + WAIT);
    while (alarms > 0 && handled < MOST_FRAMES) {
      run(alarm + WAIT);
    }
  }

  private void receive(Due next) {
    GuestPort port = next.port();
    trail.hop(port, PacketHop.Step.RECEIVE, next.micros(), next.frame(), 0, next.frame().length);
    if (trail.isWanted() && !port.isServer()) {
      arrivals.add(
          new Delivery.Arrival(port.machine, port.key, next.micros() - began, next.frame()));
    }
    if (port.isServer()) {
      servers.answer(port, next.frame()).ifPresent(reply -> schedule(port, reply, next.micros()));
      return;
    }
    stacks.receive(port, next.frame(), next.micros());
  }

  private void look(Due frame) {
    GuestPort port = frame.port();
    if (!port.isServer() && systems.isWatched(port.machine)) {
      seen.add(
          new GuestNetwork.Seen(
              port.machine, port.key, port.name, frame.sent(), frame.micros(), frame.frame()));
    }
  }

  /**
   * Where packets of a machine to another go: the next on their way is asked for where it is not
   * known, or was not heard for long (RFC 4861 section 7.3.2 as Linux does it for IPv4). Waits for
   * the answer; empty if nobody answers.
   */
  Optional<Frames.Path> resolve(GuestPort port, int target) {
    int to = port.nextHop(target);
    Optional<NeighbourCaches.Known> known = stacks.neighbour(port, to);
    if (known.isEmpty() || known.get().isStale(clock)) {
      long asked = clock;
      stacks.ask(port, to, asked);
      run(asked + WAIT);
      Optional<NeighbourCaches.Known> heard = stacks.neighbour(port, to);
      if (heard.isEmpty() || heard.get().heard() < asked) {
        caches.learn(port, to, 0, asked);
      }
    }
    return stacks.path(port, target);
  }

  /** A moved machine's new host says where it is now (RARP, as vMotion sends). */
  void announce(GuestPort port) {
    announce(port, Frames.rarp(port.mac));
  }

  /** A host says by which uplink a machine's port is reached now (a gratuitous ARP, RFC 5227). */
  void announceAddress(GuestPort port) {
    announce(port, port.ip == 0 ? Frames.rarp(port.mac) : Frames.gratuitousArp(port.mac, port.ip));
  }

  private void announce(GuestPort port, byte[] frame) {
    plane.send(port, frame, 0, frame.length, began);
    due.clear();
  }

  Delivery delivery() {
    return new Delivery(trail.hops(), arrivals);
  }
}
