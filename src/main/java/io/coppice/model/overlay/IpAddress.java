package io.coppice.model.overlay;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address, without a zone.
 *
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits; the 32 bits of an IPv4 address
 */
public record IpAddress(boolean v6, long high, long low) implements Comparable<IpAddress> {

  public IpAddress {
    if (!v6 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("More than 32 bits");
    }
  }

  public static IpAddress v4(int bits) {
    return new IpAddress(false, 0, bits & 0xFFFF_FFFFL);
  }

  /** All bits zero. */
  public static IpAddress any(boolean v6) {
    return new IpAddress(v6, 0, 0);
  }

  /** Empty if the text is no address; a zone ({@code %eth0}) is left out. */
  public static Optional<IpAddress> parse(String text) {
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    if (plain.length() < 2 || plain.length() > 45) {
      return Optional.empty();
    }
    return plain.indexOf(':') >= 0 ? parseV6(plain) : parseV4(plain, true);
  }

  private static Optional<IpAddress> parseV4(String text, boolean whole) {
    long bits = 0;
    int groups = 0;
    int value = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (value < 0 || ++groups > 4) {
          return Optional.empty();
        }
        bits = bits << 8 | value;
        value = -1;
      } else if (c < '0' || c > '9') {
        return Optional.empty();
      } else {
        value = Math.max(value, 0) * 10 + c - '0';
        if (value > 255) {
          return Optional.empty();
        }
      }
    }
    return groups == 4 && whole ? Optional.of(new IpAddress(false, 0, bits)) : Optional.empty();
  }

  private static Optional<IpAddress> parseV6(String text) {
    String plain = text;
    int dot = plain.indexOf('.');
    if (dot >= 0) {
      int colon = plain.lastIndexOf(':');
      Optional<IpAddress> tail = parseV4(plain.substring(colon + 1), true);
      if (tail.isEmpty()) {
        return Optional.empty();
      }
      long low = tail.get().low;
      plain =
          plain.substring(0, colon + 1)
              + Long.toHexString(low >>> 16)
              + ':'
              + Long.toHexString(low & 0xFFFF);
    }
    int gap = plain.indexOf("::");
    if (gap >= 0 && plain.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    int[] groups = new int[8];
    int front = gap >= 0 ? groups(plain.substring(0, gap), groups, 0) : groups(plain, groups, 0);
    if (gap < 0) {
      return front == 8 ? Optional.of(joined(groups)) : Optional.empty();
    }
    int[] back = new int[8];
    int behind = groups(plain.substring(gap + 2), back, 0);
    if (front < 0 || behind < 0 || front + behind > 7) {
      return Optional.empty();
    }
    System.arraycopy(back, 0, groups, 8 - behind, behind);
    return Optional.of(joined(groups));
  }

  /** How many groups stand in the text, or -1. */
  private static int groups(String text, int[] into, int from) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = from;
    for (String group : text.split(":", -1)) {
      if (group.isEmpty() || group.length() > 4 || count == 8) {
        return -1;
      }
      int value = 0;
      for (int i = 0; i < group.length(); i++) {
        int digit = Character.digit(group.charAt(i), 16);
        if (digit < 0) {
          return -1;
        }
        value = value << 4 | digit;
      }
      into[count++] = value;
    }
    return count;
  }

  private static IpAddress joined(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new IpAddress(true, high, low);
  }

  public int bits() {
    return v6 ? 128 : 32;
  }

  public boolean isAny() {
    return high == 0 && low == 0;
  }

  public boolean isMulticast() {
    return v6 ? high >>> 56 == 0xFF : low >>> 28 == 0xE;
  }

  public boolean isLoopback() {
    return v6 ? high == 0 && low == 1 : low >>> 24 == 127;
  }

  /** fe80::/10 or 169.254.0.0/16. */
  public boolean isLinkLocal() {
    return v6 ? high >>> 54 == 0x3FA : low >>> 16 == 0xA9FE;
  }

  /** The Ethernet group that carries this group (RFC 1112 section 6.4, RFC 2464 section 7). */
  public Mac groupMac() {
    return v6
        ? new Mac(0x3333_0000_0000L | low & 0xFFFF_FFFFL)
        : new Mac(0x0100_5E00_0000L | low & 0x7F_FFFFL);
  }

  /** The group in which this address is asked for (RFC 4291 section 2.7.1). */
  public IpAddress solicitedNode() {
    return new IpAddress(true, 0xFF02L << 48, 0x1_FF00_0000L | low & 0xFF_FFFFL);
  }

  @Override
  public int compareTo(IpAddress other) {
    int byFamily = Boolean.compare(v6, other.v6);
    int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    if (!v6) {
      return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }
    if (high == 0 && low >>> 32 == 0xffff) {
      // an IPv4-mapped address is written with dots (RFC 5952 section 5)
      return "::ffff:" + new IpAddress(false, 0, low & 0xffff_ffffL);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3)) & 0xFFFF);
    }
    return shortened(groups);
  }

  /** The longest run of zeros becomes two colons (RFC 5952). */
  private static String shortened(int[] groups) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
