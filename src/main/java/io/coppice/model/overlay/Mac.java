package io.coppice.model.overlay;

import java.util.Locale;
import java.util.Optional;

/**
 * An Ethernet address.
 *
 * @param bits the 48 bits, the first byte on the wire highest
 */
public record Mac(long bits) implements Comparable<Mac> {
  public static final Mac ZERO = new Mac(0);
  public static final Mac BROADCAST = new Mac(0xFFFF_FFFF_FFFFL);

  public Mac {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("More than 48 bits: " + Long.toHexString(bits));
    }
  }

  /** Six bytes in hexadecimal, apart by colons or hyphens; empty if it is anything else. */
  public static Optional<Mac> parse(String text) {
    if (text.length() < 11 || text.length() > 17) {
      return Optional.empty();
    }
    long bits = 0;
    int digits = 0;
    int groups = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = Character.digit(c, 16);
      if (c == ':' || c == '-') {
        if (digits == 0) {
          return Optional.empty();
        }
        groups++;
        digits = 0;
        bits <<= 8;
      } else if (digit < 0 || c > 'f' || ++digits > 2) {
        return Optional.empty();
      } else {
        long low = bits & 0xFF;
        bits = (bits & ~0xFFL) | (low << 4 & 0xFF) | digit;
      }
    }
    return groups == 6 && digits > 0 ? Optional.of(new Mac(bits)) : Optional.empty();
  }

  /** Group addresses, broadcast included. */
  public boolean isMulticast() {
    return (bits >>> 40 & 1) != 0;
  }

  public boolean isBroadcast() {
    return bits == BROADCAST.bits;
  }

  public boolean isZero() {
    return bits == 0;
  }

  /** 01:80:C2:00:00:0X, which bridges do not forward (IEEE 802.1Q, table 8-1). */
  public boolean isLinkLocalGroup() {
    return bits >>> 4 == 0x0180_C200_000L;
  }

  @Override
  public int compareTo(Mac other) {
    return Long.compare(bits, other.bits);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      int part = (int) (bits >>> shift & 0xFF);
      if (shift < 40) {
        text.append(':');
      }
      text.append(Character.forDigit(part >> 4, 16)).append(Character.forDigit(part & 15, 16));
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }
}
