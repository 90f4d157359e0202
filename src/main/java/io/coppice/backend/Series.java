package io.coppice.backend;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Metric;

/**
 * A metric of an object over time, oldest first.
 *
 * @param times microseconds of {@link io.coppice.model.SimTime}, rising
 * @param values in the metric's unit, as many as times: the mean of each interval that ends at its
 *     time
 * @param peaks the highest of each interval
 */
public record Series(EntityId about, Metric metric, long[] times, int[] values, int[] peaks) {
  public Series {
    if (times.length != values.length || times.length != peaks.length) {
      throw new IllegalArgumentException("A series has a value and a peak for each time");
    }
  }

  public int size() {
    return times.length;
  }
}
