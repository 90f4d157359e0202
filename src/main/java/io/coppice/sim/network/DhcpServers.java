package io.coppice.sim.network;

import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Dhcp;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.MacBits;
import io.coppice.wire.packet.Udp;
import java.util.Collection;
import java.util.Optional;

/**
 * The DHCP servers of a site (RFC 2131). A segment has one, at the bridge of the first of its
 * members' hosts; a port group without a segment has one on every host, as nothing of it leaves a
 * host. It is a promiscuous port where there is a private VLAN (RFC 5517 section 2): where no port
 * group is promiscuous, its isolated ports do not reach it. Its port takes what is for a DHCP
 * server and no other frame.
 *
 * <p>A machine is offered the address that it has, or one that nobody has. Nobody takes an address
 * back that was not given back, so leases are for ever (section 3.3).
 */
final class DhcpServers {
  /** Seconds of a lease that does not end (RFC 2131 section 3.3). */
  static final int FOR_EVER = 0xffff_ffff;

  /** Locally administered, and the domain's number. */
  private static final long MAC = 0x02_d1_00_00_00_00L;

  private static final int MASK = -1 << 32 - FabricIndex.PREFIX;
  private static final int EVERYBODY = 0xffff_ffff;

  private final FabricIndex index;
  private final Inventory inventory;

  /**
   * @param inventory says who has which address
   */
  DhcpServers(FabricIndex index, Inventory inventory) {
    this.index = index;
    this.inventory = inventory;
  }

  /**
   * The server at a host's bridge that a frame there is for, perhaps among others; null if there is
   * none.
   *
   * @param segment null where the port group has none
   */
  static GuestPort asked(SegmentRow segment, int domain, int host, byte[] b, int at, int length) {
    long target = Ethernet.destination(b, at);
    boolean asks = MacBits.isGroup(target) ? isForServers(b, at, length) : target == (MAC | domain);
    return asks ? at(segment, domain, host) : null;
  }

  private static boolean isForServers(byte[] b, int at, int length) {
    int next = at + Ethernet.HEADER;
    if (Ethernet.type(b, at) == EtherType.ARP) {
      return length >= Ethernet.HEADER + Arp.LENGTH
          && AddressPool.isServer(Arp.targetIp(b, next))
          && Arp.operation(b, next) == Arp.REQUEST;
    }
    return isUdp(b, at, length)
        && Udp.destinationPort(b, next + Ipv4.headerLength(b, next)) == Dhcp.SERVER_PORT;
  }

  private static boolean isUdp(byte[] b, int at, int length) {
    int ip = at + Ethernet.HEADER;
    return length >= Ethernet.HEADER + Ipv4.HEADER + Udp.HEADER
        && Ethernet.type(b, at) == EtherType.IPV4
        && Ipv4.protocol(b, ip) == IpProtocol.UDP
        && !Ipv4.isFragment(b, ip)
        && length >= Ethernet.HEADER + Ipv4.headerLength(b, ip) + Udp.HEADER;
  }

  private static GuestPort at(SegmentRow segment, int domain, int host) {
    if (segment == null) {
      return GuestPort.server(MAC | domain, host, domain, null, PortPolicy.NONE);
    }
    if (host != segment.domain.firstHost()) {
      return null;
    }
    SegmentRow its =
        segment.domain.segments.stream()
            .filter(DhcpServers::isPromiscuous)
            .findFirst()
            .orElse(segment);
    PortPolicy policy = PortPolicy.NONE.withPrivateVlan(its.policy.privateVlan());
    return GuestPort.server(MAC | domain, host, domain, its, policy);
  }

  private static boolean isPromiscuous(SegmentRow segment) {
    return segment
        .policy
        .privateVlan()
        .map(its -> its.role() == PrivateVlan.Role.PROMISCUOUS)
        .orElse(true);
  }

