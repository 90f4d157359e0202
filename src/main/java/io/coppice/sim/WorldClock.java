package io.coppice.sim;

import io.coppice.backend.Speed;
import io.coppice.backend.TimeControl.Lag;
import io.coppice.model.SimTime;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.world.World;
import java.util.Optional;

/**
 * Lets simulated time pass at a speed, in slices of a few milliseconds. On the world's thread,
 * apart from {@link #speed} and {@link #lag}.
 */
final class WorldClock {
  private static final long MILLI = 1_000_000;
  private static final long SLICE = 6 * MILLI;

  /** As little as the thread sleeps where the next event is a hair away. */
  private static final long LEAST_SLEEP = MILLI / 2;

  private final Engine engine;
  private final ClockPacing pace = new ClockPacing();
  private volatile Speed speed = Speed.PAUSED;

  /** A clock that stands still where the world is. */
  WorldClock(Engine engine, World world) {
    this.engine = engine;
    pace.start(speed, world.now(), System.nanoTime());
  }

  void setSpeed(Speed wanted, World world) {
    speed = wanted;
    pace.start(wanted, world.now(), System.nanoTime());
  }

  /** Stands still until somebody sets a speed; nothing of what was reached is forgotten. */
  void stop() {
    speed = Speed.PAUSED;
  }

  Speed speed() {
    return speed;
  }

  /** What it reaches of a speed that the machine cannot keep up with. */
  Optional<Lag> lag() {
    return speed == Speed.PAUSED ? Optional.empty() : pace.lag();
  }

  /** Time passes on from where the world is; what was missed is not made up for. */
  void anchor(World world) {
    pace.anchor(world.now(), System.nanoTime());
  }

  /**
   * How long the thread may sleep, in nanoseconds: until the next event or tick is due, or what
   * changed is to be shown.
   *
   * @param shownIn nanoseconds until a change is to be shown; empty if there is none
   */
  long pause(World world, Optional<Long> shownIn) {
    if (speed == Speed.PAUSED) {
      return shownIn.isPresent() ? 0 : Long.MAX_VALUE;
    }
    if (speed == Speed.MAX) {
      return 0;
    }
    long next = pace.pause(world, System.nanoTime());
    return Math.max(LEAST_SLEEP, Math.min(next, shownIn.orElse(Long.MAX_VALUE)));
  }

  /**
   * Lets simulated time pass for a slice.
   *
   * @return whether there is something to show
   */
  boolean pass(World world) {
    if (speed == Speed.PAUSED) {
      return false;
    }
    long start = System.nanoTime();
    SimTime until = speed == Speed.MAX ? nextOrLater(world) : pace.due(start);
    int before = world.eventQueue().size();
    long serial = world.eventQueue().nextSerial();
    boolean reached = true;
    do {
      reached = engine.advanceTo(world, until, start + SLICE);
      until = speed == Speed.MAX ? nextOrLater(world) : until;
    } while (speed == Speed.MAX && System.nanoTime() - start < SLICE);
    if (!reached) {
      // This machine cannot keep up with the chosen speed: go on from here instead of falling
      // behind for ever.
      anchor(world);
    }
    pace.passed(world, reached, System.nanoTime());
    return world.eventQueue().size() != before
        || world.eventQueue().nextSerial() != serial
        || pace.ticks(world.now());
  }

  private static SimTime nextOrLater(World world) {
    return world.eventQueue().peek() == null
        ? world.now().plusMicros(1_000_000)
        : world.eventQueue().peek().at();
  }
}
