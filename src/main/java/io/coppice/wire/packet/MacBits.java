package io.coppice.wire.packet;

import java.util.OptionalLong;

/** MAC addresses as numbers of 48 bits. */
public final class MacBits {
  public static final long BROADCAST = 0xffff_ffff_ffffL;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private MacBits() {}

  /** Group bit: multicast or broadcast (IEEE 802 section 8.2). */
  public static boolean isGroup(long mac) {
    return (mac >>> 40 & 1) == 1;
  }

  /** {@code 52:54:00:00:00:01}. */
  public static String format(long mac) {
    char[] text = new char[17];
    for (int i = 0; i < 6; i++) {
      int octet = (int) (mac >>> 40 - 8 * i) & 0xff;
      text[3 * i] = HEX[octet >> 4];
      text[3 * i + 1] = HEX[octet & 15];
      if (i < 5) {
        text[3 * i + 2] = ':';
      }
    }
    return new String(text);
  }

  /** Six octets in hexadecimal, parted by colons or dashes; empty for anything else. */
  public static OptionalLong parse(String text) {
    if (text.length() != 17) {
      return OptionalLong.empty();
    }
    long mac = 0;
    for (int i = 0; i < 17; i++) {
      char c = text.charAt(i);
      if (i % 3 == 2) {
        if (c != ':' && c != '-') {
          return OptionalLong.empty();
        }
        continue;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return OptionalLong.empty();
      }
      mac = mac << 4 | digit;
    }
    return OptionalLong.of(mac);
  }

  /** The group address of an IPv4 multicast group (RFC 1112 section 6.4). */
  public static long ofGroup(int ipv4) {
    return 0x0100_5e00_0000L | ipv4 & 0x7f_ffff;
  }
}