  /** What a server says to a frame at its port; empty if it says nothing. */
  Optional<byte[]> answer(GuestPort server, byte[] b) {
    int next = Ethernet.HEADER;
    if (Ethernet.type(b, 0) == EtherType.ARP) {
      return isForOwn(server, b)
          ? Optional.of(
              Frames.arpReply(
                  server.mac, Arp.targetIp(b, next), Arp.senderMac(b, next), Arp.senderIp(b, next)))
          : Optional.empty();
    }
    if (!isUdp(b, 0, b.length)) {
      return Optional.empty();
    }
    int end = Math.min(b.length, next + Ipv4.totalLength(b, next));
    int dhcp = next + Ipv4.headerLength(b, next) + Udp.HEADER;
    if (!Dhcp.isDhcp(b, dhcp, end)) {
      return Optional.empty();
    }
    return client(server, Dhcp.clientMac(b, dhcp))
        .flatMap(
            client ->
                index
                    .leases(inventory)
                    .address(client)
                    .flatMap(address -> answer(b, dhcp, end, address, client.gateway)))
        .map(message -> frame(server, message));
  }

  private static Optional<Dhcp.Message> answer(
      byte[] b, int dhcp, int end, int address, int router) {
    int own = AddressPool.server(address);
    return switch (Dhcp.type(b, dhcp, end).orElse(0)) {
      case Dhcp.DISCOVER -> Optional.of(lease(Dhcp.OFFER, b, dhcp, address, router));
      // RFC 2131 section 4.3.2: another server that was chosen is told by its identifier
      case Dhcp.REQUEST -> {
        boolean mine = Dhcp.option(b, dhcp, end, Dhcp.OPTION_SERVER).orElse(own) == own;
        boolean right = Dhcp.option(b, dhcp, end, Dhcp.OPTION_REQUESTED).orElse(0) == address;
        yield mine
            ? Optional.of(right ? lease(Dhcp.ACK, b, dhcp, address, router) : refusal(b, dhcp, own))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /**
   * What is leased.
   *
   * @param router that of a fenced network (option 3); 0 where there is none
   */
  private static Dhcp.Message lease(int type, byte[] b, int dhcp, int address, int router) {
    return new Dhcp.Message(
        type,
        Dhcp.transaction(b, dhcp),
        Dhcp.clientMac(b, dhcp),
        0,
        address,
        0,
        AddressPool.server(address),
        MASK,
        router,
        FOR_EVER);
  }

  private static Dhcp.Message refusal(byte[] b, int dhcp, int own) {
    return new Dhcp.Message(
        Dhcp.NAK, Dhcp.transaction(b, dhcp), Dhcp.clientMac(b, dhcp), 0, 0, 0, own, 0, 0, 0);
  }

  /** To all, for a client without an address cannot be reached by its own (section 4.1). */
  private static byte[] frame(GuestPort server, Dhcp.Message message) {
    Frames.Path path =
        new Frames.Path(
            server.mac, IpAddress.v4(message.server()), MacBits.BROADCAST, IpAddress.v4(EVERYBODY));
    return Frames.udp(path, Dhcp.SERVER_PORT, Dhcp.CLIENT_PORT, Dhcp.write(message));
  }

  /** Whether it is asked where an address is that it has: one in each network of its clients. */
  private boolean isForOwn(GuestPort server, byte[] b) {
    int arp = Ethernet.HEADER;
    if (b.length < arp + Arp.LENGTH || Arp.operation(b, arp) != Arp.REQUEST) {
      return false;
    }
    int wanted = Arp.targetIp(b, arp);
    return clients(server).stream()
        .anyMatch(client -> client.ip != 0 && AddressPool.server(client.ip) == wanted);
  }

  private Collection<GuestPort> clients(GuestPort server) {
    return server.segment == null ? index.neighbours(server) : server.segment.domain.byMac.values();
  }

  private Optional<GuestPort> client(GuestPort server, long mac) {
    return server.segment == null
        ? clients(server).stream().filter(port -> port.mac == mac).findFirst()
        : Optional.ofNullable(server.segment.domain.byMac.get(mac));
  }

  /**
   * Whether a question for a lease could be answered as the network stands: there is something to
   * lease, ports let both pass, and a way leads to the server. What middleboxes and lines do to it,
   * only frames show.
   */
  boolean mayAnswer(GuestPort client, byte[] question) {
    if (!client.linked) {
      // a segment all of whose members are unlinked has no server either
      return false;
    }
    GuestPort server =
        client.segment == null
            ? at(null, client.domain, client.host)
            : at(client.segment, client.domain, client.segment.domain.firstHost());
    return server.policy.reaches(client.policy)
        && client.policy.reaches(server.policy)
        && PortFilter.pass(client, PortDirection.FROM_MACHINES, question, 0, question.length)
            == null
        && index.isReached(client.host, server.host)
        && index.leases(inventory).address(client).isPresent();
  }
}
