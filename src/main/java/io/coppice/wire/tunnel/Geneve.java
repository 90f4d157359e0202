package io.coppice.wire.tunnel;

import io.coppice.wire.packet.EtherType;
import io.coppice.wire.packet.Octets;

/** Geneve headers and options (RFC 8926 sections 3.4 and 3.5). */
public final class Geneve {
  public static final int HEADER = 8;
  public static final int PORT = 6081;
  public static final int OPTION_HEADER = 4;

  private Geneve() {}

  public static int version(byte[] b, int at) {
    return b[at] >> 6 & 3;
  }

  /** In bytes. */
  public static int optionsLength(byte[] b, int at) {
    return (b[at] & 0x3f) * 4;
  }

  public static boolean isControl(byte[] b, int at) {
    return (b[at + 1] & 0x80) != 0;
  }

  public static boolean hasCritical(byte[] b, int at) {
    return (b[at + 1] & 0x40) != 0;
  }

  public static int protocol(byte[] b, int at) {
    return Octets.u16(b, at + 2);
  }

  public static int vni(byte[] b, int at) {
    return Octets.u24(b, at + 4);
  }

  public static int optionClass(byte[] b, int option) {
    return Octets.u16(b, option);
  }

  /** The critical bit included. */
  public static int optionType(byte[] b, int option) {
    return Octets.u8(b, option + 2);
  }

  /** Of the data behind the four bytes of its header. */
  public static int optionDataLength(byte[] b, int option) {
    return (b[option + 3] & 0x1f) * 4;
  }

  public static int write(byte[] b, int at, int vni) {
    return write(b, at, vni, EtherType.TRANSPARENT_ETHERNET, new byte[0], false);
  }

  /**
   * Writes the header and whole options, whose encoding is the caller's.
   *
   * @param critical whether an option among them is critical
   */
  public static int write(
      byte[] b, int at, int vni, int protocol, byte[] options, boolean critical) {
    if (vni >>> 24 != 0 || options.length % 4 != 0 || options.length > 252) {
      throw new IllegalArgumentException("No VNI or options: " + vni + ", " + options.length);
    }
    Octets.put8(b, at, options.length / 4);
    Octets.put8(b, at + 1, critical ? 0x40 : 0);
    Octets.put16(b, at + 2, protocol);
    Octets.put32(b, at + 4, (long) vni << 8);
    System.arraycopy(options, 0, b, at + HEADER, options.length);
    return HEADER + options.length;
  }

  /** Writes the four bytes before an option's data. */
  public static int writeOption(byte[] b, int at, int optionClass, int type, int dataLength) {
    if (dataLength % 4 != 0 || dataLength < 0 || dataLength > 124) {
      throw new IllegalArgumentException("No length of an option: " + dataLength);
    }
    Octets.put16(b, at, optionClass);
    Octets.put8(b, at + 2, type);
    Octets.put8(b, at + 3, dataLength / 4);
    return OPTION_HEADER;
  }

  /** What the header makes a receiver do that knows no options; null if it is accepted. */
  public static DropReason check(byte[] b, int at, int end, ReceiverProfile profile) {
    if (end - at < HEADER) {
      return DropReason.TRUNCATED;
    }
    if (version(b, at) != 0) {
      return DropReason.GENEVE_VERSION;
    }
    int options = at + HEADER;
    int optionsEnd = options + optionsLength(b, at);
    if (optionsEnd > end) {
      return DropReason.GENEVE_OPTIONS;
    }
    if (profile == ReceiverProfile.RFC) {
      return checkOptions(b, at, options, optionsEnd);
    }
    // Linux drops by the header's bit (geneve_rx); Open vSwitch hands options to its flow table
    if (profile == ReceiverProfile.LINUX && hasCritical(b, at)) {
      return DropReason.GENEVE_CRITICAL_OPTION;
    }
    return protocol(b, at) == EtherType.TRANSPARENT_ETHERNET ? null : DropReason.GENEVE_PROTOCOL;
  }

  private static DropReason checkOptions(byte[] b, int at, int options, int end) {
    int option = options;
    while (option < end) {
      if (end - option < OPTION_HEADER
          || end - option < OPTION_HEADER + optionDataLength(b, option)) {
        return DropReason.GENEVE_OPTIONS;
      }
      if ((optionType(b, option) & 0x80) != 0) {
        return DropReason.GENEVE_CRITICAL_OPTION;
      }
      option += OPTION_HEADER + optionDataLength(b, option);
    }
    if (isControl(b, at)) {
      return DropReason.GENEVE_CONTROL;
    }
    int protocol = protocol(b, at);
    return protocol == EtherType.TRANSPARENT_ETHERNET
            || protocol == EtherType.IPV4
            || protocol == EtherType.IPV6
        ? null
        : DropReason.GENEVE_PROTOCOL;
  }
}
