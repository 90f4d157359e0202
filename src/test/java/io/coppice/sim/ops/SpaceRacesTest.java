package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Outcome;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.fork.elastic.ElasticPolicy.Mode;
import io.coppice.model.fork.elastic.ElasticPolicy.Victim;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.rules.index.Commitments;
import io.coppice.testkit.SiteInvariants;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing exceeds a datastore or a host at any instant, whatever goes on there at once. */
class SpaceRacesTest {
  private static final DatastoreId FIRST = new DatastoreId(0);
  private static final MachineId SOURCE = new MachineId(2);

  private final Worlds worlds = Worlds.of(SmallSite.of(4, 24));

  private void leave(long mib) {
    worlds.run(new FaultOperation.FillDatastore(FIRST, (int) mib));
  }

  /** Lets time pass in small steps, and looks after each. */
  private void watch(Duration time, Duration step) {
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(step)) {
      worlds.pass(step);
      assertEquals(List.of(), SiteInvariants.broken(worlds.world()));
    }
  }

  private long stalled() {
    long count = 0;
    for (int row = 0; row < worlds.world().inventory().machines().size(); row++) {
      Machine machine = worlds.machine(row);
      count += machine != null && machine.stalled() ? 1 : 0;
    }
    return count;
  }

  @Test
  void aHundredChildrenThatWriteStandStillBeforeTheyExceedTheirDatastore() {
    worlds.run(new ForkOperation.Fork(SOURCE, ForkSpec.of(100, "child-###")));
    leave(64);
    watch(Duration.ofMinutes(30), Duration.ofMinutes(1));
    assertTrue(stalled() > 50, stalled() + " stand still");
    assertTrue(worlds.alarms().contains("alarm.machines-stalled"));
    assertTrue(worlds.alarms().contains("alarm.datastore-full"));
  }

  @Test
  void whatASuspendedMachineWillWriteIsNotTakenByDisksThatGrow() {
    // Disks grow at the full ten minutes, when the image is half written.
    worlds.pass(Duration.ofMinutes(10).minusMillis(500));
    leave(4 * 1024 + 1);
    JobId suspending = worlds.start(new MachineOperation.Suspend(SOURCE));
    Outcome other = worlds.submit(new MachineOperation.Suspend(new MachineId(4)));
    assertInstanceOf(Outcome.Refused.class, other);
    while (!worlds.world().job(suspending).state().isEnded()) {
      assertTrue(worlds.engine().step(worlds.world()));
      assertEquals(List.of(), SiteInvariants.broken(worlds.world()));
    }
    assertTrue(stalled() > 0, "others asked for more than was left besides");
    assertEquals(PowerState.SUSPENDED, worlds.machine(2).power());
  }

  @Test
  void elasticMembersThatComeAndEndNeverExceedTheirDatastore() {
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new ForkOperation.Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    ForkGroupId group = new ForkGroupId(0);
    leave(8);
    ElasticPolicy policy =
        new ElasticPolicy(
            Mode.AT_LOAD,
            4,
            3,
            Duration.ofSeconds(30),
            Victim.OLDEST,
            40,
            Bytes.ofGiB(100),
            Duration.ofSeconds(3),
            Duration.ofMillis(200));
    worlds.run(
        new ForkOperation.StartElastic(
            group, policy, new Arrivals.Constant(10_000), ForkSpec.of(1, "el-####")));
    watch(Duration.ofMinutes(5), Duration.ofSeconds(10));
    assertTrue(worlds.world().forks().membersOf(group).size() > 1, "some were forked all the same");
    worlds.run(new ForkOperation.StopElastic(group));
    watch(Duration.ofMinutes(2), Duration.ofSeconds(10));
  }

  private MachineOperation.EditHardware memory(int row, long gib) {
    return new MachineOperation.EditHardware(
        new MachineId(row),
        Optional.empty(),
        Optional.of(Bytes.ofGiB(gib)),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Powers all but those two off, and reserves on their host all but so many MiB. */
  private Host only(int keeps, int first, int second, long free) {
    worlds.run(
        new io.coppice.backend.InventoryOperation.SetClusterServices(
            SmallSite.CLUSTER, false, false));
    Host host = worlds.world().inventory().host(worlds.machine(first).host());
    Machine keeper = worlds.machine(keeps);
    long has =
        Commitments.memoryForMachines(host)
            - free
            - Commitments.memoryNeed(worlds.machine(first))
            - Commitments.memoryNeed(worlds.machine(second));
    worlds.run(memory(keeps, 500));
    long reserved = has - Commitments.overhead(worlds.machine(keeps).hardware());
    worlds.run(
        new MachineOperation.EditPlacement(
            keeper.id(),
            keeper.placement().cpu(),
            new Allocation(1_000, (int) Math.min(500 * 1024, reserved), Allocation.UNLIMITED, true),
            keeper.placement().restart()));
    return host;
  }

  @Test
  void hotAddsUnderWayHoldTheirOverheadOnTheHost() {
    // On host 0 run 4, 8, 16 and 20; 0 and 12 are off.
    for (int row : List.of(16, 20)) {
      worlds.run(new MachineOperation.PowerOff(new MachineId(row)));
    }
    only(0, 4, 8, 700);
    worlds.run(new MachineOperation.PowerOn(new MachineId(0)));
    assertEquals(new HostId(0), worlds.machine(0).host());
    // 60 GiB more cost 456 MiB of overhead each: one fits, two do not.
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(worlds.submit(memory(4, 64)));
    outcomes.add(worlds.submit(memory(8, 64)));
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), SiteInvariants.broken(worlds.world()));
    assertInstanceOf(Outcome.Accepted.class, outcomes.get(0));
    assertInstanceOf(Outcome.Refused.class, outcomes.get(1));
  }
}
