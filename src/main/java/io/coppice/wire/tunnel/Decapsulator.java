package io.coppice.wire.tunnel;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;

/**
 * What a receiving endpoint makes of one packet: the outermost tunnel's kind, segment and inner
 * frame, or why it drops it. Every header on the way is checked, checksums included. Any bytes may
 * come. The answer stands in the decapsulator until the next packet; one thread; nothing is
 * allocated.
 */
public final class Decapsulator {
  private final ReceiverProfile profile;
  private final boolean groupPolicy;
  private final int[] vxlanPorts;
  private TunnelKind kind;
  private long id;
  private int innerAt;
  private int innerEnd;
  private int innerType;
  private int ip;
  private int tcp;
  private boolean fragment;

  /** Takes VXLAN on its own port and on Linux's. */
  public Decapsulator(ReceiverProfile profile) {
    this(profile, false, Vxlan.PORT, Vxlan.LINUX_PORT);
  }

  /**
   * @param groupPolicy whether VXLAN's group policy extension is set up
   */
  public Decapsulator(ReceiverProfile profile, boolean groupPolicy, int... vxlanPorts) {
    this.profile = profile;
    this.groupPolicy = groupPolicy;
    this.vxlanPorts = vxlanPorts.clone();
  }

  /**
   * Opens an Ethernet frame {@code [at, end)}.
   *
   * @return null if it is accepted, or if it is a part: see {@link #isFragment} and {@link
   *     #isSegment}
   */
  public DropReason open(byte[] b, int at, int end) {
    fragment = false;
    tcp = -1;
    kind = null;
    if (end - at < Ethernet.HEADER) {
      return DropReason.TRUNCATED;
    }
    int header = Ethernet.headerLength(b, at, end);
    int type = Octets.u16(b, at + header - 2);
    return openIp(b, at + header, end, type);
  }

  /** Opens an IP packet of the given EtherType. */
  public DropReason openIp(byte[] b, int at, int end, int type) {
    fragment = false;
    tcp = -1;
    kind = null;
    ip = at;
    return switch (type) {
      case EtherType.IPV4 -> v4(b, end);
      case EtherType.IPV6 -> v6(b, end);
      default -> DropReason.NOT_IP;
    };
  }

  private DropReason v4(byte[] b, int end) {
    if (end - ip < Ipv4.HEADER) {
      return DropReason.TRUNCATED;
    }
    long first = Octets.i64(b, ip); // version, header length, total length, fragment
    int header = (int) (first >>> 54) & 0x3c;
    int total = (int) (first >>> 32) & 0xffff;
    if (first >>> 60 != 4 || header < Ipv4.HEADER || total != 0 && total < header) {
      return DropReason.IP_HEADER;
    }
    int stop = total == 0 ? end : ip + total;
    if (stop > end || ip + header > end) {
      return DropReason.TRUNCATED;
    }
    if (!Checksums.isRight(b, ip, header)) {
      return DropReason.IP_CHECKSUM;
    }
    if ((first & 0x3fff) != 0) {
      fragment = true;
      innerEnd = stop;
      return null;
    }
    return transport(b, ip + header, stop, Ipv4.protocol(b, ip), false);
  }

  private DropReason v6(byte[] b, int end) {
    if (end - ip < Ipv6.HEADER) {
      return DropReason.TRUNCATED;
    }
    if (Ipv6.version(b, ip) != 6) {
      return DropReason.IP_HEADER;
    }
    int payload = Ipv6.payloadLength(b, ip);
    int stop = payload == 0 ? end : ip + Ipv6.HEADER + payload;
    if (stop > end) {
      return DropReason.TRUNCATED;
    }
    return transport(b, ip + Ipv6.HEADER, stop, Ipv6.nextHeader(b, ip), true);
  }

  private DropReason transport(byte[] b, int at, int end, int protocol, boolean v6) {
    return switch (protocol) {
      case IpProtocol.UDP -> udp(b, at, end, v6);
      case IpProtocol.GRE -> gre(b, at, end);
      case IpProtocol.TCP -> tcp(b, at, end, v6);
      default -> DropReason.NOT_A_TUNNEL;
    };
  }

  private long pseudo(byte[] b, int protocol, int length, boolean v6) {
    return v6 ? Ipv6.pseudo(b, ip, protocol, length) : Ipv4.pseudo(b, ip, protocol, length);
  }

  private boolean isVxlan(int port) {
    for (int vxlan : vxlanPorts) {
      if (vxlan == port) {
        return true;
      }
    }
    return false;
  }

  private DropReason udp(byte[] b, int at, int end, boolean v6) {
    if (end - at < Udp.HEADER) {
      return DropReason.TRUNCATED;
    }
    long header = Octets.i64(b, at); // ports, length, checksum
    int port = (int) (header >>> 32) & 0xffff;
    boolean vxlan = isVxlan(port);
    if (!vxlan && port != Geneve.PORT && port != Vxlan.GPE_PORT) {
      return DropReason.NOT_A_TUNNEL;
    }
    int length = (int) (header >>> 16) & 0xffff;
    int stop = length == 0 ? end : at + length;
    if (length != 0 && length < Udp.HEADER || stop > end) {
      return DropReason.UDP_LENGTH;
    }
    if (v6 || (header & 0xffff) != 0) {
      DropReason checksum = checksum(b, at, stop, v6);
      if (checksum != null) {
        return checksum;
      }
    }
    int tunnel = at + Udp.HEADER;
    if (vxlan) {
      return vxlan(b, tunnel, stop);
    }
    return port == Geneve.PORT ? geneve(b, tunnel, stop) : gpe(b, tunnel, stop);
  }

