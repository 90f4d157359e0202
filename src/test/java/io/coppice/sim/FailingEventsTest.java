package io.coppice.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.CancelJob;
import io.coppice.backend.Halt;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.Outcome;
import io.coppice.backend.Preflight;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.engine.OperationHandler;
import io.coppice.sim.load.LoadModel;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Sites in which a handler throws, after it changed half of what it meant to. */
class FailingEventsTest {
  private static final Blueprint SITE = SmallSite.of(2, 6);
  private static final MachineId FIRST = new MachineId(0);
  private static final Duration FUSE = Duration.ofSeconds(90);

  record Bomb(MachineId machine) implements SimEvent {}

  /** Deletes a machine, then throws, as long as it is armed. */
  private static final class Bombs implements Behaviour {
    private final BooleanSupplier armed;

    Bombs(BooleanSupplier armed) {
      this.armed = armed;
    }

    @Override
    public void install(Engine.Handlers handlers) {
      handlers.on(Bomb.class, (world, bomb) -> explode(world, bomb.machine()));
    }

    private void explode(World world, MachineId machine) {
      if (armed.getAsBoolean()) {
        world.inventory().machines().set(machine.value(), null);
        throw new IllegalStateException("planted");
      }
    }

    @Override
    public void begin(World world) {
      world.schedule(FUSE, new Bomb(FIRST));
    }
  }

  /** Does one sort of operation, and throws at one machine as long as it is armed. */
  private static final class Renames implements Behaviour {
    private final BooleanSupplier armed;

    Renames(BooleanSupplier armed) {
      this.armed = armed;
    }

    @Override
    public void install(Engine.Handlers handlers) {
      handlers.operate(
          Rename.class,
          new OperationHandler<Rename>() {
            @Override
            public Preflight check(Rename operation, Snapshot on) {
              return Preflight.CLEAR;
            }

            @Override
            public List<String> phases(Rename operation) {
              return List.of();
            }

            @Override
            public void start(Rename operation, JobId job, World world) {
              MachineId id = (MachineId) operation.target();
              if (armed.getAsBoolean() && id.equals(FIRST)) {
                world.inventory().machines().set(id.value(), null);
                throw new IllegalStateException("planted");
              }
              world.set(
                  world
                      .job(job)
                      .running(world.now())
                      .ended(Job.State.SUCCEEDED, world.now(), List.of()));
            }
          });
    }
  }

  private static SimSites sites(Behaviour planted) {
    return new SimSites(() -> List.of(new LoadModel(), new SiteOperations(), planted));
  }

  private static SimSites bombs() {
    return sites(new Bombs(() -> true));
  }

