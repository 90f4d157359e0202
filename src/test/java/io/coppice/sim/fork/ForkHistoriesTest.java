package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.TrustDomain;
import io.coppice.sim.SiteOperations;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.load.LoadModel;
import io.coppice.sim.world.World;
import io.coppice.testkit.RandomForks;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is asked of fork groups in whatever order, they stay whole, and the log gives the same
 * world again.
 */
class ForkHistoriesTest {
  private static final Blueprint SITE = SmallSite.of(3, 9);
  private static final int STEPS = 60;

  private static Engine engine() {
    return new Engine(List.of(new LoadModel(), new SiteOperations()));
  }

  private static World begin(Engine engine) {
    World world = new World(SITE.inventory().copy(), SITE.start(), SITE.seed());
    engine.begin(world);
    engine.advanceTo(world, world.now());
    return world;
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 5, 18, 20})
  void groupsStayWholeAndTheLogGivesThemAgain(long seed) throws IOException {
    Random random = new Random(seed);
    Engine engine = engine();
    World world = begin(engine);
    List<OperationLog.Entry> log = new ArrayList<>();
    Map<String, Integer> accepted = new HashMap<>();
    for (int step = 0; step < STEPS; step++) {
      engine.advanceTo(world, world.now().plus(Duration.ofMillis(random.nextInt(12_000))));
      for (int tries = 0; tries < 6; tries++) {
        Operation operation = RandomForks.any(world, random, step);
        if (engine.check(operation, world.freeze(step)).passes()) {
          log.add(new OperationLog.Entry(world.nextOperation(), world.now(), operation));
          world = world.copy();
          engine.start(world, operation);
          accepted.merge(operation.getClass().getSimpleName(), 1, Integer::sum);
          break;
        }
      }
      RandomForks.whole(world);
      World branch = world.copy();
      engine.advanceTo(branch, branch.now().plus(Duration.ofSeconds(20)));
      RandomForks.whole(branch);
      if (step % 20 == 10) {
        world = WorldCodec.decode(WorldCodec.encode(world), engine.behaviours());
      }
    }
    engine.advanceTo(world, world.now().plus(Duration.ofMinutes(3)));
    RandomForks.whole(world);
    assertTrue(accepted.getOrDefault("Fork", 0) > 3, accepted.toString());

    Engine again = engine();
    World replayed = begin(again);
    for (OperationLog.Entry entry : log) {
      again.advanceTo(replayed, entry.at());
      again.start(replayed, entry.operation());
    }
    again.advanceTo(replayed, world.now());
    assertEquals(WorldCodec.digest(world), WorldCodec.digest(replayed));
  }

  /** Once with the whole journal, and once killed in mid-fork and opened again. */
  @Test
  void aCrashInMidForkReplaysToTheSameEnd() throws IOException {
    Engine engine = engine();
    World world = begin(engine);
    List<OperationLog.Entry> log = new ArrayList<>();
    MachineId source = new MachineId(1);
    HostId host = world.inventory().machine(source).host();
    Map<Duration, Operation> asked = new LinkedHashMap<>();
    asked.put(Duration.ofMinutes(1), new ForkOperation.Freeze(source, "web", TrustDomain.DEFAULT));
    asked.put(Duration.ofSeconds(5), new ForkOperation.Fork(source, ForkSpec.of(200, "web-###")));
    asked.put(Duration.ofMillis(400), new FaultOperation.CrashHost(host));
    for (Map.Entry<Duration, Operation> one : asked.entrySet()) {
      engine.advanceTo(world, world.now().plus(one.getKey()));
      log.add(new OperationLog.Entry(world.nextOperation(), world.now(), one.getValue()));
      engine.start(world, one.getValue());
    }
    List<State> states =
        world.forks().membersOf(new ForkGroupId(0)).stream().map(ForkMember::state).toList();
    assertTrue(states.containsAll(List.of(State.STOPPED, State.FAILED)), states.toString());
    SimTime crashed = world.now();
    engine.advanceTo(world, crashed.plus(Duration.ofMinutes(2)));
    RandomForks.whole(world);
    String digest = WorldCodec.digest(world);

    assertEquals(digest, replayed(log, log.size(), crashed, world.now()));
    SimTime midFork = new SimTime(crashed.micros() - 200_000);
    assertEquals(digest, replayed(log, log.size() - 1, midFork, world.now()));
  }

  /**
   * The digest after a restart of a console that was killed then.
   *
   * @param before entries its journal had at the kill
   */
  private static String replayed(
      List<OperationLog.Entry> log, int before, SimTime killed, SimTime end) throws IOException {
    Past past = new Past("Small", new Origin.Beginning(SITE), log.subList(0, before), killed);
    WorldImage image;
    try (Backend site = Sessions.sims().open(past, OperationLog.NONE)) {
      image = site.durable().orElseThrow().image().toCompletableFuture().join();
    }
    Past rest =
        new Past("Small", new Origin.Checkpoint(image), log.subList(before, log.size()), end);
    try (Backend site = Sessions.sims().open(rest, OperationLog.NONE)) {
      return site.durable().orElseThrow().digest().toCompletableFuture().join();
    }
  }
}
