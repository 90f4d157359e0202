package io.coppice.sim.ops.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
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
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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
}
