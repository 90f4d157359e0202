package io.coppice.wire.packet;

import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address. Nothing is ever looked up by name.
 *
 * @param high the first eight bytes of an IPv6 address; 0 for IPv4
 * @param low the last eight bytes, or the four of IPv4 as an unsigned number
 */
public record IpAddress(boolean v6, long high, long low) implements Comparable<IpAddress> {
  public IpAddress {
    if (!v6 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("An IPv4 address has 32 bits");
    }
  }

  public static IpAddress v4(int address) {
    return new IpAddress(false, 0, address & 0xffff_ffffL);
  }

  public static IpAddress v4(byte[] b, int at) {
    return v4(Octets.i32(b, at));
  }

  public static IpAddress v6(byte[] b, int at) {
    return new IpAddress(true, Octets.i64(b, at), Octets.i64(b, at + 8));
  }

  /** The address as an int; of IPv4 only. */
  public int toInt() {
    if (v6) {
      throw new IllegalStateException("An IPv6 address is no int");
    }
    return (int) low;
  }

  public void write(byte[] b, int at) {
    if (v6) {
      Octets.put64(b, at, high);
      Octets.put64(b, at + 8, low);
    } else {
      Octets.put32(b, at, low);
    }
  }

  public boolean isMulticast() {
    return v6 ? high >>> 56 == 0xff : low >>> 28 == 0xe;
  }

  /** Dotted decimal, or the IPv6 text form of RFC 5952. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(39);
    if (v6) {
      appendV6(text);
    } else {
      appendV4(text, (int) low);
    }
    return text.toString();
  }

  private static void appendV4(StringBuilder text, int address) {
    text.append(address >>> 24).append('.').append(address >>> 16 & 0xff).append('.');
    text.append(address >>> 8 & 0xff).append('.').append(address & 0xff);
  }

  private int group(int index) {
    return (int) ((index < 4 ? high : low) >>> 48 - 16 * (index & 3)) & 0xffff;
  }

  private void appendV6(StringBuilder text) {
    if (high == 0 && low >>> 32 == 0xffff) {
      // "IPv4-mapped addresses" are written with dots (RFC 5952 section 5)
      appendV4(text.append("::ffff:"), (int) low);
      return;
    }
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && group(j) == 0) {
        j++;
      }
      if (j - i > bestLength) {
        best = i;
        bestLength = j - i;
      }
      i = Math.max(i, j - 1);
    }
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
  }

  /** Reads both text forms; empty for anything else, zone identifiers included. */
  public static Optional<IpAddress> parse(String text) {
    return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
  }

  private static Optional<IpAddress> parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    long address = 0;
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
        return Optional.empty();
      }
      address = address << 8 | Integer.parseInt(part);
    }
    return Optional.of(new IpAddress(false, 0, address));
  }

  private static Optional<IpAddress> parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    int[] head = groups(gap < 0 ? text : text.substring(0, gap));
    int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2));
    if (head == null || tail == null) {
      return Optional.empty();
    }
    int missing = 8 - head.length - tail.length;
    if (gap < 0 ? missing != 0 : missing < 1) {
      return Optional.empty();
    }
    int[] all = Arrays.copyOf(head, 8);
    System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
    long[] halves = new long[2];
    for (int i = 0; i < 8; i++) {
      halves[i / 4] = halves[i / 4] << 16 | all[i];
    }
    return Optional.of(new IpAddress(true, halves[0], halves[1]));
  }

  /** Groups of 16 bits, the last two perhaps in dotted decimal; null if it is none. */
  private static int[] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    int[] groups = new int[parts.length + 1];
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && parts[i].indexOf('.') > 0) {
        Optional<IpAddress> v4 = parseV4(parts[i]);
        if (v4.isEmpty()) {
          return null;
        }
        groups[count++] = v4.get().toInt() >>> 16;
        groups[count++] = v4.get().toInt() & 0xffff;
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        groups[count++] = Integer.parseInt(parts[i], 16);
      } else {
        return null;
      }
    }
    return count > 8 ? null : Arrays.copyOf(groups, count);
  }

  @Override
  public int compareTo(IpAddress other) {
    int byFamily = Boolean.compare(v6, other.v6);
    int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
