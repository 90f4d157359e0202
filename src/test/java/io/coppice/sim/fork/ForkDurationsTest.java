package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps of a fork add up to what was measured. Hosts have 32 cores and lines of 25 Gbit/s. */
class ForkDurationsTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(1, 1));
  private final Host host = worlds.host(0);
  private final Machine machine = worlds.machine(0);

  /** 62.6 ms until it runs, 107 until its first answer, 260 until it is somebody of its own. */
  @Test
  void aColdChildOnAnIdleHostTakesWhatWasMeasured() {
    long runs =
        ForkDurations.spawn(false, 1)
            + ForkDurations.load(false, false, host, 1)
            + ForkDurations.resume(1);
    assertEquals(62_600, runs);
    long answers = runs + ForkDurations.firstAnswer(1);
    assertEquals(107_000, answers);
    assertEquals(
        260_000,
        answers + ForkDurations.reseed() + ForkDurations.clock() + ForkDurations.identity(1));
  }

  /** The middle of 7 to 12 ms. */
  @Test
  void aProcessThatWaitedNeedsNotBeStarted() {
    assertEquals(0, ForkDurations.spawn(true, 3));
    assertEquals(9_500, ForkDurations.load(true, false, host, 1) + ForkDurations.resume(1));
  }

  /** SnowFlock: 200 ms for a descriptor of 1 MB, which takes 320 microseconds on the line. */
  @Test
  void awayFromItsBaseADescriptorIsMadeAndSent() {
    assertEquals(
        200_320,
        ForkDurations.load(false, true, host, 1) - ForkDurations.load(false, false, host, 1));
  }

  /** As a queue with one server: twice as long at half of the load, and never over ten times. */
  @ParameterizedTest
  @CsvSource({"0,1", "50,2", "75,4", "90,10", "100,10"})
  void whatIsBusyIsSlower(int percent, double slower) {
    set(EntityId.Kind.HOST, Metric.CPU_USED, host.hardware().capacity().value() * percent / 100);
    assertEquals(slower, ForkDurations.processors(host, worlds.index()), 1e-9);
    long line = 25_000L * 125_000 / 1024;
    set(EntityId.Kind.HOST, Metric.NETWORK_RATE, line * percent / 100);
    assertEquals(slower, ForkDurations.network(host, worlds.index()), 1e-3);
    long disk = worlds.world().inventory().datastore(new DatastoreId(0)).megabits() * 122L;
    set(EntityId.Kind.DATASTORE, Metric.DISK_RATE, disk * percent / 100);
    assertEquals(slower, ForkDurations.storage(new DatastoreId(0), worlds.index()), 1e-3);
  }

  private void set(EntityId.Kind kind, Metric metric, long value) {
    Figures figures = worlds.world().figures();
    figures.writable(kind, metric).set(0, (int) value);
  }

  @Test
  void oneChildStartsAtATimeOnTwoCores() {
    assertEquals(16, ForkDurations.lanes(host));
  }

  /** 551 ms and 800 ms for 256 MiB; the machine has 4 GiB, sixteen times as much. */
  @Test
  void goingThroughMoreMemoryTakesLonger() {
    assertEquals(Duration.ofMillis(16 * 551), ForkDurations.promote(machine));
    assertEquals(Duration.ofMillis(16 * 800), ForkDurations.delta(machine));
  }

  /** Twenty milliseconds for as many as there are lanes. */
  @ParameterizedTest
  @CsvSource({"1,20", "15,20", "16,40", "47,60"})
  void endingTakesTurnsAsBeginningDoes(int members, int millis) {
    assertEquals(Duration.ofMillis(millis), ForkDurations.end(members, host));
  }

  /** Ten seconds where the base is; elsewhere every page of the working set comes on demand. */
  @Test
  void aChildIsWarmWhenItsWorkingSetIsThere() {
    assertEquals(10_000_000, ForkDurations.warm(machine, false, host, 1, worlds.index()));
    set(EntityId.Kind.MACHINE, Metric.MEMORY_ACTIVE, 400);
    // 102,400 pages, each a round trip of 200 microseconds and 1.3 on the line
    assertEquals(
        10_000_000 + 102_400L * 201, ForkDurations.warm(machine, true, host, 1, worlds.index()));
  }
}
