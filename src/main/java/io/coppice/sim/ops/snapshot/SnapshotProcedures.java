package io.coppice.sim.ops.snapshot;

import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.rules.SnapshotConsolidation;
import io.coppice.rules.SnapshotRules;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.ops.time.GuestDurations;
import io.coppice.sim.ops.time.TransferRates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Taking and removing snapshots. Removing cannot be called off: deltas are merged as it goes. */
public final class SnapshotProcedures {
  private SnapshotProcedures() {}

  public static void addTo(JobRunner runner) {
    runner.add(SnapshotOperation.Take.class, new Take());
    runner.add(SnapshotOperation.Revert.class, new SnapshotRevert());
    runner.add(
        SnapshotOperation.Remove.class,
        new Remove<>(
            (remove, tree) ->
                remove.children()
                    ? SnapshotConsolidation.keys(tree.subtree(remove.snapshot()))
                    : Set.of(remove.snapshot())));
    runner.add(
        SnapshotOperation.RemoveAll.class,
        new Remove<SnapshotOperation.RemoveAll>(
            (_, tree) -> SnapshotConsolidation.keys(tree.nodes())));
    runner.add(
        SnapshotOperation.Describe.class, new InstantProcedure<>(SnapshotProcedures::describe));
  }

  private static void describe(JobContext<SnapshotOperation.Describe> context) {
    SnapshotOperation.Describe describe = context.operation();
    Machine machine = context.machine();
    List<Node> nodes = new ArrayList<>(machine.snapshots().nodes());
    nodes.replaceAll(
        node ->
            node.key() == describe.snapshot()
                ? node.withName(describe.name(), describe.description())
                : node);
    context
        .world()
        .set(machine.withSnapshots(machine.snapshots().with(nodes, machine.snapshots().current())));
    context.recordEvent("event.snapshot.described", machine.id(), machine.name(), describe.name());
  }

  private static final class Take implements OperationProcedure<SnapshotOperation.Take> {
    @Override
    public List<String> phases(SnapshotOperation.Take take) {
      List<String> phases = new ArrayList<>();
      if (take.memory()) {
        phases.add("phase.save-memory");
      } else if (take.quiesce()) {
        phases.add("phase.quiesce");
      }
      phases.add("phase.take-snapshot");
      return phases;
    }

    @Override
    public boolean cancellable(SnapshotOperation.Take take, int phase) {
      return phase < phases(take).size() - 1;
    }

    @Override
    public PhaseResult step(int phase, JobContext<SnapshotOperation.Take> context) {
      Machine machine = context.machine();
      return switch (phases(context.operation()).get(phase)) {
        case "phase.save-memory" -> saveMemory(context, machine);
        case "phase.quiesce" ->
            PhaseResult.lasts(machine.isOn() ? GuestDurations.quiesce(machine) : Duration.ZERO);
        default -> {
          if (!context.operation().memory()
              && SnapshotRules.savesMemory(context.operation(), machine)) {
            claimMemory(context, machine);
          }
          yield PhaseResult.lasts(Duration.ofSeconds(1));
        }
      };
    }

    private static PhaseResult saveMemory(
        JobContext<SnapshotOperation.Take> context, Machine machine) {
      if (machine.power() == PowerState.POWERED_OFF) {
        return PhaseResult.lasts(Duration.ZERO);
      }
      claimMemory(context, machine);
      return TransferRates.atHome(machine, memory(machine, context.index()), Duration.ZERO);
    }

    private static void claimMemory(JobContext<SnapshotOperation.Take> context, Machine machine) {
      MachineStorage.home(machine)
          .ifPresent(
              home ->
                  context.claim(
                      List.of(new Claim(home, Sort.SPACE, machine.hardware().memory().value()))));
    }

    @Override
    public List<Problem> finish(JobContext<SnapshotOperation.Take> context) {
      SnapshotOperation.Take take = context.operation();
      Machine machine = context.machine();
      SnapshotTree tree = machine.snapshots();
      int key = tree.nextKey();
      boolean memory = SnapshotRules.savesMemory(take, machine);
      Node node =
          new Node(
                  key,
                  tree.current(),
                  take.name(),
                  take.description(),
                  context.world().now(),
                  memory,
                  take.quiesce() && machine.isOn() && !memory,
                  machine.power(),
                  Bytes.ZERO,
                  machine.hardware())
              .withBy(take.by());
      context.world().set(machine.withSnapshots(tree.taken(node)));
      Guests.of(context.world()).snapshotTaken(machine.id(), key, memory);
      context.recordEvent("event.snapshot.taken", machine.id(), machine.name(), take.name());
      return List.of();
    }
  }

  private static final class Remove<O extends SnapshotOperation> implements OperationProcedure<O> {
    private final BiFunction<O, SnapshotTree, Set<Integer>> which;

    Remove(BiFunction<O, SnapshotTree, Set<Integer>> which) {
      this.which = which;
    }

    @Override
    public List<String> phases(O operation) {
      return List.of("phase.consolidate");
    }

    @Override
    public PhaseResult step(int phase, JobContext<O> context) {
      Machine machine = context.machine();
      SnapshotConsolidation consolidated = consolidated(context);
      context.claimSpace(consolidated.room());
      return MachineStorage.home(machine)
          .map(
              home -> TransferRates.copy(consolidated.merged(), home, home, Duration.ofMillis(500)))
          .orElse(PhaseResult.lasts(Duration.ofSeconds(1)));
    }

    private SnapshotConsolidation consolidated(JobContext<O> context) {
      Machine machine = context.machine();
      return SnapshotConsolidation.without(
          machine, which.apply(context.operation(), machine.snapshots()));
    }

    @Override
    public List<Problem> finish(JobContext<O> context) {
      Machine before = context.machine();
      Machine after = consolidated(context).machine();
      context.world().set(after);
      long freed =
          MachineStorage.places(before).stream()
              .mapToLong(on -> MachineStorage.used(before, on) - MachineStorage.used(after, on))
              .sum();
      context.recordEvent(
          "event.snapshot.removed",
          before.id(),
          before.name(),
          new Bytes(Math.max(0, freed)).toString());
      return List.of();
    }
  }

  /** Bytes of memory that are written or read. */
  static long memory(Machine machine, SiteIndex index) {
    return machine.power() == PowerState.POWERED_ON
        ? GuestDurations.touched(machine, index.figures())
        : machine.hardware().memory().value();
  }
}
