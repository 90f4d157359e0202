package io.coppice.rules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.CapacityPlan;
import io.coppice.backend.CapacityPlan.Limit;
import io.coppice.backend.CapacityPlanner;
import io.coppice.backend.CapacityPlanner.MachineKind;
import io.coppice.backend.CapacityPlanner.Question;
import io.coppice.backend.CapacityPlanner.Targets;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostLoss;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Megahertz;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.HaPolicy;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.TightSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan says what the site then does. */
class ClusterPlannerTest {
  /** Bounds that nothing reaches: only the site's own rules are left. */
  private static final Targets NONE = new Targets(1_000_000, 1_000_000, 1_000_000);

  private static final CapacityPlanner.Watch GO_ON = _ -> {};

  private final CapacityPlanner planner = new ClusterPlanner(PlacementPolicy.standard());

  private static MachineKind kind(int memory, int disk, int reserved) {
    return new MachineKind(
        Optional.empty(),
        1,
        Bytes.ofMiB(memory),
        Bytes.ofGiB(disk),
        Bytes.ofGiB(disk),
        VirtualDisk.Provisioning.THICK,
        0,
        reserved,
        Optional.of(new Megahertz(100)));
  }

  private CapacityPlan plan(Worlds worlds, MachineKind kind, Targets targets) {
    return planner.plan(
        new Question(SmallSite.CLUSTER, kind, targets, 100), worlds.snapshot(), GO_ON);
  }

  /** Starts one machine after the other as a person would, until one is refused. */
  private static List<String> start(Worlds worlds, MachineKind kind, int most) {
    for (int i = 0; i < most; i++) {
      DatastoreId roomiest =
          worlds.index().freeSpace(new DatastoreId(0))
                  >= worlds.index().freeSpace(new DatastoreId(1))
              ? new DatastoreId(0)
              : new DatastoreId(1);
      MachineOperation.Create create =
          new MachineOperation.Create(
              "more-" + i,
              new MachineOperation.Destination(
                  SmallSite.MACHINES, SmallSite.POOL, Optional.empty(), roomiest),
              new MachineOperation.NewHardware(
                  kind.vcpus(),
                  kind.memory(),
                  List.of(new MachineOperation.NewDisk(kind.disk(), kind.provisioning())),
                  List.of(),
                  false,
                  false),
              "Debian",
              Workload.IDLE,
              "");
      if (!worlds.obstacles(create).isEmpty()) {
        return worlds.obstacles(create);
      }
      assertEquals(Job.State.SUCCEEDED, worlds.run(create).state());
      int row = worlds.world().inventory().machines().size() - 1;
      Machine made = worlds.machine(row);
      worlds
          .world()
          .inventory()
          .machines()
          .set(
              row,
              made.withPlacement(
                  new Machine.Placement(
                      made.placement().cpu(),
                      new Allocation(
                          made.placement().memory().shares(),
                          kind.memoryReservation(),
                          made.placement().memory().limit(),
                          true),
                      made.placement().restart())));
      MachineOperation.PowerOn on = new MachineOperation.PowerOn(made.id());
      if (!worlds.obstacles(on).isEmpty()) {
        return worlds.obstacles(on);
      }
      worlds.run(on);
    }
    return List.of();
  }

  private static long running(Worlds worlds) {
    List<Machine> all = new ArrayList<>();
    worlds.world().inventory().machines().forEach(all::add);
    return all.stream()
        .filter(machine -> machine.isOn() && machine.name().startsWith("more-"))
        .count();
  }

  @Test
  void asManyStartAsThePlanSaysAndTheNextIsRefusedForItsReason() {
    Worlds worlds = Worlds.of(TightSite.of(30));
    MachineKind kind = kind(2_048, 1, 2_048);
    CapacityPlan plan = plan(worlds, kind, NONE);
    assertEquals(Optional.of(Limit.HA), plan.first());
    List<String> refused = start(worlds, kind, plan.fits() + 1);
    assertEquals(plan.fits(), running(worlds));
    assertTrue(refused.contains(plan.reasons().getFirst().why().code()), refused::toString);
  }

  @Test
  void withoutHaHostsEndItByTheMemoryThatIsReserved() {
    Worlds worlds = Worlds.of(TightSite.of(30));
    worlds.run(
        new InventoryOperation.SetHaPolicy(
            SmallSite.CLUSTER,
            new HaPolicy(
                HaPolicy.Admission.OFF,
                1,
                25,
                25,
                Set.of(),
                HaPolicy.StorageLoss.LEAVE,
                HaPolicy.Isolation.LEAVE)));
    MachineKind kind = kind(4_096, 1, 4_096);
    CapacityPlan plan = plan(worlds, kind, NONE);
    assertEquals(Optional.of(Limit.HOST_MEMORY), plan.first());
    assertEquals(4, plan.reasons().getFirst().hosts());
    List<String> refused = start(worlds, kind, plan.fits() + 1);
    assertEquals(plan.fits(), running(worlds));
    assertTrue(refused.contains("host.no-memory"), refused::toString);
  }

  @Test
  void spaceEndsItWhereDisksAreLarge() {
    Worlds worlds = Worlds.of(TightSite.of(12));
    MachineKind kind = kind(64, 40, 0);
    CapacityPlan plan = plan(worlds, kind, NONE);
    assertEquals(Optional.of(Limit.SPACE), plan.first());
    List<String> refused = start(worlds, kind, plan.fits() + 1);
    assertEquals(plan.fits(), running(worlds));
    assertTrue(refused.contains("datastore.no-room"), refused::toString);
  }

