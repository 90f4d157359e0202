package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Speed;
import io.coppice.backend.TimeControl.Lag;
import io.coppice.model.SimTime;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockPacingTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));
  private final World world = worlds.world();
  private final ClockPacing pace = new ClockPacing();

  @Test
  void atOneToOneTheThreadSleepsUntilTheClockShowsAnotherSecond() {
    worlds.pass(Duration.ofMillis(1_300));
    pace.start(Speed.X1, world.now(), 0);
    assertEquals(700, pace.pause(world, 0) / MILLI);
    assertEquals(200, pace.pause(world, SECOND / 2) / MILLI);
    assertEquals(0, pace.pause(world, SECOND));
  }

  @Test
  void anEventThatIsDueEarlierWakesIt() {
    worlds.pass(Duration.ofMillis(1_300));
    long left = world.eventQueue().peek().at().micros() - world.now().micros();
    pace.start(Speed.X600, world.now(), 0);
    assertTrue(pace.pause(world, 0) <= left * 1_000 / 600 + 1_000);
  }

  @Test
  void theClockTicksFiveTimesASecondAtMostAndWithEverySecondAtLeast() {
    pace.start(Speed.X600, new SimTime(0), 0);
    assertTrue(pace.ticks(new SimTime(121_000_000)));
    assertFalse(pace.ticks(new SimTime(239_000_000)));
    assertTrue(pace.ticks(new SimTime(240_000_000)));
    pace.start(Speed.X1, new SimTime(240_000_000), 0);
    assertTrue(pace.ticks(new SimTime(241_000_000)));
    assertFalse(pace.ticks(new SimTime(241_900_000)));
  }

  @Test
  void whatIsReachedOfASpeedIsToldWithItsReason() {
    pace.start(Speed.X600, world.now(), 0);
    worlds.pass(Duration.ofSeconds(60));
    pace.passed(world, false, SECOND);
    Lag lag = pace.lag().orElseThrow();
    assertEquals(60, lag.factor(), 0.1);
    assertTrue(lag.why().code().startsWith("clock.lags."), lag.why().code());
    worlds.pass(Duration.ofMinutes(10));
    pace.passed(world, true, 2 * SECOND);
    assertTrue(pace.lag().isEmpty());
  }

  @Test
  void aClockThatKeepsUpSaysNothing() {
    pace.start(Speed.X60, world.now(), 0);
    worlds.pass(Duration.ofSeconds(58));
    pace.passed(world, false, SECOND);
    assertTrue(pace.lag().isEmpty());
  }
}
