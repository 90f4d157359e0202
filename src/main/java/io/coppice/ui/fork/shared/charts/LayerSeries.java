package io.coppice.ui.fork.shared.charts;

import io.coppice.model.SimTime;
import java.util.List;

/**
 * What a chart shows: values of several layers at the same instants, oldest first. Pure.
 *
 * @param writer how a value is written
 */
public record LayerSeries(List<SimTime> times, List<Layer> layers, Writer writer) {
  /** How a layer is drawn. */
  public enum Kind {
    /** An area on top of those before it. */
    STACKED,
    LINE,
    /** A broken line. */
    DASHED
  }

  /** Writes a value for people. */
  @FunctionalInterface
  public interface Writer {
    String write(double value);
  }

  /**
   * One layer.
   *
   * @param styleClass whose background colour it has
   * @param values one for each instant
   */
  public record Layer(String name, String styleClass, Kind kind, double[] values) {}

  public LayerSeries {
    times = List.copyOf(times);
    layers = List.copyOf(layers);
  }

  /** The highest point: the top of the stack, or of a line. */
  public double most() {
    double most = 0;
    for (int i = 0; i < times.size(); i++) {
      double stack = 0;
      for (Layer layer : layers) {
        if (layer.kind() == Kind.STACKED) {
          stack += layer.values()[i];
        } else {
          most = Math.max(most, layer.values()[i]);
        }
      }
      most = Math.max(most, stack);
    }
    return most;
  }

  /** The sample next to a share of the time, 0 to 1; -1 if there is none. */
  public int at(double share) {
    if (times.isEmpty()) {
      return -1;
    }
    long from = times.getFirst().micros();
    long wanted = from + (long) (share * (times.getLast().micros() - from));
    int best = 0;
    for (int i = 1; i < times.size(); i++) {
      if (Math.abs(times.get(i).micros() - wanted) < Math.abs(times.get(best).micros() - wanted)) {
        best = i;
      }
    }
    return best;
  }

  /** Where a sample stands in time, 0 to 1. */
  public double share(int sample) {
    long from = times.getFirst().micros();
    long span = Math.max(1, times.getLast().micros() - from);
    return (times.get(sample).micros() - from) / (double) span;
  }
}
