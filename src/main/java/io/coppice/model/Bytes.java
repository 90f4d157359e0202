package io.coppice.model;

import java.util.Locale;

/**
 * A number of bytes; never negative. Printed with binary units, as capacities of memory and
 * datastores are.
 */
public record Bytes(long value) implements Comparable<Bytes> {
  public static final Bytes ZERO = new Bytes(0);
  public static final long KIB = 1L << 10;
  public static final long MIB = 1L << 20;
  public static final long GIB = 1L << 30;
  public static final long TIB = 1L << 40;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  public Bytes {
    if (value < 0) {
      throw new IllegalArgumentException("Bytes are not negative: " + value);
    }
  }

  public static Bytes ofMiB(long count) {
    return new Bytes(Math.multiplyExact(count, MIB));
  }

  public static Bytes ofGiB(long count) {
    return new Bytes(Math.multiplyExact(count, GIB));
  }

  /** The sum, or the most there can be. */
  public Bytes plus(Bytes other) {
    long sum = value + other.value;
    return new Bytes(sum < 0 ? Long.MAX_VALUE : sum);
  }

  /** The difference, or zero when {@code other} is larger. */
  public Bytes minusOrZero(Bytes other) {
    return new Bytes(Math.max(0, value - other.value));
  }

  /** Whole mebibytes, rounded down. */
  public long mib() {
    return value / MIB;
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(value, other.value);
  }

  /**
   * Three significant digits and a binary unit, for example {@code 1.50 GiB}, in the given locale's
   * digits.
   */
  public String format(Locale locale) {
    int unit = 0;
    double shown = value;
    while (shown >= 1023.5 && unit < UNITS.length - 1) {
      shown /= 1024;
      unit++;
    }
    int decimals = unit == 0 || shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2;
    if (shown == Math.rint(shown)) {
      decimals = 0;
    }
    return String.format(locale, "%." + decimals + "f %s", shown, UNITS[unit]);
  }

  @Override
  public String toString() {
    return format(Locale.ROOT);
  }
}
