package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.AffinityRule.Kind;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsAdvice;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.DrsPolicy.Automation;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** DRS: placing, balancing, rules. */
class DrsTest {
  private static final HostId FIRST = new HostId(0);

  /** All 64 machines run on the first of four hosts, whose processors are all but full by day. */
  private final Worlds worlds = Worlds.of(SmallSite.of(4, 96));

  private Cluster cluster() {
    return worlds.world().inventory().clusters().get(0);
  }

  private void policy(Automation automation, int threshold, AffinityRule... rules) {
    worlds.run(
        new InventoryOperation.SetDrsPolicy(
            SmallSite.CLUSTER, new DrsPolicy(automation, threshold, List.of(rules))));
  }

  private void allOnTheFirst() {
    policy(Automation.MANUAL, 3);
    for (int row = 0; row < 96; row++) {
      if (worlds.machine(row).isOn() && !worlds.machine(row).host().equals(FIRST)) {
        worlds.start(
            new MachineOperation.Migrate(new MachineId(row), Optional.of(FIRST), Optional.empty()));
      }
    }
    worlds.pass(Duration.ofMinutes(30));
    assertEquals(64, onFirst());
  }

  private long onFirst() {
    long count = 0;
    for (int row = 0; row < 96; row++) {
      boolean there = worlds.machine(row).isOn() && worlds.machine(row).host().equals(FIRST);
      count += there ? 1 : 0;
    }
    return count;
  }

  @Test
  void withAllLoadOnOneHostMachinesLeaveItByThemselves() {
    allOnTheFirst();
    policy(Automation.FULLY, 3);
    worlds.pass(Duration.ofHours(2));
    assertTrue(onFirst() < 48, onFirst() + " are left");
    assertTrue(cluster().advice().imbalance() <= 200, cluster().advice().toString());
    assertTrue(worlds.events().stream().anyMatch(code -> code.startsWith("event.drs.migrates.")));
  }

  @Test
  void byHandItRecommendsAndDoesWhatIsApplied() {
    allOnTheFirst();
    worlds.run(new InventoryOperation.Balance(SmallSite.CLUSTER));
    List<DrsAdvice.Move> moves = cluster().advice().moves();
    assertFalse(moves.isEmpty());
    worlds.pass(Duration.ofMinutes(4));
    assertEquals(64, onFirst());
    DrsAdvice.Move first = moves.getFirst();
    assertEquals(FIRST, first.from());
    assertTrue(first.gain() > 0 && first.after() < first.before(), first.toString());
    worlds.run(new InventoryOperation.ApplyAdvice(SmallSite.CLUSTER, first.number()));
    worlds.pass(Duration.ofSeconds(50));
    assertEquals(first.to(), worlds.world().inventory().machine(first.machine()).host());
    assertTrue(
        worlds
            .obstacles(new InventoryOperation.ApplyAdvice(SmallSite.CLUSTER, first.number()))
            .contains("cluster.no-advice"));
  }

  @Test
  void theMostConservativeThresholdMovesForRulesOnly() {
    allOnTheFirst();
    policy(Automation.FULLY, 1);
    worlds.pass(Duration.ofMinutes(20));
    assertEquals(64, onFirst());
    policy(
        Automation.FULLY,
        1,
        rule("elsewhere", Kind.MUST_RUN_ON, Set.of(new HostId(2)), 1, 2),
        rule("apart", Kind.APART, Set.of(), 4, 5, 7));
    worlds.pass(Duration.ofMinutes(10));
    assertEquals(new HostId(2), worlds.machine(1).host());
    assertEquals(new HostId(2), worlds.machine(2).host());
    Set<HostId> apart = new HashSet<>();
    for (int row : List.of(4, 5, 7)) {
      apart.add(worlds.machine(row).host());
    }
    assertEquals(3, apart.size());
  }

  private static AffinityRule rule(String name, Kind kind, Set<HostId> hosts, int... machines) {
    return new AffinityRule(
        name,
        kind,
        java.util.stream.IntStream.of(machines).mapToObj(MachineId::new).toList(),
        hosts);
  }

  @Test
  void rulesBindWhoeverPlacesAndTellWhy() {
    policy(
        Automation.FULLY,
        3,
        rule("licence", Kind.MUST_RUN_ON, Set.of(new HostId(3)), 1),
        rule("apart", Kind.APART, Set.of(), 2, 5));
    assertTrue(
        worlds
            .obstacles(
                new MachineOperation.Migrate(
                    new MachineId(1), Optional.of(new HostId(2)), Optional.empty()))
            .contains("drs.must-run-elsewhere"));
    assertTrue(
        worlds
            .obstacles(
                new MachineOperation.Migrate(
                    new MachineId(2), Optional.of(worlds.machine(5).host()), Optional.empty()))
            .contains("drs.kept-apart"));
    worlds.run(new MachineOperation.PowerOff(new MachineId(1)));
    worlds.run(new MachineOperation.PowerOn(new MachineId(1)));
    assertEquals(new HostId(3), worlds.machine(1).host());
  }

