package io.coppice.sim.network;

import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.sim.network.NetworkDrop.Cause;
import io.coppice.sim.network.PacketHop.Step;
import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.MacBits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The bridges of the hosts: a frame of a machine goes to those here that it is for, and into the
 * tunnels of its segment to those elsewhere. What comes out of a tunnel never goes into another
 * (split horizon). One thread; machines are told by a {@link Guests}.
 */
final class FramePlane {
  private final FabricIndex index;
  private final EndpointTables tables;
  private final FrameRecorder trail;
  private final Tunnels tunnels;
  private final Guests guests;

  /** The machines. */
  interface Guests {
    void receive(GuestPort port, byte[] b, int at, int length, long micros);
  }

  FramePlane(
      FabricIndex index,
      EndpointTables tables,
      BoxStates boxes,
      FrameRecorder trail,
      Guests guests) {
    this.index = index;
    this.tables = tables;
    this.trail = trail;
    this.guests = guests;
    this.tunnels = new Tunnels(index, tables, boxes, trail, new Inside());
  }

  private final class Inside implements Tunnels.Inside {
    @Override
    public void frame(SegmentRow segment, int host, byte[] b, int at, int length, long micros) {
      fromTunnel(segment, host, b, at, length, micros);
    }

    /**
     * The host tells the machine as the kernel does for a bridge's port, in the name of whom the
     * packet was for (Linux, net/ipv4/ip_tunnel_core.c, iptunnel_pmtud_build_icmp).
     */
    @Override
    public void tooLarge(
        SegmentRow segment, int host, byte[] b, int at, int length, int mtu, long micros) {
      int ip = at + Ethernet.HEADER;
      GuestPort port =
          segment.domain.byHost.getOrDefault(host, Map.of()).get(Ethernet.source(b, at));
      if (port == null
          || Ethernet.type(b, at) != EtherType.IPV4
          || length < Ethernet.HEADER + Ipv4.HEADER
          || !Ipv4.dontFragment(b, ip)) {
        return;
      }
      Frames.Path back =
          new Frames.Path(
              Ethernet.destination(b, at),
              IpAddress.v4(Ipv4.destination(b, ip)),
              port.mac,
              IpAddress.v4(Ipv4.source(b, ip)));
      byte[] told = Frames.tooBig(back, mtu, Arrays.copyOfRange(b, at, at + length));
      trail.hop(index.hostName(host), port.name, Step.TELL, micros, told, 0, told.length);
      guests.receive(port, told, 0, told.length, micros);
    }
  }

  /** A machine sends a frame. */
  void send(GuestPort port, byte[] b, int at, int length, long micros) {
    trail.inSegment(port.segment == null ? -1 : port.segment.row());
    if (!port.linked) {
      NetworkDrop drop = NetworkDrop.of(Cause.NO_LINK, "");
      trail.drop(port, Step.SEND, micros, b, at, length, drop);
      return;
    }
    int packet = length - Ethernet.headerLength(b, at, at + length);
    if (packet > port.mtu()) {
      String sizes = packet + " > " + port.mtu();
      NetworkDrop drop = NetworkDrop.of(Cause.ADAPTER_MTU, sizes);
      trail.drop(port, Step.SEND, micros, b, at, length, drop);
      return;
    }
    trail.hop(port, Step.SEND, micros, b, at, length);
    switched(port, b, at, length, micros);
    tunnels.mirror(port, PortDirection.FROM_MACHINES, b, at, length, micros);
  }

  /**
   * What a machine sent is at its port. What is not let in there is mirrored all the same (Cisco
   * Catalyst 3750 Software Configuration Guide, "Configuring SPAN and RSPAN": receive SPAN).
   */
  private void switched(GuestPort port, byte[] b, int at, int length, long micros) {
    NetworkDrop forbidden = PortFilter.pass(port, PortDirection.FROM_MACHINES, b, at, length);
    if (forbidden != null) {
      String host = index.hostName(port.host);
      trail.drop(host, port.name, Step.SWITCH, micros, b, at, length, forbidden);
      return;
    }
    if (port.segment == null) {
      sendWithin(port, b, at, length, micros);
      return;
    }
    if (port.segment.settings.suppression() && suppressed(port, b, at, length, micros)) {
      return;
    }
    long target = Ethernet.destination(b, at);
    GuestPort server = DhcpServers.asked(port.segment, port.domain, port.host, b, at, length);
    if (serve(port.policy, server, b, at, length, micros) && !MacBits.isGroup(target)) {
      return;
    }
    GuestPort near = port.segment.domain.byHost.getOrDefault(port.host, Map.of()).get(target);
    if (near != null) {
      give(port.policy, near, b, at, length, micros);
      return;
    }
    int remote =
        MacBits.isGroup(target)
            ? 0
            : tables.find(
                port.host, port.segment.domain.row, target, port.segment.settings.ageing(), micros);
    if (remote != 0) {
      tunnels.send(port, remote, b, at, length, micros);
      return;
    }
    List<GuestPort> here = port.segment.domain.membersOn(port.host);
    flood(here, port, port.policy, b, at, length, micros);
    tunnels.replicate(port, b, at, length, micros);
  }

  /** To the one port here that it is for, if its sender reaches that. */
  private void give(PortPolicy sender, GuestPort to, byte[] b, int at, int length, long micros) {
    String host = index.hostName(to.host);
    if (!sender.reaches(to.policy)) {
      String between = said(sender) + " > " + said(to.policy);
      drop(host, to.name, Step.SWITCH, micros, b, at, length, Cause.PRIVATE_VLAN, between);
      return;
    }
    deliver(to, Step.SWITCH, b, at, length, micros);
  }

