package io.coppice.wire.dissect;

import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpProtocol;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.tunnel.Erspan;
import io.coppice.wire.tunnel.Geneve;
import io.coppice.wire.tunnel.Gre;
import io.coppice.wire.tunnel.Stt;
import io.coppice.wire.tunnel.Vxlan;
import java.util.Arrays;

/**
 * One direction of a conversation, as numbers: the innermost addresses, protocol and ports, and
 * every tunnel and VLAN around them with its id. The same five-tuple in two segments gives two
 * keys. Filled anew for each packet; {@link #copy} keeps one.
 */
final class FlowKey {
  /** The words before the scopes: family and protocol, ports, source, destination. */
  static final int SCOPES = 6;

  long[] words = new long[16];
  int length;
  private int hash;

  FlowKey copy() {
    FlowKey copy = new FlowKey();
    copy.words = Arrays.copyOf(words, length);
    copy.length = length;
    copy.hash = hash;
    return copy;
  }

  /** Of a walked packet; false if it has no addresses. */
  boolean fill(byte[] b, LayerStack stack) {
    length = SCOPES;
    Arrays.fill(words, 0, SCOPES, 0);
    boolean any = false;
    for (int i = 0; i < stack.size(); i++) {
      any |= layer(b, stack.kind(i), stack.start(i));
    }
    hash();
    return any;
  }

  private boolean layer(byte[] b, LayerKind kind, int at) {
    switch (kind) {
      case ETHERNET -> {
        words[0] = 1;
        words[1] = 0;
        addresses(0, Ethernet.source(b, at), 0, Ethernet.destination(b, at));
      }
      case IPV4 -> {
        words[0] = 4L << 8 | Ipv4.protocol(b, at);
        addresses(0, Octets.u32(b, at + 12), 0, Octets.u32(b, at + 16));
      }
      case IPV6 -> {
        words[0] = 6L << 8 | Ipv6.nextHeader(b, at);
        addresses(
            Octets.i64(b, at + 8),
            Octets.i64(b, at + 16),
            Octets.i64(b, at + 24),
            Octets.i64(b, at + 32));
      }
      case UDP, TCP, TCP_HEAD -> {
        int protocol = kind == LayerKind.UDP ? IpProtocol.UDP : IpProtocol.TCP;
        words[0] = words[0] & ~0xffL | protocol;
        words[1] = Octets.u32(b, at);
      }
      case VLAN -> scope(kind, Octets.u16(b, at) & 0xfff);
      case BACKBONE_INSTANCE -> scope(kind, Octets.u32(b, at) & 0xff_ffff);
      case VXLAN, VXLAN_GPE, GENEVE, NVGRE, GRE, ERSPAN_II, ERSPAN_III, STT ->
          scope(kind, id(b, kind, at));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The id that a tunnel's header says, unsigned; -1 of GRE without a key. */
  static long id(byte[] b, LayerKind kind, int at) {
    return switch (kind) {
      case VXLAN, VXLAN_GPE -> Vxlan.vni(b, at);
      case GENEVE -> Geneve.vni(b, at);
      case NVGRE -> Gre.vsid(Gre.key(b, at));
      case GRE -> Gre.keyAt(b, at) < 0 ? -1 : Gre.key(b, at);
      case ERSPAN_II, ERSPAN_III -> Erspan.session(b, at);
      case STT -> Stt.contextId(b, at);
      default -> throw new IllegalArgumentException(kind + " has no id");
    };
  }

  private void addresses(long sourceHigh, long source, long destinationHigh, long destination) {
    words[1] = 0;
    words[2] = sourceHigh;
    words[3] = source;
    words[4] = destinationHigh;
    words[5] = destination;
  }

  private void scope(LayerKind kind, long id) {
    if (length + 2 > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    words[length++] = kind.ordinal();
    words[length++] = id;
  }

  /** The way back through the same segments. */
  FlowKey reversed() {
    FlowKey back = copy();
    back.words[1] = words[1] << 16 & 0xffff_0000L | words[1] >>> 16;
    System.arraycopy(words, 4, back.words, 2, 2);
    System.arraycopy(words, 2, back.words, 4, 2);
    back.hash();
    return back;
  }

  /** The ends alone, in whatever segments. */
  FlowKey ends() {
    FlowKey ends = copy();
    ends.length = SCOPES;
    ends.hash();
    return ends;
  }

  private void hash() {
    long h = length;
    for (int i = 0; i < length; i++) {
      h = (h ^ words[i]) * 0x9e37_79b9_7f4a_7c15L;
      h ^= h >>> 32;
    }
    hash = (int) h;
  }

  /** Whether both go through tunnels of the same kinds, whatever their ids. */
  boolean sameTunnels(FlowKey other) {
    if (length != other.length) {
      return false;
    }
    for (int i = SCOPES; i < length; i += 2) {
      if (words[i] != other.words[i]) {
        return false;
      }
    }
    return length > SCOPES;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FlowKey other
        && length == other.length
        && Arrays.equals(words, 0, length, other.words, 0, length);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
