package io.coppice.sim.ops.rules;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.fork.Chain;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.Space;
import io.coppice.sim.ops.facts.Facts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of fork groups. */
public final class ForkRules {
  private ForkRules() {}

  static void check(ForkOperation operation, Facts facts, Verdicts verdicts) {
    if (!verdicts.exists(facts, operation.target())) {
      return;
    }
    switch (operation) {
      case ForkOperation.Freeze freeze -> {
        Machine machine = machine(freeze.target(), facts);
        source(machine, facts, verdicts);
        notMember(machine, facts, verdicts);
        saved(machine, facts, verdicts);
        name(freeze.group(), machine.id(), verdicts);
      }
      case ForkOperation.Fork fork -> fork(fork.target(), fork.spec(), facts, verdicts);
      case ForkOperation.Refork fork -> {
        if (running(fork.target(), facts, verdicts)) {
          fork(fork.target(), fork.spec(), facts, verdicts);
        }
      }
      case ForkOperation.ResumeParent resume -> resume(resume.target(), facts, verdicts);
      case ForkOperation.Promote promote -> {
        if (running(promote.target(), facts, verdicts)) {
          promote(machine(promote.target(), facts), facts, verdicts);
        }
      }
      case ForkOperation.Rebase rebase -> rebase(rebase, facts, verdicts);
      case ForkOperation.KeepWinner keep -> {
        if (running(keep.target(), facts, verdicts)) {
          winner(machine(keep.target(), facts), facts, verdicts);
        }
      }
      case ForkOperation.EndSubtree end -> {
        member(end.target(), facts, verdicts);
        List<ForkMember> tree = facts.forks().subtree(end.target());
        idle(tree, facts, verdicts);
        outside(tree, facts, verdicts);
      }
      case ForkOperation.SetLease lease -> lease(lease, facts, verdicts);
      case ForkOperation.SetPageSharing set ->
          verdicts.need(
              "scan-rate",
              set.sharing().pagesPerSecond() > 0,
              () -> Problem.error("fork.scan-rate", set.target()));
      case ForkOperation.StartElastic start -> ElasticRules.start(start, facts, verdicts);
      case ForkOperation.StopElastic stop ->
          verdicts.need(
              "is-elastic",
              facts.forks().group(stop.target()).flatMap(ForkGroup::elastic).isPresent(),
              () -> Problem.error("fork.not-elastic", stop.target(), facts.name(stop.target())));
    }
  }

  private static Machine machine(MachineId id, Facts facts) {
    return facts.inventory().machine(id);
  }

  /** Whether a machine's memory and disk can be made a base. */
  private static void source(Machine machine, Facts facts, Verdicts verdicts) {
    verdicts.free(facts, machine.id());
    MachineRules.notTemplate(machine, verdicts);
    MachineRules.managed(machine, facts, verdicts);
    verdicts.need(
        "fork-has-memory",
        machine.power() != PowerState.POWERED_OFF,
        () -> Problem.error("fork.machine-off", machine.id(), machine.name()));
    verdicts.need(
        "fork-no-snapshots",
        machine.snapshots().isEmpty(),
        () -> Problem.error("fork.has-snapshots", machine.id(), machine.name()));
    MachineRules.noPassthrough(machine, verdicts);
    StorageRules.reachableHere(machine, facts, verdicts);
  }

  private static void saved(Machine machine, Facts facts, Verdicts verdicts) {
    if (machine.isOn()) {
      StorageRules.roomForMemory(machine, facts, verdicts);
    }
  }

  private static void notMember(Machine machine, Facts facts, Verdicts verdicts) {
    verdicts.need(
        "fork-no-member",
        facts.forks().member(machine.id()).isEmpty(),
        () ->
            Problem.error(
                "fork.already-member",
                machine.id(),
                machine.name(),
                machine.fork().map(facts::name).orElse("")));
  }

  private static void name(String name, EntityId about, Verdicts verdicts) {
    verdicts.need(
        "name-valid",
        Names.valid(name),
        () -> Problem.error("name.invalid", about, name, String.valueOf(Names.MOST)));
  }

