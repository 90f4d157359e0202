package io.coppice.sim.ops.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Problem;
import io.coppice.rules.PreflightRules;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.World;
import io.coppice.testkit.FuzzedSite;
import io.coppice.testkit.TightSite;
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
