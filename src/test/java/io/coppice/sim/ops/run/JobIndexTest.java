package io.coppice.sim.ops.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Capability;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.PreflightRules;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SortedIntSet;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.world.World;
import io.coppice.testkit.SmallSite;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever holds an index of the world sees what was so when it was asked for, and nothing else. */
class JobIndexTest {
  private static final MachineId RUNS = new MachineId(1);
  private static final HostId HOST = new HostId(1);
  private static final HostId OTHER = new HostId(2);

  private final JobRunner runner =
      new JobRunner(
          new PreflightRules(Set.of(Capability.OPERATIONS), PlacementPolicy.standard()), _ -> {});
  private final World world = world();

  private static World world() {
    Blueprint blueprint = SmallSite.of(3, 9);
    return new World(blueprint.inventory().copy(), blueprint.start(), blueprint.seed());
  }

  @BeforeEach
  void begin() {
    runner.begin(world);
  }

  private SiteIndex index(JobId... asking) {
    return runner.index(world, List.of(asking).stream().findFirst());
  }

  @Test
  void whatAJobSeesIsNotChangedByWhoAsksNext() {
    JobId job = world.nextJob();
    world.add(Job.queued(job, new MachineOperation.PowerOff(RUNS), List.of(), true, world.now()));
    SiteIndex its = index(job);
    SiteIndex others = index();
    assertEquals(Optional.empty(), its.busy(RUNS), "its own work is no obstacle to it");
    assertEquals(Optional.of(job), others.busy(RUNS));
    assertEquals(Optional.empty(), its.busy(RUNS));
  }

  @Test
  void anIndexTellsTheStateItWasAskedForInAlsoBetweenOthers() {
    SiteIndex before = index();
    int there = before.machines(HOST).size();
    long reserved = before.reservedMemory(HOST);
    Machine machine = world.inventory().machine(RUNS);
    world.set(machine.withHost(OTHER).withName("elsewhere"));
    SiteIndex after = index();
    for (int turn = 0; turn < 3; turn++) {
      assertEquals(there, before.machines(HOST).size());
      assertEquals(reserved, before.reservedMemory(HOST));
      assertTrue(before.named(EntityId.Kind.MACHINE, "elsewhere").isEmpty());
      assertEquals(machine.name(), before.name(RUNS));
      assertEquals(there - 1, after.machines(HOST).size());
      assertTrue(after.reservedMemory(HOST) < reserved);
      assertTrue(after.named(EntityId.Kind.MACHINE, "elsewhere").contains(RUNS.value()));
      assertEquals("elsewhere", after.name(RUNS));
    }
  }

  @Test
  void aListThatIsHeldStaysAsItIs() {
    SortedIntSet held = index().held(HOST, EntityId.Kind.MACHINE);
    int[] were = held.toArray();
    world.set(world.inventory().machine(RUNS).withHost(OTHER));
    world.set(world.inventory().machine(new MachineId(0)).withHost(HOST));
    index().held(HOST, EntityId.Kind.MACHINE);
    assertArrayEquals(were, held.toArray());
  }

  @Test
  void claimsThatAreTakenLaterAreNotSeen() {
    SiteIndex before = index();
    runner.part(world).claims(world).take(List.of(new Claim(HOST, Sort.MEMORY, 4_096)));
    assertEquals(0, before.reservations().of(HOST, Sort.MEMORY));
    assertEquals(4_096, index().reservations().of(HOST, Sort.MEMORY));
    assertEquals(0, before.reservations().of(HOST, Sort.MEMORY));
  }
}
