package io.coppice.sim.flow;

import io.coppice.model.SimTime;
import java.time.Duration;
import java.util.List;

/**
 * So many bytes on their way for a job.
 *
 * @param bytes in all
 * @param ceiling bytes a second it could go at most
 * @param settle what it takes when the last byte has gone
 * @param left bytes left at {@code since}
 * @param rate bytes a second from then on
 * @param began when the first byte went
 * @param generation which of the events that were set for it counts
 */
public record Flow(
    int job,
    List<ResourceUse> uses,
    long bytes,
    long ceiling,
    Duration settle,
    long left,
    long rate,
    SimTime began,
    SimTime since,
    long generation) {
  private static final double MICROS = 1e6;

  public Flow {
    uses = List.copyOf(uses);
  }

  /** Bytes left then. */
  public long left(SimTime now) {
    double gone = rate * ((now.micros() - since.micros()) / MICROS);
    return gone >= left ? 0 : left - (long) gone;
  }

  /** Microseconds until it is done at its rate; at least one, many years for one that stands. */
  long micros(SimTime now) {
    double rest = left(now) / Math.max((double) rate, 1e-3) * MICROS;
    return Math.max(1, (long) Math.min(1e15, Math.ceil(rest)));
  }

  /** Thousandths that have gone. */
  public int permille(SimTime now) {
    return bytes == 0 ? 1000 : (int) (1000.0 * (bytes - left(now)) / bytes);
  }

  /** Bytes a second it went on the mean until then. */
  public long meanRate(SimTime now) {
    double seconds = Math.max(1, now.micros() - began.micros()) / MICROS;
    return Math.max(1, (long) ((bytes - left(now)) / seconds));
  }

  Flow at(SimTime now, long newRate) {
    return new Flow(
        job, uses, bytes, ceiling, settle, left(now), newRate, began, now, generation + 1);
  }
}
