package io.coppice.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The 48 bits of an Ethernet address (IEEE 802-2014, 8). Printed as six pairs of small letters and
 * colons.
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {
  /** No address: an adapter for which none was left. */
  public static final MacAddress NONE = new MacAddress(0);

  private static final long GROUP = 1L << 40;
  private static final Pattern PAIRS =
      Pattern.compile("\\p{XDigit}{2}(?::\\p{XDigit}{2}){5}|\\p{XDigit}{2}(?:-\\p{XDigit}{2}){5}");
  private static final Pattern QUADS = Pattern.compile("\\p{XDigit}{4}(?:\\.\\p{XDigit}{4}){2}");

  public MacAddress {
    if (bits < 0 || bits >= 1L << 48) {
      throw new IllegalArgumentException("An Ethernet address has 48 bits: " + bits);
    }
  }

  /**
   * Reads an address however it is written: {@code 00:50:56:00:00:01}, {@code 00-50-56-00-00-01} or
   * {@code 0050.5600.0001}; empty for anything else.
   */
  public static Optional<MacAddress> parse(String text) {
    long usual = usual(text);
    if (usual >= 0) {
      return Optional.of(new MacAddress(usual));
    }
    return PAIRS.matcher(text).matches() || QUADS.matcher(text).matches()
        ? Optional.of(new MacAddress(Long.parseLong(text.replaceAll("[:.-]", ""), 16)))
        : Optional.empty();
  }

  /** Six pairs apart by colons, as almost every one is written; -1 if it is anything else. */
  private static long usual(String text) {
    if (text.length() != 17) {
      return -1;
    }
    long bits = 0;
    for (int i = 0; i < 17; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      boolean apart = i % 3 == 2;
      if (apart ? c != ':' : digit < 0) {
        return -1;
      }
      bits = apart ? bits : bits << 4 | digit;
    }
    return bits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MacAddress it && it.bits == bits;
  }

  /**
   * Addresses are given out in even steps, which would share few buckets of a hash table; Fibonacci
   * hashing scatters them (Knuth, "The Art of Computer Programming", volume 3, 6.4).
   */
  @Override
  public int hashCode() {
    return (int) (bits * 0x9e37_79b9_7f4a_7c15L >>> 32);
  }

  /** Whether an adapter can have it: it is neither zero nor of a group (IEEE 802-2014, 8.2). */
  public boolean isOfAnAdapter() {
    return bits != 0 && (bits & GROUP) == 0;
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(bits, other.bits);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      int octet = (int) (bits >>> shift & 0xff);
      if (shift < 40) {
        text.append(':');
      }
      text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
    }
    return text.toString();
  }
}
