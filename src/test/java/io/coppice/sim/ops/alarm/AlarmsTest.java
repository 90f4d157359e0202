package io.coppice.sim.ops.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.CancelJob;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.IntColumn;
import io.coppice.rules.PreflightRules;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.World;
import io.coppice.testkit.FuzzedSite;
import io.coppice.testkit.RandomOperations;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.TightSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmsTest {
  private static final int OPERATIONS = 300;
  private static final int KINDS_SEEN = 5;

  private static Alarms alarms() {
    return new Alarms(
        new JobRunner(new PreflightRules(Set.of(), PlacementPolicy.standard()), _ -> {}));
  }

  /** The alarms of a world as somebody finds them, who notes what is new. */
  private static World raised(World world, Alarms by) {
    World raised = world.copy();
    by.raise(raised);
    return raised;
  }

  /** Half of what happens is notes, which follow each other and stand between all else. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatPeopleWriteDownHidesNothingFromWhoFollowsASite(long seed) {
    Worlds worlds = Worlds.of(SmallSite.of(4, 24));
    Random random = new Random(seed);
    Alarms following = alarms();
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < OPERATIONS; i++) {
      worlds.submit(
          random.nextBoolean()
              ? new InventoryOperation.SetNotes(new MachineId(random.nextInt(24)), "note " + i)
              : RandomOperations.any(random, worlds));
      World once = raised(worlds.world(), alarms());
      following.raise(worlds.world());
      assertEquals(once.alarms(), worlds.world().alarms(), "after " + i + " operations");
      assertEquals(space(once), space(worlds.world()), "after " + i + " operations");
      once.alarms().stream().map(Problem::code).forEach(seen::add);
      worlds.pass(Duration.ofMillis(random.nextInt(3) * random.nextInt(15_000)));
    }
    assertTrue(seen.size() >= 3, seen.toString());
  }

  private static List<Integer> space(World world) {
    List<Integer> all = new ArrayList<>();
    IntColumn column = world.figures().column(EntityId.Kind.DATASTORE, Metric.SPACE_USED);
    for (int row = 0; row < world.inventory().datastores().size(); row++) {
      all.add(row < column.size() ? column.get(row) : 0);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whoFollowsASiteFindsTheSameAlarmsAsWhoLooksForTheFirstTime(long seed) {
    FuzzedSite site = new FuzzedSite(TightSite.of(30), seed);
    Alarms following = alarms();
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < OPERATIONS; i++) {
      site.ask(1);
      World world = site.worlds().world();
      World once = raised(world, alarms());
      World again = raised(world, following);
      assertEquals(once.alarms(), again.alarms(), "after " + i + " operations");
      assertEquals(once.events().size(), again.events().size(), "after " + i + " operations");
      once.alarms().stream().map(Problem::code).forEach(seen::add);
    }
    assertTrue(seen.size() >= KINDS_SEEN, seen.toString());
  }

  /** Two hosts of 512 GiB, of which HA keeps four fifths: a machine that is started is too much. */
  @Test
  void anAlarmOfHaGoesWithTheJobThatClaimedItsRoom() {
    Worlds worlds = Worlds.of(SmallSite.of(2, 8));
    MachineId off = new MachineId(0);
    worlds.run(
        new MachineOperation.EditHardware(
            off,
            Optional.empty(),
            Optional.of(Bytes.ofGiB(300)),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
    Machine.Placement placement = worlds.machine(0).placement();
    worlds.run(
        new MachineOperation.EditPlacement(
            off,
            placement.cpu(),
            new Allocation(1_000, 300 * 1024, Allocation.UNLIMITED, true),
            placement.restart()));
    JobId starting = worlds.start(new MachineOperation.PowerOn(off));
    worlds.run(
        new InventoryOperation.SetHaPolicy(
            SmallSite.CLUSTER,
            new HaPolicy(
                HaPolicy.Admission.PERCENTAGE,
                1,
                80,
                80,
                Set.of(),
                HaPolicy.StorageLoss.LEAVE,
                HaPolicy.Isolation.LEAVE)));
    assertFalse(worlds.world().job(starting).state().isEnded());
    assertTrue(worlds.alarms().contains("alarm.ha-capacity"), worlds.alarms().toString());
    worlds.run(new CancelJob(starting, off));
    assertEquals(Job.State.CANCELLED, worlds.world().job(starting).state());
    assertFalse(worlds.alarms().contains("alarm.ha-capacity"), worlds.alarms().toString());
  }
}
