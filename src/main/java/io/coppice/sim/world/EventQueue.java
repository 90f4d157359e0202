package io.coppice.sim.world;

import io.coppice.model.SimTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What will happen, in order of (time, serial). Serials are never used twice, so the order is total
 * and the same in every run.
 */
public final class EventQueue {
  private final PriorityQueue<ScheduledEvent> queue;
  private long nextSerial;

  public EventQueue() {
    this(List.of(), 0);
  }

  /** An agenda as an image had it. */
  public EventQueue(Collection<ScheduledEvent> entries, long nextSerial) {
    this.queue = new PriorityQueue<>(entries);
    this.nextSerial = nextSerial;
  }

  /** Adds and returns the serial, by which it can be removed. */
  public long add(SimTime at, SimEvent what) {
    long serial = nextSerial++;
    queue.add(new ScheduledEvent(at, serial, what));
    return serial;
  }

  /** Removes what has not happened yet; costs a walk over the agenda. */
  public void remove(long serial) {
    queue.removeIf(entry -> entry.serial() == serial);
  }

  /** The next, or null. */
  public ScheduledEvent peek() {
    return queue.peek();
  }

  public ScheduledEvent poll() {
    return queue.poll();
  }

  public int size() {
    return queue.size();
  }

  public long nextSerial() {
    return nextSerial;
  }

  /** Everything, in order. */
  public List<ScheduledEvent> entries() {
    List<ScheduledEvent> entries = new ArrayList<>(queue);
    entries.sort(null);
    return entries;
  }

  public EventQueue copy() {
    return new EventQueue(queue, nextSerial);
  }
}
