package io.coppice.wire.tunnel;

import io.coppice.wire.packet.Checksums;
import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Octets;

/**
 * GRE headers (RFC 2784, RFC 2890) and NVGRE's use of them (RFC 7637): key = VSID &lt;&lt; 8 |
 * FlowID.
 */
public final class Gre {
  public static final int NVGRE_HEADER = 8;
  public static final int CHECKSUM_PRESENT = 0x8000;
  public static final int ROUTING_PRESENT = 0x4000;
  public static final int KEY_PRESENT = 0x2000;
  public static final int SEQUENCE_PRESENT = 0x1000;

  private Gre() {}

  /** Flags and version. */
  public static int flags(byte[] b, int at) {
    return Octets.u16(b, at);
  }

  public static int version(byte[] b, int at) {
    return b[at + 1] & 7;
  }

  public static int protocol(byte[] b, int at) {
    return Octets.u16(b, at + 2);
  }

  /** 4 to 16 bytes; source routing of RFC 1701 is not counted, nobody forwards it. */
  public static int headerLength(byte[] b, int at) {
    int flags = flags(b, at);
    return 4
        + ((flags & (CHECKSUM_PRESENT | ROUTING_PRESENT)) != 0 ? 4 : 0)
        + ((flags & KEY_PRESENT) != 0 ? 4 : 0)
        + ((flags & SEQUENCE_PRESENT) != 0 ? 4 : 0);
  }

  /** Offset of the key from the header's first byte; -1 without one. */
  public static int keyAt(byte[] b, int at) {
    int flags = flags(b, at);
    if ((flags & KEY_PRESENT) == 0) {
      return -1;
    }
    return (flags & (CHECKSUM_PRESENT | ROUTING_PRESENT)) != 0 ? 8 : 4;
  }

  /** The key, unsigned; only of a header that has one. */
  public static long key(byte[] b, int at) {
    return Octets.u32(b, at + keyAt(b, at));
  }

  public static int vsid(long key) {
    return (int) (key >>> 8) & 0xff_ffff;
  }

  public static int flowId(long key) {
    return (int) key & 0xff;
  }

  /** Writes NVGRE's eight bytes. */
  public static int writeNvgre(byte[] b, int at, int vsid, int flowId) {
    if (!TunnelKind.NVGRE.allows(vsid) || flowId < 0 || flowId > 255) {
      throw new IllegalArgumentException("No VSID or FlowID: " + vsid + ", " + flowId);
    }
    Octets.put16(b, at, KEY_PRESENT);
    Octets.put16(b, at + 2, EtherType.TRANSPARENT_ETHERNET);
    Octets.put32(b, at + 4, (long) vsid << 8 | flowId);
    return NVGRE_HEADER;
  }

  /** Writes a header without checksum; a key or sequence below zero is left out. */
  public static int write(byte[] b, int at, int protocol, long key, long sequence) {
    int flags = (key < 0 ? 0 : KEY_PRESENT) | (sequence < 0 ? 0 : SEQUENCE_PRESENT);
    Octets.put16(b, at, flags);
    Octets.put16(b, at + 2, protocol);
    int next = at + 4;
    if (key >= 0) {
      Octets.put32(b, next, key);
      next += 4;
    }
    if (sequence >= 0) {
      Octets.put32(b, next, sequence);
      next += 4;
    }
    return next - at;
  }

  /** Whether a header is NVGRE's: a key that begins with a VSID, and Ethernet behind it. */
  public static boolean isNvgre(byte[] b, int at) {
    return version(b, at) == 0
        && (flags(b, at) & KEY_PRESENT) != 0
        && protocol(b, at) == EtherType.TRANSPARENT_ETHERNET
        && TunnelKind.NVGRE.allows(vsid(key(b, at)));
  }

  /** What the header makes an endpoint of a segment do; null if it is accepted. */
  public static DropReason check(byte[] b, int at, int end, ReceiverProfile profile) {
    if (end - at < 4 || end - at < headerLength(b, at)) {
      return DropReason.TRUNCATED;
    }
    int flags = flags(b, at);
    if ((flags & 7) != 0) {
      return DropReason.GRE_VERSION;
    }
    if ((flags & ROUTING_PRESENT) != 0 || profile != ReceiverProfile.RFC && (flags & 0xff8) != 0) {
      return DropReason.GRE_FLAGS;
    }
    if ((flags & KEY_PRESENT) == 0) {
      return DropReason.NVGRE_NO_KEY;
    }
    if (protocol(b, at) != EtherType.TRANSPARENT_ETHERNET) {
      return DropReason.GRE_PROTOCOL;
    }
    if (profile == ReceiverProfile.RFC) {
      return checkRfc(b, at, end, flags);
    }
    return (flags & CHECKSUM_PRESENT) != 0 && Checksums.sum(b, at, end - at) != 0xffff
        ? DropReason.GRE_CHECKSUM
        : null;
  }

  private static DropReason checkRfc(byte[] b, int at, int end, int flags) {
    if ((flags & (CHECKSUM_PRESENT | SEQUENCE_PRESENT)) != 0) {
      return DropReason.NVGRE_FLAGS;
    }
    return end - at >= NVGRE_HEADER + 14 && EtherType.isTag(Octets.u16(b, at + NVGRE_HEADER + 12))
        ? DropReason.NVGRE_INNER_TAG
        : null;
  }
}
