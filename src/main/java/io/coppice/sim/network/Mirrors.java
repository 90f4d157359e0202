package io.coppice.sim.network;

import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.PortDirection;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.tunnel.Erspan;
import io.coppice.wire.tunnel.Gre;
import io.coppice.wire.tunnel.OuterHeader;

/**
 * Copies of frames, in GRE to their collectors (draft-foschiano-erspan-03 section 4). They may not
 * be cut on their way, so that copies of large frames need an underlay with room for them. At a
 * collector they end: nothing that was mirrored is taken for a frame of a segment. One thread.
 */
final class Mirrors {
  private static final int LONGEST = 70_000;
  private static final int GRE_WITH_SEQUENCE = 8;

  /** Locally administered, and the host's number. */
  private static final long ENDPOINT_MAC = 0x02_d0_00_00_00_00L;

  /** What an instant of type III counts, where its granularity is 0: 100 microseconds. */
  private static final int TICK = 100;

  /** Bits of the index of a port in type II, of which the last few are the adapter's. */
  private static final int INDEX = 0xf_ffff;

  /** More adapters than a machine can have: ten (vSphere Configuration Maximums). */
  private static final int ADAPTERS = 16;

  private final FabricIndex index;
  private final EndpointTables tables;
  private final FrameRecorder trail;
  private final byte[] packet = new byte[LONGEST];

  /** Sends outer packets. */
  interface Sender {
    void send(int host, int to, byte[] b, int at, int length, long micros);
  }

  Mirrors(FabricIndex index, EndpointTables tables, FrameRecorder trail) {
    this.index = index;
    this.tables = tables;
    this.trail = trail;
  }

  /** Sends a copy of a frame at a port, if the port's policy asks for one. */
  void copy(
      GuestPort port,
      PortDirection way,
      byte[] b,
      int at,
      int length,
      long micros,
      Sender underlay) {
    MirrorSession session = port.policy.mirror().orElse(null);
    if (session == null || !session.direction().includes(way)) {
      return;
    }
    String host = index.hostName(port.host);
    int own = index.endpoint(port.host);
    if (own == 0) {
      NetworkDrop drop = NetworkDrop.of(Cause.NO_UPLINK, "");
      trail.drop(host, port.name, Step.MIRROR, micros, b, at, length, drop);
      return;
    }
    int size = write(session, port, own, b, at, length, micros);
    trail.hop(host, port.name, Step.MIRROR, micros, packet, 0, size);
    if (session.collector() == own) {
      collect(port.host, packet, 0, size, micros);
    } else {
      underlay.send(port.host, session.collector(), packet, 0, size, micros);
    }
  }

  private int write(
      MirrorSession session, GuestPort port, int own, byte[] b, int at, int length, long micros) {
    boolean second = session.type() == MirrorSession.Type.II;
    int header = second ? Erspan.HEADER_II : Erspan.HEADER_III;
    long sequence = tables.nextMirrored(port.host, port.group) & 0xffff_ffffL;
    int next =
        OuterHeader.between(
                ENDPOINT_MAC | port.host,
                IpAddress.v4(own),
                ENDPOINT_MAC | index.hostOf(session.collector()) & 0xffff_ffffL,
                IpAddress.v4(session.collector()))
            .write(
                packet,
                0,
                IpProtocol.GRE,
                (int) sequence & 0xffff,
                GRE_WITH_SEQUENCE + header + length);
    int type = second ? EtherType.ERSPAN_II : EtherType.ERSPAN_III;
    next += Gre.write(packet, next, type, -1, sequence);
    next +=
        second
            ? Erspan.writeII(packet, next, 0, session.id(), index(port))
            : Erspan.writeIII(packet, next, 0, session.id(), micros / TICK & 0xffff_ffffL);
    System.arraycopy(b, at, packet, next, length);
    return next + length;
  }

  /** By which a collector tells ports apart; the same as another's only above 65,536 machines. */
  private static int index(GuestPort port) {
    return (port.machine.value() * ADAPTERS + Math.floorMod(port.key, ADAPTERS)) & INDEX;
  }

  /** Whether an outer packet carries a copy. */
  static boolean isCopy(byte[] b, int at, int length) {
    int ip = at + Ethernet.HEADER;
    if (length < Ethernet.HEADER + Ipv4.HEADER
        || Ethernet.type(b, at) != EtherType.IPV4
        || Ipv4.protocol(b, ip) != IpProtocol.GRE
        || Ipv4.isFragment(b, ip)) {
      return false;
    }
    int gre = ip + Ipv4.headerLength(b, ip);
    if (gre + GRE_WITH_SEQUENCE > at + length) {
      return false;
    }
    int carried = Gre.protocol(b, gre);
    return carried == EtherType.ERSPAN_II || carried == EtherType.ERSPAN_III;
  }

  /** A copy is where it was sent to. */
  void collect(int host, byte[] b, int at, int length, long micros) {
    trail.hop(index.hostName(host), "", Step.COLLECT, micros, b, at, length);
  }
}