  private DropReason checksum(byte[] b, int at, int end, boolean v6) {
    if (Udp.checksum(b, at) == 0) {
      return v6 && profile == ReceiverProfile.LINUX ? DropReason.UDP_CHECKSUM_ZERO_V6 : null;
    }
    long pseudo = pseudo(b, IpProtocol.UDP, end - at, v6);
    Checksums.State state = Checksums.state(b, at, end - at, pseudo, Udp.CHECKSUM, true);
    return state == Checksums.State.WRONG ? DropReason.UDP_CHECKSUM : null;
  }

  private DropReason vxlan(byte[] b, int at, int end) {
    DropReason drop = Vxlan.check(b, at, end, profile, groupPolicy);
    return drop != null ? drop : accept(TunnelKind.VXLAN, Vxlan.vni(b, at), at + Vxlan.HEADER, end);
  }

  private DropReason gpe(byte[] b, int at, int end) {
    DropReason drop = Vxlan.checkGpe(b, at, end, profile);
    if (drop != null) {
      return drop;
    }
    int next = Vxlan.gpeNextProtocol(b, at);
    boolean typed = (Vxlan.flags(b, at) & Vxlan.FLAG_NEXT_PROTOCOL) != 0;
    DropReason accepted = accept(TunnelKind.VXLAN, Vxlan.vni(b, at), at + Vxlan.HEADER, end, typed);
    innerType =
        switch (typed ? next : Vxlan.GPE_ETHERNET) {
          case Vxlan.GPE_IPV4 -> EtherType.IPV4;
          case Vxlan.GPE_IPV6 -> EtherType.IPV6;
          case Vxlan.GPE_ETHERNET -> EtherType.TRANSPARENT_ETHERNET;
          default -> EtherType.NSH;
        };
    return innerType == EtherType.NSH ? DropReason.GPE_NEXT_PROTOCOL : accepted;
  }

  private DropReason geneve(byte[] b, int at, int end) {
    DropReason drop = Geneve.check(b, at, end, profile);
    if (drop != null) {
      return drop;
    }
    int inner = at + Geneve.HEADER + Geneve.optionsLength(b, at);
    boolean other = Geneve.protocol(b, at) != EtherType.TRANSPARENT_ETHERNET;
    DropReason accepted = accept(TunnelKind.GENEVE, Geneve.vni(b, at), inner, end, other);
    innerType = Geneve.protocol(b, at);
    return accepted;
  }

  private DropReason gre(byte[] b, int at, int end) {
    DropReason drop = Gre.check(b, at, end, profile);
    return drop != null
        ? drop
        : accept(TunnelKind.NVGRE, Gre.vsid(Gre.key(b, at)), at + Gre.headerLength(b, at), end);
  }

  private DropReason tcp(byte[] b, int at, int end, boolean v6) {
    if (end - at < Tcp.HEADER) {
      return DropReason.TRUNCATED;
    }
    if (!Stt.looksLikeSegment(b, at)) {
      return DropReason.NOT_A_TUNNEL;
    }
    long pseudo = pseudo(b, IpProtocol.TCP, end - at, v6);
    if (Checksums.state(b, at, end - at, pseudo, Tcp.CHECKSUM, false) == Checksums.State.WRONG) {
      return DropReason.TCP_CHECKSUM;
    }
    kind = TunnelKind.STT;
    tcp = at;
    innerEnd = end;
    return null;
  }

  private DropReason accept(TunnelKind tunnel, long segment, int inner, int end) {
    return accept(tunnel, segment, inner, end, false);
  }

  private DropReason accept(
      TunnelKind tunnel, long segment, int inner, int end, boolean notEthernet) {
    kind = tunnel;
    id = segment;
    innerAt = inner;
    innerEnd = end;
    innerType = EtherType.TRANSPARENT_ETHERNET;
    return !notEthernet && end - inner < Ethernet.HEADER ? DropReason.INNER_TOO_SHORT : null;
  }

  /** The packet is an IP fragment: join it first. It begins at {@link #ipAt}. */
  public boolean isFragment() {
    return fragment;
  }

  /** The packet is an STT segment: hand it to a {@link SttReassembler}. */
  public boolean isSegment() {
    return tcp >= 0;
  }

  /** Where an STT segment's TCP header begins. */
  public int tcpAt() {
    return tcp;
  }

  /** Where the outer IP header begins. */
  public int ipAt() {
    return ip;
  }

  public TunnelKind kind() {
    return kind;
  }

  /** The segment's id: VNI, VSID; of STT only the reassembled frame knows. */
  public long id() {
    return id;
  }

  public int innerAt() {
    return innerAt;
  }

  /** Where the inner frame, the STT segment or the IP fragment ends. */
  public int innerEnd() {
    return innerEnd;
  }

  /** {@link EtherType#TRANSPARENT_ETHERNET} for an Ethernet frame, else the type of the packet. */
  public int innerType() {
    return innerType;
  }
}
