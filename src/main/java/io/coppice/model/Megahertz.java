package io.coppice.model;

import java.util.Locale;

/** Processor capacity in millions of cycles a second, as vSphere counts it; never negative. */
public record Megahertz(long value) implements Comparable<Megahertz> {
  public static final Megahertz ZERO = new Megahertz(0);

  public Megahertz {
    if (value < 0) {
      throw new IllegalArgumentException("Megahertz are not negative: " + value);
    }
  }

  public Megahertz plus(Megahertz other) {
    long sum = value + other.value;
    return new Megahertz(sum < 0 ? Long.MAX_VALUE : sum);
  }

  @Override
  public int compareTo(Megahertz other) {
    return Long.compare(value, other.value);
  }

  /**
   * MHz below 1,000, above GHz with three digits at least, THz from 10,000 GHz on, in the given
   * locale's digits.
   */
  public String format(Locale locale) {
    if (value < 1_000) {
      return String.format(locale, "%d MHz", value);
    }
    if (value < 9_995) {
      return String.format(locale, "%.2f GHz", value / 1000.0);
    }
    return value < 10_000_000
        ? String.format(locale, "%.1f GHz", value / 1000.0)
        : String.format(locale, "%.1f THz", value / 1_000_000.0);
  }

  @Override
  public String toString() {
    return format(Locale.ROOT);
  }
}
