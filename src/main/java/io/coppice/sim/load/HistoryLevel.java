package io.coppice.sim.load;

import java.util.Arrays;

/**
 * One level of remembered figures: frames of equal length, the newest {@code keep} of them. A frame
 * holds the means and peaks of every remembered column, packed; frames never change, so a copy of a
 * level shares them.
 *
 * @param everyTicks ticks in a frame
 * @param frames oldest first; never changed
 */
record HistoryLevel(int everyTicks, int keep, Frame[] frames) {
  /**
   * One frame.
   *
   * @param at microseconds of the instant that ends it
   * @param mean packed columns, by {@link FigureHistory}'s order
   * @param peak likewise
   */
  record Frame(long at, byte[] mean, byte[] peak, int[] exactMean, int[] exactPeak) {}

  HistoryLevel(int everyTicks, int keep) {
    this(everyTicks, keep, new Frame[0]);
  }

  HistoryLevel with(Frame frame) {
    int kept = Math.min(frames.length, keep - 1);
    Frame[] changed = Arrays.copyOfRange(frames, frames.length - kept, frames.length + 1);
    changed[kept] = frame;
    return new HistoryLevel(everyTicks, keep, changed);
  }

  /** The newest frames that make one of a longer level; fewer at the beginning. */
  Frame[] newest(int count) {
    return Arrays.copyOfRange(frames, Math.max(0, frames.length - count), frames.length);
  }
}