  @Test
  void thePlannersOwnBoundsEndItWhereTheyAreNearest() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 24));
    MachineKind small = kind(1_024, 1, 0);
    CapacityPlan cpu = plan(worlds, small, new Targets(5, 100, 90));
    assertEquals(Optional.of(Limit.CPU_TARGET), cpu.first());
    CapacityPlan memory = plan(worlds, kind(65_536, 1, 0), Targets.STANDARD);
    assertEquals(Optional.of(Limit.MEMORY_TARGET), memory.first());
    assertTrue(memory.then().memoryMost() <= 1000, memory::toString);
    CapacityPlan space = plan(worlds, kind(1_024, 200, 0), new Targets(80, 100, 10));
    assertEquals(Optional.of(Limit.SPACE_TARGET), space.first());
    assertEquals(space.fits(), space.rooms().getFirst().fits());
  }

  @Test
  void aHostRunsNoMoreThanItMay() {
    Worlds worlds = Worlds.of(SmallSite.of(2, 10));
    CapacityPlan plan = plan(worlds, kind(4, 0, 0), new Targets(1_000_000, 1_000_000, 1_000_000));
    int running = worlds.index().running(new HostId(0)) + worlds.index().running(new HostId(1));
    int alone =
        plan.rooms().stream()
            .filter(room -> room.limit() == Limit.HOST_MACHINES)
            .findFirst()
            .orElseThrow()
            .fits();
    assertEquals(2 * 1_024 - running, alone);
  }

  /** What is left out between machines must not matter: every host is asked anew here. */
  @ParameterizedTest
  @ValueSource(ints = {512, 1_500, 4_096})
  void askingOnlyTheHostThatTookOneGivesWhatAskingAllGives(int memory) {
    Worlds worlds = Worlds.of(TightSite.of(30));
    MachineKind kind = kind(memory, 1, memory / 2);
    PlannedSite fast = new PlannedSite(worlds.snapshot(), new IndexCache());
    Cluster cluster = worlds.world().inventory().clusters().get(SmallSite.CLUSTER.value());
    PlannedMachine planned = new PlannedMachine(kind, cluster, Optional.empty(), 100);
    ClusterFill fill =
        new ClusterFill(
            fast,
            cluster,
            PlacementPolicy.standard(),
            new Question(SmallSite.CLUSTER, kind, NONE, 100),
            planned,
            EnumSet.of(Limit.HOST_MEMORY, Limit.HOST_CPU, Limit.HOST_MACHINES));
    int count = fill.run(CapacityPlanner.MOST, GO_ON).count();

    PlannedSite slow = new PlannedSite(worlds.snapshot(), new IndexCache());
    Map<HostId, Integer> placed = new HashMap<>();
    for (int i = 0; i < count; i++) {
      SiteIndex index = slow.index();
      Host any = index.hosts(cluster.id()).getFirst();
      Machine one =
          planned.machine(slow.next(), any, planned.roomiest(any, index).orElseThrow(), index);
      Host best =
          PlacementPolicy.standard().best(one, cluster.id(), Optional.empty(), index).orElseThrow();
      slow.add(one.withHost(best.id()).withPower(PowerState.POWERED_ON));
      slow.setDemand(best.id(), slow.demand(best.id()) + 100L);
      placed.merge(best.id(), 1, Integer::sum);
    }
    assertEquals(placed, fill.placed());
  }

  @ParameterizedTest
  @EnumSource(
      value = Machine.RestartPriority.class,
      names = {"MEDIUM", "DISABLED"})
  void machinesOfAHostThatCrashesRestartWhereThePlanSaid(Machine.RestartPriority odd) {
    Worlds worlds = Worlds.of(TightSite.of(30));
    for (int row = 0; row < 30; row += 7) {
      Machine machine = worlds.machine(row);
      worlds
          .world()
          .inventory()
          .machines()
          .set(
              row,
              machine.withPlacement(
                  new Machine.Placement(
                      machine.placement().cpu(), machine.placement().memory(), odd)));
    }
    HostId lost = new HostId(1);
    HostLoss loss = planner.losses(List.of(lost), worlds.snapshot(), GO_ON).getFirst();
    assertTrue(loss.restarts().size() > 2, loss::toString);
    worlds.run(new FaultOperation.CrashHost(lost));
    worlds.pass(Duration.ofMinutes(10));
    Map<MachineId, Optional<HostId>> said = new HashMap<>();
    Map<MachineId, Optional<HostId>> was = new HashMap<>();
    for (HostLoss.Restart restart : loss.restarts()) {
      Machine now = worlds.machine(restart.machine().value());
      said.put(restart.machine(), restart.to());
      was.put(restart.machine(), now.isOn() ? Optional.of(now.host()) : Optional.empty());
    }
    assertEquals(said, was);
    assertEquals(odd == Machine.RestartPriority.DISABLED, loss.stranded() > 0);
  }

  @Test
  void aPlanThatIsNotWantedAnyMoreEnds() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 24));
    assertThrows(
        CancellationException.class,
        () ->
            planner.plan(
                new Question(SmallSite.CLUSTER, kind(64, 1, 0), NONE, 100),
                worlds.snapshot(),
                part -> {
                  if (part > 0.02) {
                    throw new CancellationException();
                  }
                }));
  }
}
