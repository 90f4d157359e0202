package io.coppice.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of IP version 4 or 6, or none. Printed in the one canonical form: dotted decimal
 * without leading zeros, or the text of RFC 5952.
 *
 * @param version 4 or 6; 0 for no address
 * @param high the first 64 bits of version 6; 0 otherwise
 * @param low the last 64 bits of version 6, or the 32 bits of version 4
 */
public record IpAddress(int version, long high, long low) implements Comparable<IpAddress> {
  /** No address is known; printed as nothing. */
  public static final IpAddress NONE = new IpAddress(0, 0, 0);

  private static final Pattern HEX = Pattern.compile("\\p{XDigit}{1,4}");
  private static final int LONGEST = 45;

  public IpAddress {
    boolean sound =
        switch (version) {
          case 0 -> high == 0 && low == 0;
          case 4 -> high == 0 && low >= 0 && low < 1L << 32;
          case 6 -> true;
          default -> false;
        };
    if (!sound) {
      throw new IllegalArgumentException("No address of version " + version);
    }
  }

  /** Version 4, of its 32 bits. */
  public static IpAddress v4(long bits) {
    return new IpAddress(4, 0, bits);
  }

  /** Version 4, of its four bytes. */
  public static IpAddress v4(int a, int b, int c, int d) {
    return v4((long) a << 24 | b << 16 | c << 8 | d);
  }

  /**
   * Reads an address in any of its forms (RFC 4291, 2.2); the empty text is none. Zones, leading
   * zeros of decimals, which some read as octal, and everything else give nothing.
   */
  public static Optional<IpAddress> parse(String text) {
    if (text.isEmpty()) {
      return Optional.of(NONE);
    }
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return text.indexOf(':') >= 0 ? parse6(text) : parse4(text).map(IpAddress::v4);
  }

  /** Without a pattern: a kept site has tens of thousands, and is read by a program just begun. */
  private static Optional<Long> parse4(String text) {
    long bits = 0;
    int parts = 0;
    int from = 0;
    while (from <= text.length()) {
      int dot = text.indexOf('.', from);
      int end = dot < 0 ? text.length() : dot;
      int octet = octet(text, from, end);
      parts++;
      if (octet < 0 || parts > 4) {
        return Optional.empty();
      }
      bits = bits << 8 | octet;
      from = end + 1;
    }
    return parts == 4 ? Optional.of(bits) : Optional.empty();
  }

  /** A decimal of 0 to 255 without leading zeros; -1 if it is anything else. */
  private static int octet(String text, int from, int end) {
    int digits = end - from;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + c - '0';
    }
    return value <= 255 ? value : -1;
  }

  private static Optional<IpAddress> parse6(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return Optional.empty();
    }
    List<Integer> head = new ArrayList<>();
    List<Integer> tail = new ArrayList<>();
    boolean sound =
        gap < 0
            ? groups(text, true, head)
            : groups(text.substring(0, gap), false, head)
                && groups(text.substring(gap + 2), true, tail);
    int written = head.size() + tail.size();
    if (!sound || (gap < 0 ? written != 8 : written > 7)) {
      return Optional.empty();
    }
    int[] all = new int[8];
    for (int i = 0; i < head.size(); i++) {
      all[i] = head.get(i);
    }
    for (int i = 0; i < tail.size(); i++) {
      all[8 - tail.size() + i] = tail.get(i);
    }
    return Optional.of(new IpAddress(6, joined(all, 0), joined(all, 4)));
  }

  private static long joined(int[] groups, int from) {
    long bits = 0;
    for (int i = from; i < from + 4; i++) {
      bits = bits << 16 | groups[i];
    }
    return bits;
  }

  /** Groups between colons; the last may be a version 4 address if it is the last of all. */
  private static boolean groups(String text, boolean last, List<Integer> into) {
    if (text.isEmpty()) {
      return true;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (HEX.matcher(parts[i]).matches()) {
        into.add(Integer.parseInt(parts[i], 16));
      } else {
        Optional<Long> embedded =
            last && i == parts.length - 1 ? parse4(parts[i]) : Optional.empty();
        if (embedded.isEmpty()) {
          return false;
        }
        into.add((int) (embedded.get() >> 16));
        into.add((int) (embedded.get() & 0xffff));
      }
    }
    return into.size() <= 8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress it
        && it.version == version
        && it.high == high
        && it.low == low;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * version + Long.hashCode(high)) + Long.hashCode(low);
  }

  public boolean isNone() {
    return version == 0;
  }

  /**
   * Whether an adapter can have it: not unspecified, loopback, multicast, the limited broadcast or
   * of "this network" (RFC 1122, 3.2.1.3; RFC 4291, 2.4).
   */
  public boolean isOfAnAdapter() {
    return switch (version) {
      case 4 -> {
        int first = (int) (low >> 24);
        yield first != 0 && first != 127 && (first < 224 || first > 239) && low != 0xffff_ffffL;
      }
      case 6 -> !(high == 0 && (low == 0 || low == 1)) && high >>> 56 != 0xff;
      default -> false;
    };
  }

  @Override
  public int compareTo(IpAddress other) {
    return version != other.version
        ? Integer.compare(version, other.version)
        : high != other.high
            ? Long.compareUnsigned(high, other.high)
            : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return switch (version) {
      case 0 -> "";
      case 4 -> (low >> 24) + "." + (low >> 16 & 255) + '.' + (low >> 8 & 255) + '.' + (low & 255);
      default -> text6();
    };
  }

  /** RFC 5952, 4: small letters, no leading zeros, the longest run of zero groups left out. */
  private String text6() {
    int[] groups = new int[8];
    Arrays.setAll(groups, i -> (int) ((i < 4 ? high : low) >>> 48 - 16 * (i % 4) & 0xffff));
    int from = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups[i + run] == 0) {
        run++;
      }
      if (run > length) {
        from = i;
        length = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == from) {
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
