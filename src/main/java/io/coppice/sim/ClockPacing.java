package io.coppice.sim;

import io.coppice.backend.Speed;
import io.coppice.backend.TimeControl.Lag;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.sim.world.ScheduledEvent;
import io.coppice.sim.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a clock comes along: when its thread is needed next, and what it reaches of a speed that the
 * machine cannot keep up with. On the world's thread, apart from {@link #lag}.
 */
final class ClockPacing {
  private static final long MICRO = 1_000;
  private static final long SECOND = 1_000_000_000;

  /** How often the clock on the screen ticks, where simulated seconds are shorter than that. */
  private static final int TICKS_IN_A_SECOND = 5;

  /** A part of the speed that one does not see lacking. */
  private static final double AS_GOOD_AS_REACHED = 0.95;

  private static final String OTHER = "clock.lags.other";

  private Speed speed = Speed.PAUSED;
  private long anchorNanos;
  private SimTime anchorTime = SimTime.ZERO;
  private long shownTick;
  private long countedFrom;
  private SimTime countedTime = SimTime.ZERO;
  private boolean behind;
  private final Map<String, Integer> busy = new HashMap<>();
  private volatile Optional<Lag> lag = Optional.empty();

  /** Another speed, from now on. */
  void start(Speed wanted, SimTime now, long nanos) {
    speed = wanted;
    anchor(now, nanos);
    count(now, nanos);
    lag = Optional.empty();
  }

  /** Time passes from here on; what was missed is not made up for. */
  void anchor(SimTime now, long nanos) {
    anchorNanos = nanos;
    anchorTime = now;
  }

  private void count(SimTime now, long nanos) {
    countedFrom = nanos;
    countedTime = now;
    behind = false;
    busy.clear();
  }

  /** Where the clock should stand. */
  SimTime due(long nanos) {
    return anchorTime.plusMicros((nanos - anchorNanos) / MICRO * speed.factor());
  }

  /** Simulated microseconds between two ticks of the clock on the screen: whole seconds. */
  private long tick() {
    return Math.max(1, speed.factor() / TICKS_IN_A_SECOND) * 1_000_000L;
  }

  /** Whether the clock on the screen is to tick; then it has. */
  boolean ticks(SimTime now) {
    long number = Math.floorDiv(now.micros(), tick());
    boolean is = number != shownTick;
    shownTick = number;
    return is;
  }

  /** Nanoseconds until something is to happen, or the clock is to tick. */
  long pause(World world, long nanos) {
    long tick = tick();
    long next = (Math.floorDiv(world.now().micros(), tick) + 1) * tick;
    ScheduledEvent event = world.eventQueue().peek();
    if (event != null) {
      next = Math.min(next, event.at().micros());
    }
    long left = next - due(nanos).micros();
    return left <= 0 ? 0 : (left + speed.factor() - 1) / speed.factor() * MICRO;
  }

  /**
   * A slice of time is over.
   *
   * @param reached whether all that was due in it was done
   */
  void passed(World world, boolean reached, long nanos) {
    if (!reached) {
      behind = true;
      ScheduledEvent next = world.eventQueue().peek();
      busy.merge(next == null ? OTHER : family(next), 1, Integer::sum);
    }
    if (nanos - countedFrom < SECOND) {
      return;
    }
    double factor =
        (world.now().micros() - countedTime.micros()) * MICRO / (double) (nanos - countedFrom);
    lag =
        behind && speed != Speed.MAX && factor < speed.factor() * AS_GOOD_AS_REACHED
            ? Optional.of(new Lag(factor, why(world)))
            : Optional.empty();
    count(world.now(), nanos);
  }

  /** What it was busy with whenever a slice ended too early, most often. */
  private Problem why(World world) {
    String most =
        busy.entrySet().stream()
            .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .orElse(OTHER);
    return Problem.of(
        Severity.WARNING,
        most,
        List.of(),
        world.inventory().machines().count(),
        world.forks().members().count());
  }

  /** What an event is about, as the code of a problem that tells why it takes its time. */
  private static String family(ScheduledEvent event) {
    String home = event.what().getClass().getPackageName();
    if (home.startsWith("io.coppice.sim.load")) {
      return "clock.lags.load";
    } else if (home.startsWith("io.coppice.sim.fork")) {
      return "clock.lags.forks";
    }
    return home.startsWith("io.coppice.sim.ops") ? "clock.lags.jobs" : OTHER;
  }

  /** Any thread. */
  Optional<Lag> lag() {
    return lag;
  }
}
