package io.coppice.sim.world;

import io.coppice.model.SimTime;

/** An event and its turn: by time, then by the order in which it was scheduled. */
public record ScheduledEvent(SimTime at, long serial, SimEvent what)
    implements Comparable<ScheduledEvent> {
  @Override
  public int compareTo(ScheduledEvent other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : Long.compare(serial, other.serial);
  }
}
