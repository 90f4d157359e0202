package io.coppice.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.testkit.Seat;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JobRetentionTest {
  private static final MachineId MACHINE = new MachineId(1);

  private final Blueprint blueprint = SmallSite.of(2, 4);
  private World world = new World(blueprint.inventory().copy(), blueprint.start(), 1);

  private JobId begin(Operation operation) {
    JobId id = world.nextJob();
    world.add(Job.queued(id, operation, List.of(), true, world.now()).running(world.now()));
    return id;
  }

  private void end(JobId id) {
    world.set(world.job(id).ended(Job.State.SUCCEEDED, world.now(), List.of()));
  }

  private JobId rename(int number) {
    JobId id = begin(new Rename(MACHINE, "name-" + number));
    end(id);
    return id;
  }

  private JobId type(int number) {
    JobId id = begin(new ConsoleOperation.Enter(MACHINE, "echo " + number));
    end(id);
    return id;
  }

  private static long typed(World world) {
    long[] found = {0};
    world.jobs().forEach(job -> found[0] += job.operation() instanceof ConsoleOperation ? 1 : 0);
    return found[0];
  }

  @Test
  void typedLinesTakeNoPlaceOfOperatorsJobs() {
    JobId first = rename(0);
    for (int i = 0; i < 3 * World.JOBS_KEPT; i++) {
      type(i);
    }
    assertNotNull(world.job(first));
    assertEquals(World.TYPED_LINES_KEPT, typed(world));
    for (int i = 1; i < World.JOBS_KEPT; i++) {
      rename(i);
    }
    assertNotNull(world.job(first));
    rename(World.JOBS_KEPT);
    assertNull(world.job(first), "the oldest beyond the bound");
    assertEquals(World.JOBS_KEPT + World.TYPED_LINES_KEPT, world.jobs().count());
  }

  @Test
  void jobsUnderWayAreNotForgottenUntilTheyEnd() {
    JobId longest = begin(new Rename(MACHINE, "slow"));
    for (int i = 0; i < World.JOBS_KEPT + 10; i++) {
      rename(i);
    }
    assertNotNull(world.job(longest));
    end(longest);
    rename(-1);
    assertNull(world.job(longest));
    assertEquals(World.JOBS_KEPT, world.jobs().count());
  }

  /** Whatever comes in whatever order, the rule is the plain one: the oldest ended ones go. */
  @Test
  void whatIsForgottenFollowsFromTheTableAlone() {
    Random random = new Random(11);
    TreeSet<Integer> open = new TreeSet<>();
    World other = world;
    for (int i = 0; i < 12_000; i++) {
      if (i % 1_000 == 500) {
        // one that knows nothing but its table goes on beside the one that was never copied
        other = anew(world);
      }
      boolean ends = !open.isEmpty() && random.nextInt(3) == 0;
      JobId id = ends ? new JobId(open.pollFirst()) : world.nextJob();
      Operation operation =
          random.nextBoolean()
              ? new Rename(MACHINE, "name-" + i)
              : new ConsoleOperation.Enter(MACHINE, "echo " + i);
      for (World each : other == world ? List.of(world) : List.of(world, other)) {
        if (ends) {
          each.set(each.job(id).ended(Job.State.SUCCEEDED, each.now(), List.of()));
        } else {
          Job job = Job.queued(id, operation, List.of(), true, each.now()).running(each.now());
          each.add(i % 5 == 0 ? job : job.ended(Job.State.SUCCEEDED, each.now(), List.of()));
        }
      }
      if (!ends && !world.job(id).state().isEnded()) {
        open.add(id.value());
      }
    }
    assertEquals(rows(world), rows(other));
    assertEquals(World.TYPED_LINES_KEPT, typed(world));
  }

  private static World anew(World world) {
    return new World(
        world.seed(),
        world.inventory().copy(),
        world.forks().copy(),
        world.figures().copy(),
        world.jobs().copy(),
        world.tasks().copy(),
        world.events().copy(),
        world.eventQueue().copy(),
        world.random().copy(),
        world.parts(),
        world.alarms(),
        world.now(),
        world.nextOperation());
  }

  private static List<Integer> rows(World world) {
    TreeSet<Integer> rows = new TreeSet<>();
    world.jobs().forEach(job -> rows.add(job.id().value()));
    return List.copyOf(rows);
  }

  /** The journal keeps every line: what was typed long ago is in the guest's past all the same. */
  @Test
  void everyTypedLineIsReplayedThoughItsJobIsForgotten() throws IOException {
    Worlds worlds = Worlds.of(SmallSite.of(2, 4));
    JobId renamed = worlds.start(new Rename(new MachineId(2), "kept"));
    Seat seat = new Seat(worlds, MACHINE).pass(Duration.ofMinutes(5)).login();
    seat.enter("echo first > /tmp/first");
    for (int i = 0; i < World.TYPED_LINES_KEPT + World.JOBS_KEPT; i++) {
      seat.enter("echo " + i + " > /tmp/last");
    }
    assertNotNull(worlds.world().job(renamed));
    Worlds again = worlds.throughAnImage();
    assertNotNull(again.world().job(renamed));
    Seat there = new Seat(again, MACHINE);
    assertEquals(List.of("first"), there.answer("cat /tmp/first"));
    assertEquals(
        List.of(String.valueOf(World.TYPED_LINES_KEPT + World.JOBS_KEPT - 1)),
        there.answer("cat /tmp/last"));
  }
}
