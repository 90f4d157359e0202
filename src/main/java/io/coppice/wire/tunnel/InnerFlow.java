package io.coppice.wire.tunnel;

import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.Octets;

/**
 * The hash over an inner frame's addresses, protocol and ports from which a sender takes the outer
 * source port (RFC 7348 section 5) or NVGRE's FlowID, so that switches that hash the outer headers
 * spread inner flows. One flow always gives one value.
 */
public final class InnerFlow {
  private InnerFlow() {}

  public static int hash(byte[] b, int at, int length) {
    if (length < Ethernet.HEADER) {
      return 0;
    }
    long h = mix(Ethernet.destination(b, at) * 31 + Ethernet.source(b, at));
    int ip = at + Ethernet.headerLength(b, at, at + length);
    int end = at + length;
    int type = Octets.u16(b, ip - 2);
    if (type == EtherType.IPV4 && end - ip >= Ipv4.HEADER) {
      h = mix(h ^ Octets.i64(b, ip + 12)) + Ipv4.protocol(b, ip);
      int ports = ip + Ipv4.headerLength(b, ip);
      return finish(h, b, ports, end, Ipv4.isFragment(b, ip) ? -1 : Ipv4.protocol(b, ip));
    }
    if (type == EtherType.IPV6 && end - ip >= Ipv6.HEADER) {
      h = mix(h ^ Octets.i64(b, ip + 8)) ^ mix(Octets.i64(b, ip + 16));
      h = mix(h ^ Octets.i64(b, ip + 24)) ^ mix(Octets.i64(b, ip + 32) + 1);
      return finish(h, b, ip + Ipv6.HEADER, end, Ipv6.nextHeader(b, ip));
    }
    return (int) (mix(h + type) >>> 32);
  }

  private static int finish(long h, byte[] b, int ports, int end, int protocol) {
    boolean has = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    long all = has && end - ports >= 4 ? h ^ Octets.u32(b, ports) << 8 : h;
    return (int) (mix(all) >>> 32);
  }

  /** From 49152 to 65535. */
  public static int port(int hash) {
    return 0xc000 | hash & 0x3fff;
  }

  private static long mix(long v) {
    long m = (v ^ v >>> 32) * 0x9e37_79b9_7f4a_7c15L;
    return m ^ m >>> 29;
  }
}
