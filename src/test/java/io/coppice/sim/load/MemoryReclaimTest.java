package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.EntityId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.Workload;
import io.coppice.testkit.SmallSite;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which pages are taken from a machine, and how long it waits for them. It has 4,096 MiB and has
 * touched all of them.
 */
class MemoryReclaimTest {
  private static final int[] NONE = {};

  private final Inventory inventory = SmallSite.of(1, 1).inventory();
  private final GuestColumns guests = new GuestColumns();
  private final DemandColumns demands = new DemandColumns();
  private final FigureColumns columns = new FigureColumns();
  private final ForkMemoryUse forked = new ForkMemoryUse();
  private final Figures figures = new Figures();

  /**
   * @param working percent of its memory that it uses now
   * @param granted MiB
   */
  private void take(boolean balloons, int working, int granted) {
    MeasuredLoad load =
        new MeasuredLoad(
            "", SimTime.ZERO, 60, true, new int[2], new int[] {100 * working, 10_000}, NONE, NONE);
    Machine.Tools tools = balloons ? Machine.Tools.RUNNING : Machine.Tools.NOT_INSTALLED;
    Machine machine =
        inventory
            .machines()
            .get(0)
            .withPower(PowerState.POWERED_ON)
            .withGuest(
                new Machine.Guest(
                    "", "", Workload.WEB, tools, Optional.of(load), Optional.empty()));
    guests.room(1);
    demands.room(1);
    columns.begin(1);
    forked.follow(new Forks(), 1, 1);
    guests.set(0, machine, inventory);
    demands.ask(0, guests, new GuestDemand(7, SimTime.ZERO), 32, 2_600);
    assertEquals(4_096, demands.memory(0));
    new MemoryReclaim(guests, demands, columns, forked, figures).from(0, granted, new HostTotals());
  }

  private void took(int ballooned, int compressed, int swapped) {
    assertEquals(ballooned, columns.memoryBallooned()[0], "ballooned");
    assertEquals(compressed, columns.memoryCompressed()[0], "compressed");
    assertEquals(swapped, columns.memorySwapped()[0], "swapped");
  }

  private int latency() {
    return columns.memoryLatency()[0];
  }

  @Test
  void whatIsGrantedInFullCostsNothing() {
    take(false, 50, 4_096);
    took(0, 0, 0);
    assertEquals(0, latency());
    assertEquals(4_096, columns.memoryGranted()[0]);
    assertEquals(2_048, columns.memoryActive()[0]);
  }

  /**
   * Without a balloon two of three pages are compressed to half, so 300 MiB come from 200
   * compressed ones, which free 100, and 200 on the swap. The cache holds what was a fifth of the
   * machine, 819 MiB, in pairs: of 3,000 MiB 409 come from it.
   */
  @ParameterizedTest
  @CsvSource({"3796,200,200", "4094,0,2", "4093,2,2", "1096,818,2591"})
  void twoOfThreePagesAreCompressedUntilTheCacheIsFull(int granted, int compressed, int swapped) {
    take(false, 50, granted);
    took(0, compressed, swapped);
    assertEquals(4_096 - granted, compressed / 2 + swapped, "all of it was freed");
  }

  /** Mem.CtlMaxPercent: 65 % of 4,096 MiB are 2,662; what is more goes the way of others. */
  @ParameterizedTest
  @CsvSource({"1434,2662,0,0", "1433,2662,0,1", "1096,2662,224,226"})
  void theBalloonTakesTwoThirdsAtMostAndComesFirst(
      int granted, int ballooned, int compressed, int swapped) {
    take(true, 50, granted);
    took(ballooned, compressed, swapped);
  }

  /** Its working set of 1,434 MiB fits beside the balloon's 2,662; one of 2,048 does not. */
  @Test
  void aBalloonCostsNothingWhileTheWorkingSetFits() {
    take(true, 35, 1_434);
    assertEquals(0, latency());
    take(true, 50, 1_434);
    // it pages for 1 - 1434/2048 of 2,000 touches a second, at 500 microseconds: 0.2998 seconds
    // of waiting for one of work
    assertEquals((int) (10_000 * 0.299_805 / 1.299_805), latency());
  }

  /**
   * Of 4,096 MiB 200 are on the swap and 200 in the cache: 2,000 touches a second of which one in
   * 20.48 takes 500 microseconds there and 20 here, 50.8 ms of waiting for a second of work.
   */
  @Test
  void aPageOnTheSwapCostsADisksLatencyAndACompressedOneTwentyMicroseconds() {
    take(false, 50, 3_796);
    assertEquals((int) (10_000 * 0.050_781 / 1.050_781), latency());
  }

  /** At five milliseconds: (2,000 / 20.48) * 5.02 ms, 0.4902 s for a second of work. */
  @Test
  void aSlowDatastoreMakesItWaitLonger() {
    figures.writable(EntityId.Kind.DATASTORE, Metric.DISK_LATENCY).set(0, 5_000);
    take(false, 50, 3_796);
    assertEquals((int) (10_000 * 0.490_234 / 1.490_234), latency());
  }

  @Test
  void itNeverWaitsAllTheTime() {
    figures.writable(EntityId.Kind.DATASTORE, Metric.DISK_LATENCY).set(0, 1_000_000);
    take(false, 100, 100);
    assertEquals(9_900, latency());
  }
}
