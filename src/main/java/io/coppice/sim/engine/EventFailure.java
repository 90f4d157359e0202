package io.coppice.sim.engine;

import io.coppice.sim.world.ScheduledEvent;

/**
 * An event whose handler threw: a mistake of the simulator. The world in which it ran is half
 * changed and not to be used any more.
 */
public final class EventFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ScheduledEvent event;

  EventFailure(ScheduledEvent event, Throwable cause) {
    super(event.what() + " at " + event.at(), cause);
    this.event = event;
  }

  public ScheduledEvent event() {
    return event;
  }

  /** What was thrown, in a line. */
  public String why() {
    return String.valueOf(getCause());
  }
}
