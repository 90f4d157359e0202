package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.machine.PowerCourses;
import io.coppice.sim.ops.rules.ForkRules;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Limits;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Forking: the source becomes a base if it is none yet, then all children are planned at once. The
 * job is over when the last of them is ready or its gate has stayed closed.
 *
 * @param <O> Fork, Refork or ResumeParent
 */
final class ForkCourse<O extends ForkOperation> implements Course<O> {
  private final BiFunction<O, Machine, ForkSpec> spec;
  private final Origin origin;

  private ForkCourse(BiFunction<O, Machine, ForkSpec> spec, Origin origin) {
    this.spec = spec;
    this.origin = origin;
  }

  static ForkCourse<ForkOperation.Fork> fork() {
    return new ForkCourse<>((fork, _) -> fork.spec(), Origin.CHILD);
  }

  static ForkCourse<ForkOperation.Refork> refork() {
    return new ForkCourse<>((fork, _) -> fork.spec(), Origin.CHILD);
  }

  static ForkCourse<ForkOperation.ResumeParent> resume() {
    return new ForkCourse<>((_, machine) -> ForkRules.continuation(machine), Origin.CONTINUATION);
  }

  @Override
  public List<String> phases(O operation) {
    return List.of("phase.fork-freeze", "phase.fork-children");
  }

  @Override
  public boolean cancellable(O operation, int phase) {
    return phase == 1;
  }

  @Override
  public List<Claim> claims(O operation, Facts facts) {
    Machine machine = facts.inventory().machine((MachineId) operation.target());
    return machine == null
        ? List.of()
        : List.of(new Claim(machine.host(), Sort.COST, Limits.PROVISIONING_ON_HOST));
  }

  @Override
  public Step step(int phase, Stage<O> stage) {
    return phase == 0 ? freeze(stage) : children(stage);
  }

  private Step freeze(Stage<O> stage) {
    Machine machine = stage.machine();
    if (machine.isOn()) {
      return Step.lasts(ForkTimes.PAUSE);
    }
    boolean there =
        ForkRules.frozenBase(machine.id(), stage.facts())
            .filter(base -> base.state() == ForkBase.State.RESIDENT)
            .isPresent();
    return Step.lasts(there ? Duration.ZERO : PowerCourses.memoryTime(machine, stage.facts()));
  }

  private Step children(Stage<O> stage) {
    World world = stage.world();
    Machine machine = stage.machine();
    ForkBase base = base(stage, machine);
    ForkGroup group =
        world.forks().group(world.forks().member(machine.id()).orElseThrow().group()).orElseThrow();
    ForkSpec wanted = spec.apply(stage.operation(), machine);
    List<MachineId> made = new Births(world, stage.facts(), group, base, wanted, origin).make();
    ForkPart.of(world).born(stage.job(), made);
    Writing.ensure(world);
    SimTime last =
        made.stream()
            .map(id -> world.forks().member(id).orElseThrow().phases())
            .map(phases -> phases.ended(ForkPhase.READY).orElseThrow())
            .max(SimTime::compareTo)
            .orElse(world.now());
    return Step.lasts(last.since(world.now()));
  }

  /** The base the children read, made now if there is none. */
  private static ForkBase base(Stage<? extends ForkOperation> stage, Machine machine) {
    World world = stage.world();
    Forks forks = world.forks();
    Optional<ForkBase> frozen = ForkRules.frozenBase(machine.id(), stage.facts());
    if (frozen.isPresent()) {
      ForkBase base = frozen.get();
      if (base.state() == ForkBase.State.STORED) {
        base = base.become(ForkBase.State.RESIDENT);
        ForkMember parent = forks.member(machine.id()).orElseThrow();
        forks.put(forks.group(parent.group()).orElseThrow().with(base));
      }
      return base;
    }
    Optional<ForkMember> member = forks.member(machine.id());
    if (member.isPresent()) {
      int key = Freezing.split(world, machine, member.get());
      return forks.group(member.get().group()).orElseThrow().bases().get(key);
    }
    ForkGroup group =
        machine.isOn()
            ? Freezing.split(world, machine)
            : Freezing.freeze(world, stage.part(), machine, machine.name(), TrustDomain.DEFAULT);
    ForkBase base = group.bases().getFirst();
    if (base.state() == ForkBase.State.STORED) {
      base = base.become(ForkBase.State.RESIDENT);
      forks.put(group.with(base));
    }
    stage.tell(
        machine.isOn() ? "event.fork.split" : "event.fork.frozen",
        machine.id(),
        machine.name(),
        group.name());
    return base;
  }

  @Override
  public List<Problem> finish(Stage<O> stage) {
    World world = stage.world();
    Machine source = stage.machine();
    List<MachineId> made = ForkPart.of(world).births(stage.job());
    long up =
        made.stream()
            .flatMap(id -> world.forks().member(id).stream())
            .filter(member -> member.state() == State.RUNNING)
            .count();
    ForkPart.of(world).settled(stage.job());
    int wanted = spec.apply(stage.operation(), source).count();
    stage.tell(
        up == wanted ? Severity.INFO : Severity.WARNING,
        "event.fork.forked",
        List.of(source.id()),
        source.name(),
        wanted,
        up);
    if (up == wanted) {
      return List.of();
    }
    Severity severity = up == 0 ? Severity.ERROR : Severity.WARNING;
    return List.of(
        Problem.of(severity, "fork.not-all-up", List.of(source.id()), source.name(), wanted, up));
  }

  /** Children that run stay; those on their way have failed. */
  @Override
  public void undo(Stage<O> stage) {
    World world = stage.world();
    for (MachineId id : ForkPart.of(world).births(stage.job())) {
      world
          .forks()
          .member(id)
          .filter(member -> member.state() == State.STARTING)
          .ifPresent(
              member ->
                  Upkeep.fail(
                      world,
                      stage.part(),
                      member,
                      Problem.error("fork.called-off", id, member.name())));
    }
    ForkPart.of(world).settled(stage.job());
  }
}