  static void fork(MachineId id, ForkSpec spec, Facts facts, Verdicts verdicts) {
    Machine source = machine(id, facts);
    Optional<ForkMember> member = facts.forks().member(id);
    Optional<ForkBase> base = frozenBase(id, facts);
    if (base.isPresent()) {
      verdicts.readable(facts, id);
      MachineRules.managed(source, facts, verdicts);
      StorageRules.reachableHere(source, facts, verdicts);
      verdicts.need(
          "base-there",
          base.get().state() == ForkBase.State.RESIDENT
              || base.get().state() == ForkBase.State.STORED,
          () -> Problem.error("fork.base-lost", id, source.name()));
    } else {
      source(source, facts, verdicts);
      if (member.isPresent()) {
        running(id, facts, verdicts);
      } else if (source.power() == PowerState.SUSPENDED) {
        notMember(source, facts, verdicts);
      }
    }
    chain(source, base, member, verdicts);
    ForkSpecRules.check(source, base, spec, facts, verdicts);
  }

  /** The newest base a frozen machine stands for. */
  public static Optional<ForkBase> frozenBase(MachineId id, Facts facts) {
    return facts
        .forks()
        .member(id)
        .filter(member -> member.state() == State.FROZEN)
        .flatMap(member -> facts.forks().group(member.group()))
        .flatMap(
            group ->
                group.bases().stream()
                    .filter(base -> base.source().equals(id))
                    .reduce((_, newer) -> newer));
  }

  /** The newest base of a group that a frozen member stands for. */
  public static Optional<ForkBase> newestFrozen(ForkGroup group, Facts facts) {
    return group.bases().reversed().stream()
        .filter(base -> frozenBase(base.source(), facts).equals(Optional.of(base)))
        .findFirst();
  }

  private static void chain(
      Machine source, Optional<ForkBase> base, Optional<ForkMember> member, Verdicts verdicts) {
    Chain chain = base.map(ForkBase::chain).orElse(source.isOn() ? Chain.RUNNING : Chain.LINKED);
    int depth =
        base.map(ForkBase::diskDepth)
                .or(() -> member.map(its -> its.diskDepth() + 1))
                .orElseGet(() -> source.linked().map(Machine.LinkedTo::depth).orElse(0) + 1)
            + 1;
    if (verdicts.need(
        "chain-length",
        depth <= chain.deepest(),
        () ->
            Problem.error(
                "fork.chain-too-deep",
                source.id(),
                source.name(),
                String.valueOf(chain.deepest())))) {
      verdicts.need(
          "chain-short",
          depth < Chain.WARNS_AT,
          () ->
              Problem.warning(
                  "fork.chain-deep",
                  source.id(),
                  source.name(),
                  String.valueOf(depth),
                  String.valueOf(chain.deepest())));
    }
  }

  private static boolean member(MachineId id, Facts facts, Verdicts verdicts) {
    return verdicts.need(
        "fork-member",
        facts.forks().member(id).isPresent(),
        () -> Problem.error("fork.no-member", id, facts.name(id)));
  }

  private static boolean running(MachineId id, Facts facts, Verdicts verdicts) {
    if (!member(id, facts, verdicts)) {
      return false;
    }
    Machine machine = machine(id, facts);
    verdicts.free(facts, id);
    MachineRules.managed(machine, facts, verdicts);
    return verdicts.need(
        "fork-runs",
        facts.forks().member(id).orElseThrow().state() == State.RUNNING,
        () -> Problem.error("fork.not-running", id, machine.name()));
  }

  private static void resume(MachineId id, Facts facts, Verdicts verdicts) {
    Optional<ForkBase> base = frozenBase(id, facts);
    Machine parent = machine(id, facts);
    if (!verdicts.need(
        "fork-frozen",
        base.isPresent(),
        () -> Problem.error("fork.not-frozen", id, parent.name()))) {
      return;
    }
    ForkGroupId group = facts.forks().member(id).orElseThrow().group();
    Optional<ForkMember> other =
        facts.forks().membersOf(group).stream()
            .filter(its -> its.origin() == ForkMember.Origin.CONTINUATION)
            .filter(its -> its.state().holdsMemory())
            .findFirst();
    verdicts.need(
        "one-continuation",
        other.isEmpty(),
        () ->
            Problem.of(
                Severity.ERROR,
                "fork.continued-already",
                List.of(id, other.orElseThrow().machine()),
                parent.name(),
                other.orElseThrow().name()));
    if (verdicts.passing()) {
      fork(id, continuation(parent), facts, verdicts);
    }
  }

