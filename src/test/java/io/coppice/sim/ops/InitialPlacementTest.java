package io.coppice.sim.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InitialPlacement;
import io.coppice.backend.InitialPlacement.Advice;
import io.coppice.backend.InitialPlacement.Choice;
import io.coppice.backend.InitialPlacement.Reason;
import io.coppice.backend.InitialPlacement.Why;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.codec.JsonCodec;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.AffinityRule.Kind;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.DrsPolicy.Automation;
import io.coppice.sim.image.WorldCodec;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where machines are powered on: recommended to the user, or chosen by DRS with its reason. */
class InitialPlacementTest {
  private static final MachineId OFF = new MachineId(0);
  private static final MachineId OTHER = new MachineId(3);

  /** Every third machine is off; the four hosts are alike. */
  private final Worlds worlds = Worlds.of(SmallSite.of(4, 24));

  private void policy(Automation automation, AffinityRule... rules) {
    worlds.run(
        new InventoryOperation.SetDrsPolicy(
            SmallSite.CLUSTER, new DrsPolicy(automation, 3, List.of(rules))));
  }

  private static AffinityRule rule(String name, Kind kind, Set<HostId> hosts, int... machines) {
    return new AffinityRule(
        name, kind, IntStream.of(machines).mapToObj(MachineId::new).toList(), hosts);
  }

  private List<Advice> advice(MachineId... machines) {
    InitialPlacement placement = worlds.engine().placement().orElseThrow();
    return placement.advise(List.of(machines), worlds.snapshot());
  }

  private static List<Why> whys(Choice choice) {
    return choice.reasons().stream().map(Reason::why).toList();
  }

  private Job on(MachineId machine, Optional<HostId> host) {
    return worlds.run(new MachineOperation.PowerOn(machine, host));
  }

  @Test
  void byHandEveryHostThatCanIsRecommendedAndTheChosenOneRunsIt() {
    policy(Automation.MANUAL);
    Advice found = advice(OFF).getFirst();
    assertEquals(4, found.choices().size());
    assertEquals(List.of(Why.LEAST_LOADED), whys(found.choices().getFirst()));
    for (Choice choice : found.choices()) {
      assertTrue(choice.memoryAfter() > choice.memoryBefore(), choice.toString());
    }
    HostId last = found.choices().getLast().host();
    on(OFF, Optional.of(last));
    assertEquals(last, worlds.machine(0).host());
    assertTrue(worlds.machine(0).isOn());
  }

  @Test
  void withoutAChoiceByHandItStartsWhereItIsRegistered() {
    policy(Automation.MANUAL);
    HostId here = worlds.machine(0).host();
    on(OFF, Optional.empty());
    assertEquals(here, worlds.machine(0).host());
    assertFalse(worlds.events().stream().anyMatch(code -> code.startsWith("event.drs.places.")));
  }

  @Test
  void byItselfTheJobSaysWhy() {
    policy(Automation.PARTLY, rule("licence", Kind.MUST_RUN_ON, Set.of(new HostId(2)), 0));
    on(OFF, Optional.empty());
    on(OTHER, Optional.empty());
    assertEquals(new HostId(2), worlds.machine(0).host());
    assertTrue(worlds.events().contains("event.drs.places.MUST_RUN_ON"), worlds.events()::toString);
    assertTrue(
        worlds.events().contains("event.drs.places.LEAST_LOADED"), worlds.events()::toString);
  }

  @Test
  void rulesAreNamedInTheReasonsAndInWhyOthersCannot() {
    HostId beside = worlds.machine(1).host();
    policy(
        Automation.MANUAL,
        rule("pair", Kind.TOGETHER, Set.of(), 0, 1),
        rule("apart", Kind.APART, Set.of(), 3, 1));
    Advice together = advice(OFF).getFirst();
    assertEquals(beside, together.choices().getFirst().host());
    assertEquals(
        new Reason(Why.TOGETHER, "pair"), together.choices().getFirst().reasons().getFirst());
    assertEquals(
        new Reason(Why.NOT_TOGETHER, "pair"), together.choices().getLast().reasons().getFirst());
    Advice apart = advice(OTHER).getFirst();
    assertTrue(apart.choices().stream().noneMatch(choice -> choice.host().equals(beside)));
    assertEquals("drs.kept-apart", apart.obstacles().getFirst().code());
    assertTrue(apart.obstacles().getFirst().args().contains("apart"));
  }

  @Test
  void severalAreRecommendedAsIfThoseBeforeRan() {
    policy(Automation.MANUAL, rule("apart", Kind.APART, Set.of(), 0, 3, 6, 9));
    List<Advice> all = advice(OFF, OTHER, new MachineId(6), new MachineId(9));
    assertEquals(4, all.stream().map(each -> each.choices().getFirst().host()).distinct().count());
    all.forEach(each -> on(each.machine(), Optional.of(each.choices().getFirst().host())));
    assertTrue(IntStream.of(0, 3, 6, 9).allMatch(row -> worlds.machine(row).isOn()));
  }

  @Test
  void whatCannotRunThereIsRefusedWithTheReason() {
    policy(Automation.MANUAL, rule("licence", Kind.MUST_RUN_ON, Set.of(new HostId(2)), 0));
    assertTrue(
        worlds
            .obstacles(new MachineOperation.PowerOn(OFF, Optional.of(new HostId(1))))
            .contains("drs.must-run-elsewhere"));
    assertTrue(
        worlds
            .obstacles(new MachineOperation.PowerOn(OFF, Optional.of(new HostId(77))))
            .contains("object.gone"));
    worlds.run(new InventoryOperation.SetClusterServices(SmallSite.CLUSTER, false, false));
    HostId here = worlds.machine(0).host();
    HostId elsewhere = new HostId((here.value() + 1) % 4);
    assertEquals(
        List.of("host.not-of-drs-cluster"),
        worlds.obstacles(new MachineOperation.PowerOn(OFF, Optional.of(elsewhere))));
    assertEquals(List.of(), worlds.obstacles(new MachineOperation.PowerOn(OFF, Optional.of(here))));
  }

  @Test
  void theLogGivesTheSameWorldAgainAndOlderLogsAreRead() throws IOException {
    JsonCodec codec = new JsonCodec();
    assertEquals(
        new MachineOperation.PowerOn(OFF),
        codec.operation(
            codec.write(new MachineOperation.PowerOn(OFF)).replaceAll(",\"host\":[^}]*", "")));
    Worlds again = Worlds.of(SmallSite.of(4, 24)).throughAnImage();
    for (Worlds each : List.of(worlds, again)) {
      each.run(
          new InventoryOperation.SetDrsPolicy(
              SmallSite.CLUSTER, new DrsPolicy(Automation.MANUAL, 3, List.of())));
      String text = codec.write(new MachineOperation.PowerOn(OFF, Optional.of(new HostId(3))));
      each.run(codec.operation(text));
      each.run(new MachineOperation.PowerOn(OTHER));
      each.pass(Duration.ofMinutes(3));
    }
    assertEquals(WorldCodec.digest(worlds.world()), WorldCodec.digest(again.world()));
    assertEquals(new HostId(3), again.machine(0).host());
  }
}
