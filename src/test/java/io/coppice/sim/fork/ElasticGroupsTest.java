package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation.CrashHost;
import io.coppice.backend.ForkOperation.EndSubtree;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.ForkOperation.StartElastic;
import io.coppice.backend.ForkOperation.StopElastic;
import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.ElasticStatus;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityPlan;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.fork.elastic.ElasticPolicy.Mode;
import io.coppice.model.fork.elastic.ElasticPolicy.Victim;
import io.coppice.model.inventory.Host;
import io.coppice.sim.image.WorldCodec;
import io.coppice.testkit.ExportedWorld;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElasticGroupsTest {
  private static final MachineId SOURCE = new MachineId(1);
  private static final ForkGroupId GROUP = new ForkGroupId(0);

  private static Worlds frozen() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    return worlds;
  }

  private static ElasticPolicy policy(Mode mode, int each) {
    return new ElasticPolicy(
        mode,
        each,
        3,
        Duration.ofSeconds(30),
        Victim.OLDEST,
        40,
        Bytes.ofGiB(100),
        Duration.ofSeconds(3),
        Duration.ofMillis(200));
  }

  private static StartElastic start(Mode mode, int each, Arrivals arrivals) {
    return new StartElastic(GROUP, policy(mode, each), arrivals, ForkSpec.of(1, "el-####"));
  }

  private static List<ForkMember> members(Worlds worlds) {
    return worlds.world().forks().membersOf(GROUP).stream()
        .filter(member -> member.origin() == Origin.ELASTIC)
        .toList();
  }

  private static ElasticStatus elastic(Worlds worlds) {
    return worlds.world().forks().group(GROUP).orElseThrow().elastic().orElseThrow();
  }

  @Test
  void membersComeAndGoWithTheLoad() {
    Worlds worlds = frozen();
    worlds.run(start(Mode.AT_LOAD, 4, new Arrivals.Constant(10_000)));
    worlds.pass(Duration.ofMinutes(5));
    ElasticStatus elastic = elastic(worlds);
    assertTrue(elastic.requests() > 500, elastic.requests() + " requests");
    assertTrue(elastic.served() > 400);
    assertTrue(elastic.forkWait() > 250_000 && elastic.forkWait() < 600_000, elastic.toString());
    assertEquals(200_000, elastic.containerWait() - elastic.forkWait(), "microseconds");
    int there = members(worlds).size();
    assertTrue(there >= 5 && there <= 20, there + " members");
    for (ForkMember member : members(worlds)) {
      assertTrue(worlds.machine(member.machine().value()) != null);
    }
    worlds.run(new StopElastic(GROUP));
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), members(worlds));
    assertTrue(worlds.world().forks().group(GROUP).orElseThrow().elastic().isEmpty());
  }

  /** Members that serve when the policy ends go after four mean services, here of 3 s. */
  @Test
  void whoStillServesMayEndItsRequest() {
    Worlds worlds = frozen();
    worlds.run(start(Mode.AT_LOAD, 4, new Arrivals.Constant(10_000)));
    worlds.pass(Duration.ofMinutes(5));
    worlds.run(new StopElastic(GROUP));
    SimTime ended = worlds.world().now();
    List<ForkMember> serving = members(worlds);
    assertFalse(serving.isEmpty());
    for (ForkMember member : serving) {
      assertEquals(Optional.of(ended.plus(Duration.ofSeconds(12))), member.expires());
    }
    worlds.pass(Duration.ofSeconds(11));
    assertEquals(serving.size(), members(worlds).size());
    worlds.pass(Duration.ofSeconds(2));
    assertEquals(List.of(), members(worlds));
  }

  @Test
  void aBaseOnADatastoreIsLoadedBeforeItsFirstMember() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new MachineOperation.Suspend(SOURCE));
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    assertEquals(0, worlds.world().forks().sums(GROUP).base());
    worlds.run(start(Mode.AT_LOAD, 4, new Arrivals.Constant(10_000)));
    ForkMember first = members(worlds).getFirst();
    assertTrue(
        first
                .phases()
                .took(ForkPhase.QUEUED, first.phases().ends().getLast())
                .orElseThrow()
                .compareTo(Duration.ofMillis(500))
            > 0,
        "it waits for the base");
    assertTrue(worlds.world().forks().sums(GROUP).base() > 0, "the base costs what it takes");
  }

  @Test
  void aForkForEveryRequestEndsWithIt() {
    Worlds worlds = frozen();
    worlds.run(start(Mode.PER_REQUEST, 1, new Arrivals.Constant(3_600)));
    worlds.pass(Duration.ofMinutes(4));
    ElasticStatus elastic = elastic(worlds);
    int ended = worlds.world().forks().group(GROUP).orElseThrow().counts().ended();
    assertTrue(ended >= elastic.served(), ended + " ended for " + elastic.served());
    assertTrue(members(worlds).size() < 20);
  }

  @Test
  void anExportThatIsOpenedActsWhenThePolicyWouldHaveAndNotAtOnce() throws IOException {
    Worlds one = frozen();
    one.run(start(Mode.AT_LOAD, 4, new Arrivals.Constant(0)));
    one.pass(Duration.ofMillis(100));
    Blueprint exported = ExportedWorld.of(one.world());
    Worlds two = Worlds.of(ExportedWorld.again(exported));
    assertEquals(ExportedWorld.text(exported), ExportedWorld.text(ExportedWorld.of(two.world())));
    two.pass(Duration.ofMillis(899));
    assertEquals(0, elasticRunning(two), "what was coming is called off");
    assertEquals(3, two.world().forks().group(GROUP).orElseThrow().counts().asked());
    two.pass(Duration.ofSeconds(2));
    assertEquals(3, elasticRunning(two), "the warm pool");
    assertEquals(elastic(one).since(), elastic(two).since());
  }

  private static long elasticRunning(Worlds worlds) {
    return members(worlds).stream()
        .filter(member -> member.state() == ForkMember.State.RUNNING)
        .count();
  }

  @Test
  void whatSomebodyEndsOfAWarmPoolIsForkedAgain() {
    Worlds worlds = frozen();
    worlds.run(start(Mode.AT_LOAD, 4, new Arrivals.Constant(0)));
    worlds.pass(Duration.ofSeconds(5));
    assertEquals(3, elasticRunning(worlds), "the warm pool");
    MachineId ended = members(worlds).getFirst().machine();
    worlds.run(new EndSubtree(ended));
    worlds.pass(Duration.ofSeconds(10));
    assertEquals(3, elasticRunning(worlds), "another has come for it");
    assertTrue(members(worlds).stream().noneMatch(member -> member.machine().equals(ended)));
  }

  @Test
  void thatALoadIsFollowedAndNoMoreIsTold() {
    Worlds worlds = frozen();
    worlds.run(start(Mode.AT_LOAD, 4, new Arrivals.Constant(0)));
    assertEquals("event.fork.elastic-on", worlds.events().getLast());
    worlds.run(new StopElastic(GROUP));
    assertTrue(worlds.events().contains("event.fork.elastic-off"), worlds.events().toString());
  }

  /** Who was there when the site was opened serves on, and none is forked in its place. */
  @Test
  void membersOfAnExportServeOnWhenItIsOpened() throws IOException {
    Worlds one = frozen();
    one.run(start(Mode.AT_LOAD, 4, new Arrivals.Constant(0)));
    one.pass(Duration.ofSeconds(5));
    Worlds two = Worlds.of(ExportedWorld.again(ExportedWorld.of(one.world())));
    List<MachineId> there = members(two).stream().map(ForkMember::machine).toList();
    assertEquals(3, there.size());
    two.pass(Duration.ofSeconds(20));
    assertEquals(there, members(two).stream().map(ForkMember::machine).toList());
    assertEquals(3, elasticRunning(two));
    two.run(new EndSubtree(there.getFirst()));
    two.pass(Duration.ofSeconds(10));
    assertEquals(3, elasticRunning(two), "it is known by whom it is served");
  }

  @Test
  void aLoadGoesOnTheSameThroughARestart() throws IOException {
    Worlds one = frozen();
    one.run(start(Mode.AT_LOAD, 2, new Arrivals.Constant(8_000)));
    one.pass(Duration.ofSeconds(95));
    Worlds two = one.throughAnImage();
    one.pass(Duration.ofSeconds(70));
    two.pass(Duration.ofSeconds(70));
    assertEquals(WorldCodec.digest(one.world()), WorldCodec.digest(two.world()));
  }

  @Test
  void aCrashOfTheHostEndsItsMembersAndNothingElse() {
    Worlds worlds = frozen();
    worlds.run(start(Mode.AT_LOAD, 2, new Arrivals.Constant(8_000)));
    worlds.pass(Duration.ofSeconds(90));
    worlds.run(new CrashHost(worlds.machine(1).host()));
    worlds.pass(Duration.ofMinutes(2));
    assertTrue(
        members(worlds).stream().noneMatch(member -> member.state().holdsMemory()),
        members(worlds).toString());
    assertEquals(0, worlds.world().forks().sums(GROUP).members());
  }

  @Test
  void aHostWithoutRoomIsToldOfWhileRequestsWait() {
    Worlds worlds = frozen();
    worlds.start(start(Mode.AT_LOAD, 2, new Arrivals.Constant(60_000)));
    Host host = worlds.host(worlds.machine(1).host().value());
    Host.HostHardware was = host.hardware();
    worlds
        .world()
        .inventory()
        .hosts()
        .set(
            host.id().value(),
            host.withHardware(
                new Host.HostHardware(
                    was.model(),
                    was.sockets(),
                    was.coresPerSocket(),
                    was.coreSpeed(),
                    Bytes.ofGiB(1),
                    was.nics(),
                    was.hbas(),
                    was.idlePower(),
                    was.maxPower())));
    worlds.pass(Duration.ofMinutes(4));
    assertTrue(worlds.alarms().contains("alarm.elastic-no-room"), worlds.alarms().toString());
    assertTrue(
        worlds.world().forks().group(GROUP).orElseThrow().elastic().orElseThrow().refused() > 0);
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    Worlds worlds = frozen();
    assertEquals(
        List.of("fork.elastic-arrivals"),
        worlds.obstacles(start(Mode.AT_LOAD, 2, new Arrivals.Daily(100, 24))));
    assertEquals(
        List.of("fork.elastic-peak"),
        worlds.obstacles(start(Mode.AT_LOAD, 2, new Arrivals.Trace("t", List.of(1, 1_000_001)))));
    assertEquals(
        List.of("fork.elastic-policy"),
        worlds.obstacles(start(Mode.PER_REQUEST, 2, new Arrivals.Constant(10))));
    ForkSpec keeps =
        new ForkSpec(
            1,
            "el-####",
            IdentityPlan.NONE,
            ForkSpec.of(1, "x").network(),
            ForkSpec.of(1, "x").placement(),
            Optional.empty(),
            true,
            false);
    assertEquals(
        List.of("fork.elastic-identity"),
        worlds.obstacles(
            new StartElastic(GROUP, policy(Mode.AT_LOAD, 2), new Arrivals.Constant(10), keeps)));
    assertEquals(List.of("fork.not-elastic"), worlds.obstacles(new StopElastic(GROUP)));
  }
}