  @Test
  void machinesThatBelongTogetherComeTogether() {
    policy(Automation.FULLY, 2, rule("pair", Kind.TOGETHER, Set.of(), 1, 2));
    worlds.pass(Duration.ofMinutes(10));
    assertEquals(worlds.machine(1).host(), worlds.machine(2).host());
  }

  @Test
  void forkGroupsStayAndAreCounted() {
    allOnTheFirst();
    worlds.run(new ForkOperation.Fork(new MachineId(1), ForkSpec.of(3, "child-#")));
    policy(Automation.FULLY, 3);
    worlds.run(new InventoryOperation.Balance(SmallSite.CLUSTER));
    assertEquals(4, cluster().advice().bound());
    worlds.pass(Duration.ofHours(1));
    assertEquals(FIRST, worlds.machine(1).host());
  }

  @Test
  void whoAsksItToLookNeedNotWaitForTheNextFiveMinutes() {
    policy(Automation.MANUAL, 3);
    assertEquals(DrsAdvice.NONE, cluster().advice());
    worlds.run(new InventoryOperation.Balance(SmallSite.CLUSTER));
    assertEquals(worlds.world().now(), cluster().advice().looked());
  }

  @Test
  void itLooksEveryFiveMinutes() {
    policy(Automation.MANUAL, 3);
    worlds.pass(Duration.ofMinutes(6));
    SimTime first = cluster().advice().looked();
    worlds.pass(Duration.ofMinutes(5));
    assertEquals(Duration.ofMinutes(5), cluster().advice().looked().since(first));
  }

  /** As long as some of it is there, nobody is told again. */
  @Test
  void thatSomethingIsRecommendedIsSaidOnce() {
    allOnTheFirst();
    worlds.pass(Duration.ofMinutes(30));
    assertFalse(cluster().advice().moves().isEmpty());
    assertEquals(1, Collections.frequency(worlds.events(), "event.drs.recommends"));
  }

  @Test
  void theMoveOfThatNumberIsAppliedAndTheOthersStay() {
    allOnTheFirst();
    worlds.run(new InventoryOperation.Balance(SmallSite.CLUSTER));
    List<DrsAdvice.Move> moves = cluster().advice().moves();
    DrsAdvice.Move last = moves.getLast();
    worlds.run(new InventoryOperation.ApplyAdvice(SmallSite.CLUSTER, last.number()));
    assertEquals(moves.subList(0, moves.size() - 1), cluster().advice().moves());
    worlds.pass(Duration.ofSeconds(50));
    assertEquals(last.to(), worlds.world().inventory().machine(last.machine()).host());
    assertEquals(63, onFirst());
  }

  /** What it says of a host's load is in percent, of which the advice has ten for one. */
  @Test
  void aMoveIsToldWithTheLoadOfTheHostItLeaves() {
    allOnTheFirst();
    worlds.run(new InventoryOperation.Balance(SmallSite.CLUSTER));
    DrsAdvice.Move move = cluster().advice().moves().getFirst();
    worlds.run(new InventoryOperation.ApplyAdvice(SmallSite.CLUSTER, move.number()));
    List<List<String>> told = new ArrayList<>();
    worlds
        .world()
        .events()
        .forEach(
            event -> {
              if (event.code().startsWith("event.drs.migrates.")) {
                told.add(event.args().subList(3, 5));
              }
            });
    assertEquals(
        List.of(List.of(String.valueOf(move.before() / 10), String.valueOf(move.after() / 10))),
        told);
  }

  /** Also where somebody puts back what was moved, so that it is the best to move once more. */
  @Test
  void noMachineIsMovedAgainWithinHalfAnHour() {
    allOnTheFirst();
    policy(Automation.FULLY, 5);
    worlds.pass(Duration.ofMinutes(6));
    assertTrue(onFirst() < 64);
    for (int row = 0; row < 96; row++) {
      if (worlds.machine(row).isOn() && !worlds.machine(row).host().equals(FIRST)) {
        worlds.start(
            new MachineOperation.Migrate(new MachineId(row), Optional.of(FIRST), Optional.empty()));
      }
    }
    worlds.pass(Duration.ofHours(2));
    Map<EntityId, SimTime> moved = new HashMap<>();
    worlds
        .world()
        .events()
        .forEach(
            event -> {
              if (event.code().startsWith("event.drs.migrates.")) {
                SimTime before = moved.put(event.about().getFirst(), event.at());
                assertTrue(
                    before == null
                        || event.at().since(before).compareTo(Duration.ofMinutes(30)) >= 0,
                    event.toString());
              }
            });
    assertFalse(moved.isEmpty());
  }
}
