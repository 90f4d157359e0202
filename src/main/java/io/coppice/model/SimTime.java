package io.coppice.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An instant of a site's own clock, in microseconds since the epoch of 1970 (UTC). In the simulated
 * datacentre it is simulated time; at a real site it is the wall clock.
 */
public record SimTime(long micros) implements Comparable<SimTime> {
  public static final SimTime ZERO = new SimTime(0);

  @Override
  public boolean equals(Object other) {
    return other instanceof SimTime it && it.micros == micros;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(micros);
  }

  public static SimTime of(Instant instant) {
    return new SimTime(
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000));
  }

  public Instant instant() {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  public SimTime plus(Duration duration) {
    return new SimTime(Math.addExact(micros, microsOf(duration)));
  }

  /** Nanoseconds would end after 292 years. */
  private static long microsOf(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
  }

  public SimTime plusMicros(long more) {
    return new SimTime(Math.addExact(micros, more));
  }

  /** The time from {@code earlier} to this; negative when this is before it. */
  public Duration since(SimTime earlier) {
    return Duration.of(Math.subtractExact(micros, earlier.micros), ChronoUnit.MICROS);
  }

  public boolean isBefore(SimTime other) {
    return micros < other.micros;
  }

  public boolean isAfter(SimTime other) {
    return micros > other.micros;
  }

  @Override
  public int compareTo(SimTime other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return instant().toString();
  }
}