  private static void runUntil(Backend site, BooleanSupplier reached) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try (var subscription =
        site.subscribe(
            _ -> {
              if (reached.getAsBoolean()) {
                done.complete(null);
              }
            })) {
      assertNotNull(subscription);
      site.time().orElseThrow().setSpeed(Speed.MAX);
      done.get(30, TimeUnit.SECONDS);
    }
  }

  private static Halt halted(Backend site) throws Exception {
    runUntil(site, () -> site.time().orElseThrow().halt().isPresent());
    return site.time().orElseThrow().halt().orElseThrow();
  }

  private static boolean isThere(Backend site) {
    return site.snapshot().inventory().machines().get(FIRST.value()) != null;
  }

  private static Outcome ask(Backend site, Operation operation) {
    return site.submit(List.of(operation)).toCompletableFuture().join().getFirst();
  }

  @Test
  void anEventThatFailsLeavesTheWorldAsItWasAndStopsTheClockForAllToSee() throws Exception {
    try (Backend site = bombs().open(Past.none(SITE), OperationLog.NONE)) {
      Halt halt = halted(site);
      Snapshot now = site.snapshot();
      assertTrue(isThere(site), "the half-done change is in the world");
      assertEquals(Speed.PAUSED, site.time().orElseThrow().speed());
      assertEquals("world.stopped", now.alarms().getFirst().code());
      assertTrue(halt.why().args().get(1).contains("Bomb"), halt.why().toString());
      assertTrue(halt.why().args().get(2).contains("planted"), halt.why().toString());
      assertTrue(halt.report().contains("FailingEventsTest"), halt.report());
      assertFalse(now.time().isAfter(SITE.start().plus(FUSE)));
    }
  }

  @Test
  void theWorldItStopsInIsTheWorldThatWouldHaveBeen() throws Exception {
    try (Backend site = bombs().open(Past.none(SITE), OperationLog.NONE);
        Backend twin = bombs().open(Past.none(SITE), OperationLog.NONE)) {
      halted(site);
      SimTime stopped = site.snapshot().time();
      while (twin.snapshot().time().isBefore(stopped)) {
        twin.time().orElseThrow().step().toCompletableFuture().join();
      }
      assertEquals(
          twin.durable().orElseThrow().digest().toCompletableFuture().join(),
          site.durable().orElseThrow().digest().toCompletableFuture().join());
    }
  }

  @Test
  void tryingAgainStopsAgainAndLeavingOutGoesOn() throws Exception {
    try (Backend site = bombs().open(Past.none(SITE), OperationLog.NONE)) {
      halted(site);
      site.time().orElseThrow().step().toCompletableFuture().join();
      assertTrue(site.time().orElseThrow().halt().isPresent());
      Snapshot without = site.time().orElseThrow().leaveOut().toCompletableFuture().join();
      assertTrue(site.time().orElseThrow().halt().isEmpty());
      assertTrue(
          without.alarms().stream().noneMatch(alarm -> alarm.code().equals("world.stopped")));
      assertEquals("event.left-out", without.events().get(without.events().size() - 1).code());
      SimTime later = SITE.start().plus(FUSE.multipliedBy(4));
      runUntil(site, () -> site.snapshot().time().isAfter(later));
      assertTrue(isThere(site));
    }
  }

  @Test
  void whatWasLeftOutIsLeftOutAgainWhenThePastIsRepeated() throws Exception {
    List<OperationLog.Entry> entries = new ArrayList<>();
    String digest;
    SimTime reached;
    try (Backend site = bombs().open(Past.none(SITE), entries::addAll)) {
      halted(site);
      site.time().orElseThrow().leaveOut().toCompletableFuture().join();
      assertInstanceOf(Outcome.Accepted.class, ask(site, new Rename(new MachineId(1), "later")));
      digest = site.durable().orElseThrow().digest().toCompletableFuture().join();
      reached = site.snapshot().time();
    }
    Past past = new Past("Small", new Origin.Beginning(SITE), entries, reached);
    assertThrows(IOException.class, () -> bombs().open(past, OperationLog.NONE));
    try (Backend again = bombs().open(past.asFarAsPossible(), OperationLog.NONE)) {
      assertEquals(1, again.losses().size());
      assertEquals("replay.event", again.losses().getFirst().code());
      assertEquals(digest, again.durable().orElseThrow().digest().toCompletableFuture().join());
    }
  }

  @Test
  void anOperationThatFailsIsRefusedByNameAndTheWorldIsAsItWas() throws Exception {
    List<OperationLog.Entry> entries = new ArrayList<>();
    SimSites sites = new SimSites(() -> List.of(new LoadModel(), new Renames(() -> true)));
    try (Backend site = sites.open(Past.none(SITE), entries::addAll)) {
      String before = site.durable().orElseThrow().digest().toCompletableFuture().join();
      List<Outcome> both =
          site.submit(List.of(new Rename(new MachineId(1), "a"), new Rename(FIRST, "b")))
              .toCompletableFuture()
              .join();
      for (Outcome outcome : both) {
        Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, outcome);
        assertEquals("operation.mistake", refused.problems().getFirst().code());
      }
      assertEquals(List.of(), entries);
      assertEquals(before, site.durable().orElseThrow().digest().toCompletableFuture().join());
      assertInstanceOf(Outcome.Accepted.class, ask(site, new Rename(new MachineId(1), "a")));
      // Nobody handles this here, which is a mistake as well.
      assertInstanceOf(
          Outcome.Refused.class, ask(site, new CancelJob(new JobId(0), new MachineId(1))));
    }
  }

  @Test
  void anOperationThatCannotBeRepeatedIsAFailedJobAndThoseAfterItAreThere() throws Exception {
    List<OperationLog.Entry> entries = new ArrayList<>();
    boolean[] armed = {false};
    SimSites sites = new SimSites(() -> List.of(new LoadModel(), new Renames(() -> armed[0])));
    try (Backend site = sites.open(Past.none(SITE), entries::addAll)) {
      ask(site, new Rename(new MachineId(1), "a"));
      ask(site, new Rename(FIRST, "b"));
      ask(site, new Rename(new MachineId(2), "c"));
    }
    armed[0] = true;
    Past past = new Past("Small", new Origin.Beginning(SITE), entries, SITE.start());
    assertThrows(IOException.class, () -> sites.open(past, OperationLog.NONE));
    try (Backend again = sites.open(past.asFarAsPossible(), OperationLog.NONE)) {
      assertTrue(isThere(again));
      assertEquals("replay.operation", again.losses().getFirst().code());
      assertEquals(Job.State.SUCCEEDED, again.snapshot().jobs().get(0).state());
      assertEquals(Job.State.FAILED, again.snapshot().jobs().get(1).state());
      assertEquals(Job.State.SUCCEEDED, again.snapshot().jobs().get(2).state());
      assertInstanceOf(Outcome.Accepted.class, ask(again, new Rename(new MachineId(3), "d")));
    }
  }
}