  /** To a DHCP server here, if there is one that its sender reaches; whether there is. */
  private boolean serve(
      PortPolicy sender, GuestPort server, byte[] b, int at, int length, long micros) {
    if (server == null || !sender.reaches(server.policy)) {
      return false;
    }
    deliver(server, Step.SWITCH, b, at, length, micros);
    return true;
  }

  /** To a machine, if the access list of its port lets it. */
  private void deliver(GuestPort to, Step step, byte[] b, int at, int length, long micros) {
    String host = index.hostName(to.host);
    NetworkDrop forbidden = PortFilter.pass(to, PortDirection.TO_MACHINES, b, at, length);
    if (forbidden != null) {
      trail.drop(host, to.name, step, micros, b, at, length, forbidden);
      return;
    }
    trail.hop(host, to.name, step, micros, b, at, length);
    guests.receive(to, b, at, length, micros);
    tunnels.mirror(to, PortDirection.TO_MACHINES, b, at, length, micros);
  }

  /** The VLAN that frames of these ports travel in. */
  private static String said(PortPolicy policy) {
    return policy.privateVlan().map(it -> String.valueOf(it.secondary())).orElse("");
  }

  /** To all here that its sender reaches; of the others, the one that is asked for is told of. */
  private void flood(
      List<GuestPort> here,
      GuestPort from,
      PortPolicy sender,
      byte[] b,
      int at,
      int length,
      long micros) {
    for (GuestPort port : here) {
      if (port != from && !sender.reaches(port.policy)) {
        if (port.ip != 0 && port.ip == asked(b, at, length)) {
          give(sender, port, b, at, length, micros);
        }
      } else if (port != from) {
        deliver(port, Step.FLOOD, b, at, length, micros);
      }
    }
  }

  /** The address that a question is for; 0 if it is none. */
  private static int asked(byte[] b, int at, int length) {
    int arp = at + Ethernet.HEADER;
    return Ethernet.type(b, at) == EtherType.ARP && length >= Ethernet.HEADER + Arp.LENGTH
        ? Arp.targetIp(b, arp)
        : 0;
  }

  /** In a port group without a segment: to those on the same host. */
  private void sendWithin(GuestPort from, byte[] b, int at, int length, long micros) {
    long target = Ethernet.destination(b, at);
    GuestPort server = DhcpServers.asked(null, from.domain, from.host, b, at, length);
    boolean any = serve(from.policy, server, b, at, length, micros);
    for (GuestPort port : index.neighbours(from)) {
      boolean asked = port.ip != 0 && port.ip == asked(b, at, length);
      if (port.mac == target
          || MacBits.isGroup(target) && (asked || from.policy.reaches(port.policy))) {
        any = true;
        give(from.policy, port, b, at, length, micros);
      }
    }
    if (!any) {
      drop(index.hostName(from.host), "", Step.SWITCH, micros, b, at, length, Cause.NOBODY, "");
    }
  }

  /** Answers a question for an address that is known, so that no packet leaves the host. */
  private boolean suppressed(GuestPort port, byte[] b, int at, int length, long micros) {
    int arp = at + Ethernet.HEADER;
    if (Ethernet.type(b, at) != EtherType.ARP
        || length < Ethernet.HEADER + Arp.LENGTH
        || Arp.operation(b, arp) != Arp.REQUEST) {
      return false;
    }
    int wanted = Arp.targetIp(b, arp);
    GuestPort known = port.segment.domain.byAddress.get(wanted);
    if (known == null
        || wanted == Arp.senderIp(b, arp)
        || known.host == port.host
        || !port.policy.reaches(known.policy)) {
      return false;
    }
    byte[] reply = Frames.arpReply(known.mac, wanted, port.mac, Arp.senderIp(b, arp));
    trail.hop(index.hostName(port.host), "", Step.SUPPRESS, micros, reply, 0, reply.length);
    tables.learn(port.host, port.segment.domain.row, known.mac, index.endpoint(known.host), micros);
    guests.receive(port, reply, 0, reply.length, micros);
    return true;
  }

  /** A frame came out of a tunnel. */
  private void fromTunnel(SegmentRow segment, int host, byte[] b, int at, int length, long micros) {
    Map<Long, GuestPort> here = segment.domain.byHost.getOrDefault(host, Map.of());
    long target = Ethernet.destination(b, at);
    GuestPort server = DhcpServers.asked(segment, segment.domain.row, host, b, at, length);
    if (serve(segment.policy, server, b, at, length, micros) && !MacBits.isGroup(target)) {
      return;
    }
    if (MacBits.isGroup(target)) {
      flood(segment.domain.membersOn(host), null, segment.policy, b, at, length, micros);
      return;
    }
    GuestPort port = here.get(target);
    if (port == null) {
      if (!tunnels.isReplicating()) {
        String to = MacBits.format(target);
        drop(index.hostName(host), "", Step.SWITCH, micros, b, at, length, Cause.MOVED_AWAY, to);
      }
      return;
    }
    give(segment.policy, port, b, at, length, micros);
  }

  /** Packets of tunnels that came from outside of this plane, as they stand on the wire. */
  void arrive(int host, byte[] b, int at, int length, long micros) {
    tunnels.arrived(host, b, at, length, micros);
  }

  /** An endpoint's frames that wait for their rest are given up where they are too old. */
  void expire(long micros) {
    tunnels.expire(micros);
  }

  private void drop(
      String node,
      String port,
      Step step,
      long micros,
      byte[] b,
      int at,
      int length,
      Cause cause,
      Object detail) {
    trail.drop(node, port, step, micros, b, at, length, NetworkDrop.of(cause, detail));
  }
}
