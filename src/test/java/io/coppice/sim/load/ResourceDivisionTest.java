package io.coppice.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.testkit.SmallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** vSphere Resource Management, "Resource Allocation Settings" and "Managing Resource Pools". */
class ResourceDivisionTest {
  private static final int MHZ = 4_000;

  private final List<ResourcePool> pools = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private final List<Integer> wants = new ArrayList<>();
  private final Inventory base = SmallSite.of(2, 1).inventory();
  private int hosts = 1;
  private MachineClaims claims;

  private static Allocation shares(int shares) {
    return new Allocation(shares, 0, Allocation.UNLIMITED, true);
  }

  private ResourcePoolId pool(ResourcePoolId parent, Allocation cpu) {
    ResourcePoolId id = new ResourcePoolId(pools.size() + 1);
    pools.add(
        new ResourcePool(
            id,
            "pool-" + id.value(),
            SmallSite.CLUSTER,
            Optional.of(parent),
            cpu,
            cpu,
            Optional.empty()));
    return id;
  }

  private int machine(ResourcePoolId in, int host, Allocation cpu, int wanted) {
    Machine like = base.machines().get(0);
    machines.add(
        copy(like, machines.size())
            .withPower(PowerState.POWERED_ON)
            .withHost(new HostId(host))
            .withPool(in)
            .withPlacement(new Machine.Placement(cpu, cpu, Machine.RestartPriority.MEDIUM)));
    wants.add(wanted);
    return machines.size() - 1;
  }

  private static Machine copy(Machine like, int row) {
    return SmallSite.of(2, row + 1).inventory().machines().get(row).withHardware(like.hardware());
  }

  private void divide(long available) {
    Inventory all = SmallSite.of(2, 0).inventory().copy();
    pools.forEach(all.pools()::add);
    machines.forEach(all.machines()::add);
    RunningByHost roster = new RunningByHost();
    roster.follow(all);
    List<Host> running = IntStream.range(0, hosts).mapToObj(all.hosts()::get).toList();
    RunningRows rows = new RunningRows();
    rows.gather(running, roster.guests(), machines.size());
    ResourceDivision division = new ResourceDivision(roster, rows, false);
    claims = division.begin(new PoolTree(all), machines.size());
    for (int row = 0; row < machines.size(); row++) {
      Allocation own = machines.get(row).placement().cpu();
      claims.set(row, own.shares(), own.reservation(), Math.min(wants.get(row), own.limit()));
    }
    division.divide(running, LongStream.generate(() -> available).limit(hosts).toArray());
  }

  private long sum(int from, int to) {
    return IntStream.range(from, to).mapToLong(claims::granted).sum();
  }

  private static void near(long expected, long actual) {
    assertTrue(Math.abs(expected - actual) <= 2, expected + " was " + actual);
  }

  @Test
  void poolsOfEqualSharesGetEqualPartsHoweverManyOfTheirMachinesAreBusy() {
    ResourcePoolId one = pool(SmallSite.POOL, shares(4000));
    ResourcePoolId other = pool(SmallSite.POOL, shares(4000));
    for (int i = 0; i < 10; i++) {
      machine(one, 0, shares(1000), i == 0 ? MHZ : 0);
    }
    for (int i = 0; i < 10; i++) {
      machine(other, 0, shares(1000), MHZ);
    }
    divide(MHZ);
    near(2_000, sum(0, 10));
    near(2_000, sum(10, 20));
    near(200, claims.granted(15));
  }

  @Test
  void whatLiesIdleGoesToSiblingsFirstAndThenUp() {
    ResourcePoolId one = pool(SmallSite.POOL, shares(4000));
    ResourcePoolId other = pool(SmallSite.POOL, shares(4000));
    machine(one, 0, shares(1000), 100);
    machine(one, 0, shares(1000), MHZ);
    machine(other, 0, shares(1000), MHZ);
    divide(MHZ);
    near(100, claims.granted(0));
    near(1_900, claims.granted(1));
    near(2_000, claims.granted(2));
    wants.set(1, 300);
    divide(MHZ);
    near(300, claims.granted(1));
    near(3_600, claims.granted(2));
  }

