package io.coppice.ui.kit.chart;

import io.coppice.model.SimTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The window of time that charts beside each other share: a span that follows the site's clock, a
 * zoomed part of it that stands still, and the instant that is read out. FX thread.
 */
public final class ChartTime {
  /** Zooming in stops at this length. */
  private static final long LEAST = 60_000_000;

  private final List<Runnable> listeners = new ArrayList<>();
  private Span span = Span.HOUR;
  private long now;
  private long from;
  private long to;
  private boolean zoomed;
  private long cursor = -1;

  /** How far back charts look, in simulated time. */
  public enum Span {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7));

    private final long micros;

    Span(Duration length) {
      this.micros = length.toNanos() / 1_000;
    }

    /** Its length in microseconds. */
    public long micros() {
      return micros;
    }
  }

  /** Hears of every change, until the charts are closed together. */
  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void unlisten(Runnable listener) {
    listeners.remove(listener);
  }

  private void tell() {
    List.copyOf(listeners).forEach(Runnable::run);
  }

  public Span span() {
    return span;
  }

  /** Looks back that far, to the present. */
  public void choose(Span chosen) {
    span = chosen;
    zoomed = false;
    tell();
  }

  /** The site's clock moved. */
  public void advance(SimTime time) {
    if (time.micros() != now) {
      now = time.micros();
      if (!zoomed) {
        tell();
      }
    }
  }

  public long from() {
    return zoomed ? from : now - span.micros();
  }

  public long to() {
    return zoomed ? to : now;
  }

  /** How far from an instant a point may lie and still be read out there. */
  long reach() {
    return (to() - from()) / 12;
  }

  public boolean isZoomed() {
    return zoomed;
  }

  /** Shows a part, held within the span. */
  public void zoom(long fromMicros, long toMicros) {
    long first = now - span.micros();
    long length = Math.clamp(toMicros - fromMicros, LEAST, span.micros());
    from = Math.clamp(fromMicros, first, Math.max(first, now - length));
    to = from + length;
    zoomed = length < span.micros();
    tell();
  }

  /** Zooms by a factor (below 1: in) about an instant. */
  public void zoomBy(double factor, long about) {
    long first = from();
    long last = to();
    zoom(about - Math.round((about - first) * factor), about + Math.round((last - about) * factor));
  }

  /** Moves a zoomed window by a part of its length. */
  public void pan(double part) {
    if (zoomed) {
      long by = Math.round((to - from) * part);
      zoom(from + by, to + by);
    }
  }

  /** Shows the whole span again. */
  public void reset() {
    zoomed = false;
    tell();
  }

  /** The instant that is read out; negative for none. */
  public long cursor() {
    return cursor;
  }

  public void read(long instant) {
    if (instant != cursor) {
      cursor = instant;
      tell();
    }
  }
}
