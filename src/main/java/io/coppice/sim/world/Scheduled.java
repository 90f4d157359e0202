package io.coppice.sim.world;

import io.coppice.model.SimTime;

/** A happening and its turn: by time, then by the order in which it was scheduled. */
public record Scheduled(SimTime at, long serial, Happening what) implements Comparable<Scheduled> {
  @Override
  public int compareTo(Scheduled other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : Long.compare(serial, other.serial);
  }
}