  @Test
  void nestedPoolsDivideWhatTheirParentGot() {
    ResourcePoolId one = pool(SmallSite.POOL, shares(4000));
    ResourcePoolId inner = pool(one, shares(3000));
    machine(inner, 0, shares(1000), MHZ);
    machine(one, 0, shares(1000), MHZ);
    machine(SmallSite.POOL, 0, shares(4000), MHZ);
    divide(MHZ);
    near(1_500, claims.granted(0));
    near(500, claims.granted(1));
    near(2_000, claims.granted(2));
  }

  @Test
  void aReservationHoldsUnderThePoolsLimit() {
    ResourcePoolId limited = pool(SmallSite.POOL, new Allocation(4000, 0, 2_000, true));
    int reserved =
        machine(limited, 0, new Allocation(1000, 1_500, Allocation.UNLIMITED, true), 1_500);
    int greedy = machine(limited, 0, shares(8000), 10_000);
    divide(100_000);
    assertEquals(1_500, claims.granted(reserved));
    near(500, claims.granted(greedy));
  }

  @Test
  void sharesDecideUnderALimitAndNotDemand() {
    ResourcePoolId limited = pool(SmallSite.POOL, new Allocation(4000, 0, 1_800, true));
    machine(limited, 0, shares(8000), 2_100);
    machine(limited, 0, shares(1000), 1_000);
    divide(100_000);
    near(1_600, claims.granted(0));
    near(200, claims.granted(1));
  }

  @Test
  void aLimitHoldsForAllHostsOfThePoolTogether() {
    hosts = 2;
    ResourcePoolId limited = pool(SmallSite.POOL, new Allocation(4000, 0, 3_000, true));
    machine(limited, 0, shares(2000), 4_000);
    machine(limited, 1, shares(1000), 4_000);
    machine(SmallSite.POOL, 1, shares(1000), 4_000);
    divide(100_000);
    near(2_000, claims.granted(0));
    near(1_000, claims.granted(1));
    assertEquals(4_000, claims.granted(2));
  }

  @Test
  void whatAPoolReservesIsGuaranteedAgainstGreatShares() {
    ResourcePoolId kept = pool(SmallSite.POOL, new Allocation(1, 3_000, 10_000, true));
    machine(kept, 0, shares(1), 5_000);
    machine(SmallSite.POOL, 0, shares(1_000_000), 5_000);
    divide(MHZ);
    near(3_000, claims.granted(0));
    near(1_000, claims.granted(1));
  }

  /** What machines reserve counts for each pool above them, however few shares those have. */
  @Test
  void whatMachinesReserveHoldsThroughAllPoolsAbove() {
    ResourcePoolId poor = pool(SmallSite.POOL, shares(1));
    ResourcePoolId inner = pool(poor, shares(1));
    Allocation reserves = new Allocation(1, 700, Allocation.UNLIMITED, true);
    machine(inner, 0, reserves, 5_000);
    machine(inner, 0, reserves, 5_000);
    machine(poor, 0, new Allocation(1, 600, Allocation.UNLIMITED, true), 5_000);
    machine(SmallSite.POOL, 0, shares(1_000_000), 5_000);
    divide(MHZ);
    near(700, claims.granted(0));
    near(700, claims.granted(1));
    near(600, claims.granted(2));
    near(2_000, claims.granted(3));
  }

  @Test
  void aFullHostTakesNothingFromMachinesOnOthers() {
    hosts = 2;
    ResourcePoolId one = pool(SmallSite.POOL, shares(4000));
    machine(one, 0, shares(1000), 3_000);
    machine(one, 0, shares(1000), 3_000);
    machine(one, 1, shares(1000), 4_000);
    divide(MHZ);
    assertEquals(MHZ, sum(0, 2));
    assertEquals(4_000, claims.granted(2));
  }

  @Test
  void hugeAmountsNeitherOverflowNorBecomeNegative() {
    WaterFilling filling = new WaterFilling();
    filling.add(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    filling.add(Double.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    filling.add(1e300, 0, 0, Long.MAX_VALUE);
    filling.fill(1L << 45);
    long sum = 0;
    for (int i = 0; i < 3; i++) {
      assertTrue(filling.granted(i) >= 0);
      sum += filling.granted(i);
    }
    assertTrue(sum <= 1L << 45 && sum >= (1L << 45) - 3, sum + "");
    filling.fill(0);
    assertEquals(0, filling.granted(0) + filling.granted(1) + filling.granted(2));
  }
}
