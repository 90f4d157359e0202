package io.coppice.model.fork;

import io.coppice.model.SimTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A group's sums over time, oldest first. Never longer than {@link #MOST}: when it is full every
 * second sample goes, so that old times are told coarsely.
 */
public record SharingHistory(List<Sample> samples) {
  public static final int MOST = 512;
  public static final SharingHistory EMPTY = new SharingHistory(List.of());

  /** The sums at one instant. */
  public record Sample(SimTime at, SharingSums sums) {}

  public SharingHistory {
    samples = List.copyOf(samples);
  }

  public SharingHistory plus(Sample newest) {
    List<Sample> all = new ArrayList<>(samples.size() + 1);
    for (int i = 0; i < samples.size(); i++) {
      if (samples.size() < MOST || i % 2 == 0) {
        all.add(samples.get(i));
      }
    }
    all.add(newest);
    return new SharingHistory(all);
  }
}
