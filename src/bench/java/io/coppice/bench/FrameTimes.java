package io.coppice.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * How long JavaFX works on each frame: from the beginning of its pulse to the end of its last
 * phase, those of the render thread included, as its own flight recorder events tell ({@code
 * javafx.PulsePhase}). What a timer waits between frames is no part of it.
 */
final class FrameTimes implements AutoCloseable {
  private static final String PHASE = "javafx.PulsePhase";

  private static final String PAINTING = "Painting";

  /** From the first phase of a pulse to its last, and whether something of it was painted. */
  private record Frame(Instant from, Instant until, boolean painted) {
    Frame and(Frame other) {
      return new Frame(
          from.isBefore(other.from) ? from : other.from,
          until.isAfter(other.until) ? until : other.until,
          painted || other.painted);
    }
  }

  private final RecordingStream stream = new RecordingStream();
  private final Map<Integer, Frame> frames = new HashMap<>();

  /** The toolkit tells only where a recorder is there before it. */
  static void prepare() {
    FlightRecorder.getFlightRecorder();
  }

  /** Listens from now on. */
  FrameTimes() {
    stream.enable(PHASE).withoutThreshold();
    stream.onEvent(PHASE, this::phase);
    stream.startAsync();
  }

  private void phase(RecordedEvent event) {
    frames.merge(
        event.getInt("pulseId"),
        new Frame(
            event.getStartTime(),
            event.getEndTime(),
            PAINTING.equals(event.getString("phaseName"))),
        Frame::and);
  }

  /** Hears no more. */
  void stop() {
    stream.stop();
  }

  /**
   * Milliseconds of each frame until the stop, in order of their lengths.
   *
   * @param painted only of those of which something was painted
   */
  double[] sorted(boolean painted) {
    return frames.values().stream()
        .filter(each -> each.painted || !painted)
        .mapToDouble(each -> Duration.between(each.from, each.until).toNanos() / 1e6)
        .sorted()
        .toArray();
  }

  @Override
  public void close() {
    stream.close();
  }
}
