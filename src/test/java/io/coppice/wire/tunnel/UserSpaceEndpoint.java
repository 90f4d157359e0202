package io.coppice.wire.tunnel;

import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tunnel endpoint of ours on a real device, with one machine behind it that answers ARP and
 * pings, and pings itself. All its frames are made and read by the codecs under test.
 */
final class UserSpaceEndpoint implements AutoCloseable {
  /** The machine behind the endpoint. */
  static final long MACHINE = 0x0200_0000_2a02L;

  private static final int MACHINE_ID = 0x1234;

  private final RawDevice device;
  private final TunnelKind kind;
  private final long segment;
  private final OuterHeader outer;
  private final IpAddress machine;
  private final Encapsulator encapsulator;
  private final Decapsulator decapsulator;
  private final Thread thread;
  private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile boolean open = true;
  private volatile long peer;
  private final AtomicInteger pingsAnswered = new AtomicInteger();

  UserSpaceEndpoint(
      RawDevice device, TunnelKind kind, long segment, OuterHeader outer, IpAddress machine) {
    this.device = device;
    this.kind = kind;
    this.segment = segment;
    this.outer = outer;
    this.machine = machine;
    this.encapsulator = new Encapsulator(kind, segment, outer, 1500);
    this.decapsulator = new Decapsulator(ReceiverProfile.LINUX);
    this.thread = Thread.ofPlatform().name("endpoint").start(this::serve);
  }

  /** Pings that came through the tunnel and were answered. */
  int pingsAnswered() {
    return pingsAnswered.get();
  }

  /** What came in tunnels and was not taken. */
  Map<DropReason, Integer> dropped() {
    return Map.copyOf(dropped);
  }

  /** Pings once; whether an answer came. */
  boolean ping(IpAddress target) throws InterruptedException {
    Frames.Path path = new Frames.Path(MACHINE, machine, peer, target);
    wrap(Frames.echo(path, true, MACHINE_ID, 1, new byte[56], false));
    return answered.await(5, TimeUnit.SECONDS);
  }

  private void serve() {
    while (open) {
      device.receive(100).ifPresent(this::received);
    }
  }

  private void received(byte[] b) {
    if (b.length < Ethernet.HEADER || Ethernet.source(b, 0) == outer.sourceMac()) {
      return;
    }
    if (Ethernet.type(b, 0) == EtherType.ARP) {
      resolve(b);
      return;
    }
    DropReason drop = decapsulator.open(b, 0, b.length);
    if (drop == DropReason.NOT_A_TUNNEL || drop == DropReason.NOT_IP) {
      return;
    }
    if (drop != null) {
      dropped.merge(drop, 1, Integer::sum);
    } else if (decapsulator.kind() == kind && decapsulator.id() == segment) {
      inner(Arrays.copyOfRange(b, decapsulator.innerAt(), decapsulator.innerEnd()));
    }
  }

  /** The underlay asks where this endpoint is. */
  private void resolve(byte[] b) {
    int at = Ethernet.HEADER;
    boolean mine =
        !outer.source().v6()
            && Arp.operation(b, at) == Arp.REQUEST
            && Arp.targetIp(b, at) == outer.source().toInt();
    if (mine) {
      byte[] reply =
          Frames.arpReply(
              outer.sourceMac(), outer.source().toInt(), Arp.senderMac(b, at), Arp.senderIp(b, at));
      device.send(reply, reply.length);
    }
  }

  private void inner(byte[] frame) {
    int at = Ethernet.HEADER;
    if (Ethernet.type(frame, 0) == EtherType.ARP) {
      if (Arp.operation(frame, at) == Arp.REQUEST && Arp.targetIp(frame, at) == machine.toInt()) {
        peer = Arp.senderMac(frame, at);
        wrap(Frames.arpReply(MACHINE, machine.toInt(), peer, Arp.senderIp(frame, at)));
      }
      return;
    }
    boolean ping =
        Ethernet.type(frame, 0) == EtherType.IPV4
            && Ipv4.protocol(frame, at) == IpProtocol.ICMP
            && Ipv4.destination(frame, at) == machine.toInt();
    if (!ping) {
      return;
    }
    int icmp = at + Ipv4.headerLength(frame, at);
    int end = at + Ipv4.totalLength(frame, at);
    if (Icmp.type(frame, icmp) == Icmp.ECHO_REQUEST) {
      peer = Ethernet.source(frame, 0);
      pingsAnswered.incrementAndGet();
      Frames.Path back =
          new Frames.Path(MACHINE, machine, peer, IpAddress.v4(Ipv4.source(frame, at)));
      byte[] payload = Arrays.copyOfRange(frame, icmp + Icmp.HEADER, end);
      wrap(
          Frames.echo(
              back,
              false,
              Icmp.identifier(frame, icmp),
              Icmp.sequence(frame, icmp),
              payload,
              false));
    } else if (Icmp.type(frame, icmp) == Icmp.ECHO_REPLY
        && Icmp.identifier(frame, icmp) == MACHINE_ID) {
      answered.countDown();
    }
  }

  private void wrap(byte[] frame) {
    byte[] packet = new byte[encapsulator.overhead() + frame.length];
    int length = encapsulator.encapsulate(frame, 0, frame.length, packet, 0);
    device.send(packet, length);
  }

  @Override
  public void close() {
    open = false;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    device.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
