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
import io.coppice.rules.ForkRules;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.ops.machine.PowerProcedures;
import io.coppice.sim.ops.run.ConcurrencyLimits;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
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
final class ForkProcedure<O extends ForkOperation> implements OperationProcedure<O> {
  private final BiFunction<O, Machine, ForkSpec> spec;
  private final Origin origin;

  private ForkProcedure(BiFunction<O, Machine, ForkSpec> spec, Origin origin) {
    this.spec = spec;
    this.origin = origin;
  }

  static ForkProcedure<ForkOperation.Fork> fork() {
    return new ForkProcedure<>((fork, _) -> fork.spec(), Origin.CHILD);
  }

  static ForkProcedure<ForkOperation.Refork> refork() {
    return new ForkProcedure<>((fork, _) -> fork.spec(), Origin.CHILD);
  }

  static ForkProcedure<ForkOperation.ResumeParent> resume() {
    return new ForkProcedure<>(
        (_, machine) -> ForkRules.continuation(machine), Origin.CONTINUATION);
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
  public List<Claim> claims(O operation, SiteIndex index) {
    Machine machine = index.inventory().machine((MachineId) operation.target());
    return machine == null
        ? List.of()
        : List.of(new Claim(machine.host(), Sort.COST, ConcurrencyLimits.PROVISIONING_ON_HOST));
  }

  @Override
  public PhaseResult step(int phase, JobContext<O> context) {
    return phase == 0 ? freeze(context) : children(context);
  }

  private PhaseResult freeze(JobContext<O> context) {
    Machine machine = context.machine();
    if (machine.isOn()) {
      return PhaseResult.lasts(ForkDurations.PAUSE);
    }
    boolean there =
        ForkRules.frozenBase(machine.id(), context.index())
            .filter(base -> base.state() == ForkBase.State.RESIDENT)
            .isPresent();
    return there
        ? PhaseResult.lasts(Duration.ZERO)
        : PowerProcedures.memory(machine, context.index());
  }

  private PhaseResult children(JobContext<O> context) {
    World world = context.world();
    Machine machine = context.machine();
    ForkBase base = base(context, machine);
    ForkGroup group =
        world.forks().group(world.forks().member(machine.id()).orElseThrow().group()).orElseThrow();
    ForkSpec wanted = spec.apply(context.operation(), machine);
    List<MachineId> made =
        new ChildPlanner(world, context.index(), group, base, wanted, origin)
            .make(context.policy());
    ForkWorldPart.of(world).born(context.job(), made);
    GroupTick.ensure(world);
    SimTime last =
        made.stream()
            .map(id -> world.forks().member(id).orElseThrow().phases())
            .map(phases -> phases.ended(ForkPhase.READY).orElseThrow())
            .max(SimTime::compareTo)
            .orElse(world.now());
    return PhaseResult.lasts(last.since(world.now()));
  }

  /** The base the children read, made now if there is none. */
  private static ForkBase base(JobContext<? extends ForkOperation> context, Machine machine) {
    World world = context.world();
    Forks forks = world.forks();
    Optional<ForkBase> frozen = ForkRules.frozenBase(machine.id(), context.index());
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
      int key = BaseFreezer.split(world, machine, member.get());
      return forks.group(member.get().group()).orElseThrow().bases().get(key);
    }
    ForkGroup group =
        machine.isOn()
            ? BaseFreezer.split(world, machine)
            : BaseFreezer.freeze(
                world, context.part(), machine, machine.name(), TrustDomain.DEFAULT);
    ForkBase base = group.bases().getFirst();
    if (base.state() == ForkBase.State.STORED) {
      base = base.become(ForkBase.State.RESIDENT);
      forks.put(group.with(base));
    }
    context.recordEvent(
        machine.isOn() ? "event.fork.split" : "event.fork.frozen",
        machine.id(),
        machine.name(),
        group.name());
    return base;
  }

  @Override
  public List<Problem> finish(JobContext<O> context) {
    World world = context.world();
    Machine source = context.machine();
    List<MachineId> made = ForkWorldPart.of(world).births(context.job());
    long up =
        made.stream()
            .flatMap(id -> world.forks().member(id).stream())
            .filter(member -> member.state() == State.RUNNING)
            .count();
    ForkWorldPart.of(world).settled(context.job());
    int wanted = spec.apply(context.operation(), source).count();
    context.recordEvent(
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
  public void undo(JobContext<O> context) {
    World world = context.world();
    for (MachineId id : ForkWorldPart.of(world).births(context.job())) {
      world
          .forks()
          .member(id)
          .filter(member -> member.state() == State.STARTING)
          .ifPresent(
              member ->
                  GroupReconciler.fail(
                      world,
                      context.part(),
                      member,
                      Problem.error("fork.called-off", id, member.name())));
    }
    ForkWorldPart.of(world).settled(context.job());
  }
}
