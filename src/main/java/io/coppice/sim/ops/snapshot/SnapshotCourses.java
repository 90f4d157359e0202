package io.coppice.sim.ops.snapshot;

import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.SnapshotTree.Node;
import io.coppice.model.inventory.Space;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Instant;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import io.coppice.sim.ops.time.Guests;
import io.coppice.sim.ops.time.Rates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Taking and removing snapshots. Removing cannot be called off: deltas are merged as it goes. */
public final class SnapshotCourses {
  private SnapshotCourses() {}

  public static void addTo(Runner runner) {
    runner.add(SnapshotOperation.Take.class, new Take());
    runner.add(SnapshotOperation.Revert.class, new Revert());
    runner.add(
        SnapshotOperation.Remove.class,
        new Remove<>(
            (remove, tree) ->
                remove.children()
                    ? Consolidation.keys(tree.subtree(remove.snapshot()))
                    : Set.of(remove.snapshot())));
    runner.add(
        SnapshotOperation.RemoveAll.class,
        new Remove<SnapshotOperation.RemoveAll>((_, tree) -> Consolidation.keys(tree.nodes())));
    runner.add(SnapshotOperation.Describe.class, new Instant<>(SnapshotCourses::describe));
  }

  private static void describe(Stage<SnapshotOperation.Describe> stage) {
    SnapshotOperation.Describe describe = stage.operation();
    Machine machine = stage.machine();
    List<Node> nodes = new ArrayList<>(machine.snapshots().nodes());
    nodes.replaceAll(
        node ->
            node.key() == describe.snapshot()
                ? node.withName(describe.name(), describe.description())
                : node);
    stage
        .world()
        .set(machine.withSnapshots(new SnapshotTree(nodes, machine.snapshots().current())));
    stage.tell("event.snapshot.described", machine.id(), machine.name(), describe.name());
  }

  private static final class Take implements Course<SnapshotOperation.Take> {
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
    public Step step(int phase, Stage<SnapshotOperation.Take> stage) {
      Machine machine = stage.machine();
      return switch (phases(stage.operation()).get(phase)) {
        case "phase.save-memory" -> saveMemory(stage, machine);
        case "phase.quiesce" ->
            Step.lasts(machine.isOn() ? Guests.quiesce(machine) : Duration.ZERO);
        default -> Step.lasts(Duration.ofSeconds(1));
      };
    }

    private static Step saveMemory(Stage<SnapshotOperation.Take> stage, Machine machine) {
      if (!machine.isOn()) {
        return Step.lasts(Duration.ZERO);
      }
      Space.home(machine)
          .ifPresent(
              home ->
                  stage.claim(
                      List.of(new Claim(home, Sort.SPACE, machine.hardware().memory().value()))));
      return Step.lasts(memoryTime(machine, stage.facts()));
    }

    @Override
    public List<Problem> finish(Stage<SnapshotOperation.Take> stage) {
      SnapshotOperation.Take take = stage.operation();
      Machine machine = stage.machine();
      SnapshotTree tree = machine.snapshots();
      int key = tree.nextKey();
      boolean memory = take.memory() && machine.isOn();
      List<Node> nodes = new ArrayList<>(tree.nodes());
      nodes.add(
          new Node(
              key,
              tree.current(),
              take.name(),
              take.description(),
              stage.world().now(),
              memory,
              take.quiesce() && machine.isOn() && !memory,
              machine.power(),
              Bytes.ZERO,
              machine.hardware()));
      stage.world().set(machine.withSnapshots(new SnapshotTree(nodes, key)));
      stage.tell("event.snapshot.taken", machine.id(), machine.name(), take.name());
      return List.of();
    }
  }

  private static final class Remove<O extends SnapshotOperation> implements Course<O> {
    private final BiFunction<O, SnapshotTree, Set<Integer>> which;

    Remove(BiFunction<O, SnapshotTree, Set<Integer>> which) {
      this.which = which;
    }

    @Override
    public List<String> phases(O operation) {
      return List.of("phase.consolidate");
    }

    @Override
    public Step step(int phase, Stage<O> stage) {
      Machine machine = stage.machine();
      Facts facts = stage.facts();
      long bytes = consolidated(stage).merged();
      return Step.lasts(
          Space.home(machine)
              .map(home -> Rates.time(bytes, Rates.copy(home, home, 0, facts)))
              .orElse(Duration.ofMillis(500))
              .plus(Duration.ofMillis(500)));
    }

    private Consolidation consolidated(Stage<O> stage) {
      Machine machine = stage.machine();
      return Consolidation.without(machine, which.apply(stage.operation(), machine.snapshots()));
    }

    @Override
    public List<Problem> finish(Stage<O> stage) {
      Machine before = stage.machine();
      Machine after = consolidated(stage).machine();
      stage.world().set(after);
      long freed =
          Space.home(before)
              .map(home -> Space.used(before, home) - Space.used(after, home))
              .orElse(0L);
      stage.tell(
          "event.snapshot.removed",
          before.id(),
          before.name(),
          new Bytes(Math.max(0, freed)).toString());
      return List.of();
    }
  }

  /** Time to write or read the memory a guest has touched. */
  static Duration memoryTime(Machine machine, Facts facts) {
    long bytes =
        machine.power() == PowerState.POWERED_ON
            ? Guests.touched(machine, facts.figures())
            : machine.hardware().memory().value();
    return Space.home(machine)
        .map(home -> Rates.time(bytes, Rates.stream(facts.inventory().datastore(home), 0)))
        .orElse(Duration.ofSeconds(1));
  }
}