  /** What a continuation is asked for: one child, with everything as the parent has it. */
  public static ForkSpec continuation(Machine parent) {
    ForkSpec one = ForkSpec.of(1, parent.name() + " (continued ##)");
    return new ForkSpec(
        1,
        one.names(),
        one.identity(),
        one.network(),
        one.placement(),
        Optional.empty(),
        false,
        false);
  }

  private static void promote(Machine machine, Facts facts, Verdicts verdicts) {
    StorageRules.reachableHere(machine, facts, verdicts);
    StorageRules.roomForMemory(machine, facts, verdicts);
    Host host = facts.inventory().host(machine.host());
    long needs = machine.hardware().memory().value();
    long room = Math.max(0, ForkSpecRules.room(host, facts));
    verdicts.need(
        "fork-room",
        needs <= room,
        () ->
            Problem.error(
                "fork.no-room-for-base",
                host.id(),
                host.name(),
                new Bytes(needs).toString(),
                new Bytes(room).toString()));
  }

  private static void rebase(ForkOperation.Rebase rebase, Facts facts, Verdicts verdicts) {
    if (!running(rebase.target(), facts, verdicts)) {
      return;
    }
    ForkMember member = facts.forks().member(rebase.target()).orElseThrow();
    ForkGroup group = facts.forks().group(member.group()).orElseThrow();
    Optional<ForkBase> to = group.base(rebase.base());
    verdicts.need(
        "base-there",
        to.filter(base -> base.state() == ForkBase.State.RESIDENT)
            .filter(base -> base.host().equals(member.host()))
            .isPresent(),
        () -> Problem.error("fork.base-not-here", rebase.target(), member.name()));
    verdicts.need(
        "base-other",
        rebase.base() != member.base() && !member.remote(),
        () -> Problem.error("fork.base-same", rebase.target(), member.name()));
  }

  private static void winner(Machine machine, Facts facts, Verdicts verdicts) {
    ForkGroupId group = facts.forks().member(machine.id()).orElseThrow().group();
    List<ForkMember> others =
        facts.forks().membersOf(group).stream()
            .filter(member -> !member.machine().equals(machine.id()))
            .toList();
    idle(others, facts, verdicts);
    outside(facts.forks().membersOf(group), facts, verdicts);
    Machine parent =
        machine.linked().map(Machine.LinkedTo::parent).map(id -> machine(id, facts)).orElse(null);
    if (parent != null) {
      long disk = parent.hardware().disks().stream().mapToLong(its -> its.used().value()).sum();
      Space.home(machine).ifPresent(home -> StorageRules.room(home, disk, facts, verdicts));
    }
  }

  /** Whether no other job works on any of them. */
  private static void idle(List<ForkMember> members, Facts facts, Verdicts verdicts) {
    for (ForkMember member : members) {
      if (member.state() != State.FAILED
          && facts.busy(member.machine()).or(() -> facts.copied(member.machine())).isPresent()) {
        verdicts.free(facts, member.machine());
        return;
      }
    }
  }

  /** Names linked clones outside the group that would lose their disks. */
  private static void outside(List<ForkMember> members, Facts facts, Verdicts verdicts) {
    Set<MachineId> inside = new HashSet<>();
    members.forEach(member -> inside.add(member.machine()));
    for (ForkMember member : members) {
      List<Machine> clones =
          facts.machines(member.machine()).stream()
              .filter(machine -> !inside.contains(machine.id()))
              .filter(machine -> machine.fork().isEmpty())
              .toList();
      Machine machine = machine(member.machine(), facts);
      if (machine != null && !clones.isEmpty()) {
        MachineRules.noClones(machine, clones, verdicts);
      }
    }
  }

  private static void lease(ForkOperation.SetLease lease, Facts facts, Verdicts verdicts) {
    switch (lease.target()) {
      case MachineId id -> member(id, facts, verdicts);
      case ForkGroupId _ -> {}
      default ->
          verdicts.note(
              "fork-member",
              Optional.of(
                  Problem.error("fork.no-member", lease.target(), facts.name(lease.target()))));
    }
    verdicts.need(
        "lease-ahead",
        lease.lease().filter(time -> time.compareTo(Duration.ZERO) <= 0).isEmpty(),
        () -> Problem.error("fork.lease-past", lease.target(), facts.name(lease.target())));
  }
}
