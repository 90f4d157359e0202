package io.coppice.rules;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.ForkCapacity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules of fork groups. */
public final class ForkRules {
  private ForkRules() {}

  static void check(ForkOperation operation, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, operation.target())) {
      return;
    }
    switch (operation) {
      case ForkOperation.Freeze freeze -> {
        Machine machine = machine(freeze.target(), index);
        source(machine, index, verdicts);
        notMember(machine, index, verdicts);
        saved(machine, index, verdicts);
        name(freeze.group(), machine.id(), verdicts);
        NameRules.valid(freeze.trust().name(), machine.id(), verdicts);
      }
      case ForkOperation.Fork fork -> fork(fork.target(), fork.spec(), index, verdicts);
      case ForkOperation.Refork fork -> {
        if (running(fork.target(), index, verdicts)) {
          fork(fork.target(), fork.spec(), index, verdicts);
        }
      }
      case ForkOperation.ResumeParent resume -> resume(resume.target(), index, verdicts);
      case ForkOperation.Promote promote -> {
        if (running(promote.target(), index, verdicts)) {
          promote(machine(promote.target(), index), index, verdicts);
        }
      }
      case ForkOperation.Rebase rebase -> rebase(rebase, index, verdicts);
      case ForkOperation.KeepWinner keep -> {
        if (running(keep.target(), index, verdicts)) {
          MemberEndingRules.keep(machine(keep.target(), index), index, verdicts);
        }
      }
      case ForkOperation.EndSubtree end -> {
        member(end.target(), index, verdicts);
        MemberEndingRules.end(index.forks().subtree(end.target()), index, verdicts);
      }
      case ForkOperation.SetLease lease -> lease(lease, index, verdicts);
      case ForkOperation.SetPageSharing set ->
          verdicts.need(
              "scan-rate",
              set.sharing().pagesPerSecond() > 0
                  && set.sharing().pagesPerSecond() <= PageSharing.MOST,
              () ->
                  Problem.error("fork.scan-rate", set.target(), String.valueOf(PageSharing.MOST)));
      case ForkOperation.StartElastic start -> ElasticRules.start(start, index, verdicts);
      case ForkOperation.StopElastic stop ->
          verdicts.need(
              "is-elastic",
              index.forks().group(stop.target()).flatMap(ForkGroup::elastic).isPresent(),
              () -> Problem.error("fork.not-elastic", stop.target(), index.name(stop.target())));
    }
  }

  private static Machine machine(MachineId id, SiteIndex index) {
    return index.inventory().machine(id);
  }

  /** Whether a machine's memory and disk can be made a base. */
  private static void source(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    verdicts.free(index, machine.id());
    MachineRules.notTemplate(machine, verdicts);
    MachineRules.managed(machine, index, verdicts);
    verdicts.need(
        "fork-has-memory",
        machine.power() != PowerState.POWERED_OFF,
        () -> Problem.error("fork.machine-off", machine.id(), machine.name()));
    verdicts.need(
        "fork-no-snapshots",
        machine.snapshots().isEmpty(),
        () -> Problem.error("fork.has-snapshots", machine.id(), machine.name()));
    MachineRules.noPassthrough(machine, verdicts);
    MachineRules.notStalled(machine, verdicts);
    StorageRules.reachableHere(machine, index, verdicts);
  }

  private static void saved(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    if (machine.isOn()) {
      StorageRules.roomForMemory(machine, index, verdicts);
    }
  }

  private static void notMember(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "fork-no-member",
        index.forks().member(machine.id()).isEmpty(),
        () ->
            Problem.error(
                "fork.already-member",
                machine.id(),
                machine.name(),
                machine.fork().map(index::name).orElse("")));
  }

  private static void name(String name, EntityId about, VerdictCollector verdicts) {
    NameRules.valid(name, about, verdicts);
  }

  static void fork(MachineId id, ForkSpec spec, SiteIndex index, VerdictCollector verdicts) {
    Machine source = machine(id, index);
    Optional<ForkMember> member = index.forks().member(id);
    Optional<ForkBase> base = frozenBase(id, index);
    if (base.isPresent()) {
      verdicts.readable(index, id);
      MachineRules.managed(source, index, verdicts);
      StorageRules.reachableHere(source, index, verdicts);
      verdicts.need(
          "base-there",
          base.get().state() == ForkBase.State.RESIDENT
              || base.get().state() == ForkBase.State.STORED,
          () -> Problem.error("fork.base-lost", id, source.name()));
    } else {
      source(source, index, verdicts);
      if (member.isPresent()) {
        running(id, index, verdicts);
      } else if (source.power() == PowerState.SUSPENDED) {
        notMember(source, index, verdicts);
      }
    }
    chain(source, base, member, verdicts);
    ForkSpecRules.check(source, base, spec, index, verdicts);
  }

  /** The newest base a frozen machine stands for. */
  public static Optional<ForkBase> frozenBase(MachineId id, SiteIndex index) {
    return index
        .forks()
        .member(id)
        .filter(member -> member.state() == State.FROZEN)
        .flatMap(member -> index.forks().group(member.group()))
        .flatMap(
            group ->
                group.bases().stream()
                    .filter(base -> base.source().equals(id))
                    .reduce((_, newer) -> newer));
  }

  /** The newest base of a group that a frozen member stands for. */
  public static Optional<ForkBase> newestFrozen(ForkGroup group, SiteIndex index) {
    return group.bases().reversed().stream()
        .filter(base -> frozenBase(base.source(), index).equals(Optional.of(base)))
        .findFirst();
  }

  private static void chain(
      Machine source,
      Optional<ForkBase> base,
      Optional<ForkMember> member,
      VerdictCollector verdicts) {
    DiskChain chain =
        base.map(ForkBase::chain).orElse(source.isOn() ? DiskChain.RUNNING : DiskChain.LINKED);
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
          depth < DiskChain.WARNS_AT,
          () ->
              Problem.warning(
                  "fork.chain-deep",
                  source.id(),
                  source.name(),
                  String.valueOf(depth),
                  String.valueOf(chain.deepest())));
    }
  }

  private static boolean member(MachineId id, SiteIndex index, VerdictCollector verdicts) {
    return verdicts.need(
        "fork-member",
        index.forks().member(id).isPresent(),
        () -> Problem.error("fork.no-member", id, index.name(id)));
  }

  private static boolean running(MachineId id, SiteIndex index, VerdictCollector verdicts) {
    if (!member(id, index, verdicts)) {
      return false;
    }
    Machine machine = machine(id, index);
    verdicts.free(index, id);
    MachineRules.managed(machine, index, verdicts);
    return verdicts.need(
        "fork-runs",
        index.forks().member(id).orElseThrow().state() == State.RUNNING,
        () -> Problem.error("fork.not-running", id, machine.name()));
  }

  private static void resume(MachineId id, SiteIndex index, VerdictCollector verdicts) {
    Optional<ForkBase> base = frozenBase(id, index);
    Machine parent = machine(id, index);
    if (!verdicts.need(
        "fork-frozen",
        base.isPresent(),
        () -> Problem.error("fork.not-frozen", id, parent.name()))) {
      return;
    }
    ForkGroupId group = index.forks().member(id).orElseThrow().group();
    Optional<ForkMember> other =
        index.forks().membersOf(group).stream()
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
      fork(id, continuation(parent), index, verdicts);
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

  private static void promote(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    StorageRules.reachableHere(machine, index, verdicts);
    StorageRules.roomForMemory(machine, index, verdicts);
    Host host = index.inventory().host(machine.host());
    long needs = machine.hardware().memory().value();
    long room = Math.max(0, ForkCapacity.memory(host, index));
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

  private static void rebase(
      ForkOperation.Rebase rebase, SiteIndex index, VerdictCollector verdicts) {
    if (!running(rebase.target(), index, verdicts)) {
      return;
    }
    ForkMember member = index.forks().member(rebase.target()).orElseThrow();
    ForkGroup group = index.forks().group(member.group()).orElseThrow();
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

  private static void lease(
      ForkOperation.SetLease lease, SiteIndex index, VerdictCollector verdicts) {
    switch (lease.target()) {
      case MachineId id -> member(id, index, verdicts);
      case ForkGroupId _ -> {}
      default ->
          verdicts.note(
              "fork-member",
              Optional.of(
                  Problem.error("fork.no-member", lease.target(), index.name(lease.target()))));
    }
    lease(lease.lease(), lease.target(), index.name(lease.target()), verdicts);
  }

  /** A lease ends some time ahead, and no later than a site may say. */
  static void lease(
      Optional<Duration> lease, EntityId about, String name, VerdictCollector verdicts) {
    verdicts.need(
        "lease-ahead",
        lease.filter(time -> time.compareTo(Duration.ZERO) <= 0).isEmpty(),
        () -> Problem.error("fork.lease-past", about, name));
    verdicts.need(
        "lease-in-sight",
        lease.filter(time -> time.compareTo(SiteLimits.LONGEST_SPAN) > 0).isEmpty(),
        () ->
            Problem.error(
                "fork.lease-too-long",
                about,
                name,
                String.valueOf(SiteLimits.LONGEST_SPAN.toDays())));
  }
}
