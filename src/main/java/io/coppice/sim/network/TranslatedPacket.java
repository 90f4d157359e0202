package io.coppice.sim.network;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.packet.Udp;

/**
 * Puts other addresses in IPv4 packets, with every checksum that covers them (RFC 1624), also in
 * the packet that an ICMP error, but for a redirect, is about (RFC 3022 section 4.3). Ports stay.
 * Headers must be as long as they say.
 */
final class TranslatedPacket {
  private static final int SOURCE = 12;
  private static final int TARGET = 16;

  private TranslatedPacket() {}

  /** The sender has another address. */
  static void source(byte[] b, int ip, int end, int address) {
    put(b, ip, end, SOURCE, address);
  }

  /** It is for another address. */
  static void target(byte[] b, int ip, int end, int address) {
    put(b, ip, end, TARGET, address);
  }

  private static void put(byte[] b, int ip, int end, int at, int address) {
    int before = Octets.i32(b, ip + at);
    address(b, ip, end, at, address);
    int icmp = ip + Ipv4.headerLength(b, ip);
    int quoted = icmp + Icmp.HEADER;
    boolean error =
        Ipv4.protocol(b, ip) == IpProtocol.ICMP
            && Ipv4.fragmentOffset(b, ip) == 0
            && Ipv4.isQuoted(b, quoted, end, 0)
            && Icmp.isError(Icmp.type(b, icmp))
            && Icmp.type(b, icmp) != Icmp.REDIRECT;
    if (error) {
      // what it is about went the other way
      int mirrored = at == SOURCE ? TARGET : SOURCE;
      if (Octets.i32(b, quoted + mirrored) == before) {
        address(b, quoted, end, mirrored, address);
      }
      Icmp.updateChecksum(b, icmp, end - icmp, 0);
    }
  }

  private static void address(byte[] b, int ip, int end, int at, int address) {
    int before = Octets.i32(b, ip + at);
    Octets.put32(b, ip + at, address);
    Ipv4.updateChecksum(b, ip);
    int l4 = ip + Ipv4.headerLength(b, ip);
    int protocol = Ipv4.protocol(b, ip);
    int field = protocol == IpProtocol.TCP ? Tcp.CHECKSUM : Udp.CHECKSUM;
    boolean covered = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    if (!covered || Ipv4.fragmentOffset(b, ip) != 0 || l4 + field + 2 > end) {
      return;
    }
    int sum = Octets.u16(b, l4 + field);
    // a datagram may go without (RFC 768)
    if (sum != 0 || protocol == IpProtocol.TCP) {
      long changed = ~sum & 0xffff;
      changed += (~(before >>> 16) & 0xffff) + (~before & 0xffff);
      changed += (address >>> 16) + (address & 0xffff);
      int now = Checksums.checksum(changed);
      Octets.put16(b, l4 + field, now == 0 && protocol == IpProtocol.UDP ? 0xffff : now);
    }
  }
}
