package io.coppice.sim.ops.rules;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.fork.Chain;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkNetwork;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.NamePattern;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.Space;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.facts.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules of fork groups. */
public final class ForkRules {
  /** What an empty qcow2 overlay takes on its datastore. */
  private static final long OVERLAY = 262_144;

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
    spec(source, base, spec, facts, verdicts);
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

  private static void spec(
      Machine source, Optional<ForkBase> base, ForkSpec spec, Facts facts, Verdicts verdicts) {
    if (!verdicts.need(
            "fork-count",
            spec.count() >= 1 && spec.count() <= ForkSpec.MOST,
            () ->
                Problem.error(
                    "fork.count",
                    source.id(),
                    String.valueOf(spec.count()),
                    String.valueOf(ForkSpec.MOST)))
        || !verdicts.passing()) {
      return;
    }
    names(source, spec, facts, verdicts);
    verdicts.need(
        "lease-ahead",
        spec.lifetime().filter(time -> time.compareTo(Duration.ZERO) <= 0).isEmpty(),
        () -> Problem.error("fork.lease-past", source.id(), source.name()));
    network(source, spec, facts, verdicts);
    identity(source, spec, verdicts);
    Space.home(source)
        .ifPresent(home -> StorageRules.room(home, spec.count() * OVERLAY, facts, verdicts));
    if (verdicts.passing()) {
      HostId at = base.map(ForkBase::host).orElse(source.host());
      room(source, hosts(source, at, spec.placement(), facts), spec, facts, verdicts);
    }
  }

  private static void names(Machine source, ForkSpec spec, Facts facts, Verdicts verdicts) {
    NamePattern pattern = new NamePattern(spec.names());
    int first = firstNumber(source.id(), facts);
    Optional<String> fault =
        pattern
            .fault(spec.count())
            .or(
                () ->
                    Stream.of(pattern.name(first), pattern.name(first + spec.count() - 1))
                        .filter(name -> !Names.valid(name))
                        .findFirst());
    if (!verdicts.need(
        "name-pattern",
        fault.isEmpty(),
        () -> Problem.error("fork.bad-pattern", source.id(), spec.names()))) {
      return;
    }
    Set<String> taken = new HashSet<>();
    facts
        .machines(source.folder())
        .forEach(machine -> taken.add(machine.name().toLowerCase(Locale.ROOT)));
    List<String> doubles = new ArrayList<>();
    for (int i = 0; i < spec.count(); i++) {
      String name = pattern.name(first + i);
      if (taken.contains(name.toLowerCase(Locale.ROOT))) {
        doubles.add(name);
      }
    }
    verdicts.need(
        "names-free",
        doubles.isEmpty(),
        () ->
            Problem.error(
                "fork.names-taken",
                source.id(),
                doubles.getFirst(),
                String.valueOf(doubles.size()),
                facts.name(source.folder())));
  }

  /** Children are numbered on through the life of their group. */
  private static int firstNumber(MachineId source, Facts facts) {
    return facts
        .forks()
        .member(source)
        .flatMap(member -> facts.forks().group(member.group()))
        .map(group -> group.counts().asked() + 1)
        .orElse(1);
  }

  private static void network(Machine source, ForkSpec spec, Facts facts, Verdicts verdicts) {
    if (spec.network().mode() == ForkNetwork.Mode.PORT_GROUP) {
      Optional<PortGroupId> group = spec.network().portGroup();
      if (group.isEmpty()
          || !verdicts.exists(facts, group.get())
          || facts.portGroupOn(group.get(), facts.inventory().host(source.host())).isEmpty()) {
        Host host = facts.inventory().host(source.host());
        verdicts.note(
            "network-available",
            group
                .map(id -> Room.noNetwork(id, host, facts))
                .or(() -> Optional.of(Problem.error("fork.no-port-group", source.id()))));
      }
    }
  }

  /** What stays the parent's keeps the link down, which is worth saying before. */
  private static void identity(Machine source, ForkSpec spec, Verdicts verdicts) {
    boolean linked = spec.network().mode() != ForkNetwork.Mode.ISOLATED;
    boolean all =
        Stream.of(IdentityCheck.values()).allMatch(check -> spec.identity().changes(check));
    verdicts.need(
        "identity-fresh",
        !linked || all,
        () -> Problem.warning("fork.identity-kept", source.id(), source.name()));
    verdicts.need(
        "identity-settable",
        !linked || source.guest().tools().answers(),
        () -> Problem.warning("fork.no-tools", source.id(), source.name()));
  }

  private static void room(
      Machine source, List<Host> hosts, ForkSpec spec, Facts facts, Verdicts verdicts) {
    ForkEstimate each = ForkEstimate.of(source, facts.forks(), facts.inventory(), facts.figures());
    long now = 0;
    long later = 0;
    for (Host host : hosts) {
      long room = Math.max(0, room(host, facts));
      now += room / each.now();
      later += room / each.later();
    }
    long fit = now;
    Host here = facts.inventory().host(source.host());
    if (!verdicts.need(
        "fork-room",
        fit > 0 && (fit >= spec.count() || spec.fewer()),
        () ->
            Problem.error(
                "fork.no-room",
                here.id(),
                here.name(),
                String.valueOf(spec.count()),
                String.valueOf(fit),
                new Bytes(each.now()).toString()))) {
      return;
    }
    verdicts.need(
        "fork-all-fit",
        fit >= spec.count(),
        () ->
            Problem.warning(
                "fork.fewer",
                here.id(),
                here.name(),
                String.valueOf(spec.count()),
                String.valueOf(fit)));
    long fitLater = later;
    verdicts.need(
        "fork-fits-later",
        fitLater >= Math.min(fit, spec.count()),
        () ->
            Problem.warning(
                "fork.may-outgrow",
                here.id(),
                here.name(),
                String.valueOf(fitLater),
                new Bytes(each.later()).toString()));
  }

  /** Where children of a base can run, the base's own host first, then those with most room. */
  public static List<Host> hosts(
      Machine source, ForkBase base, ForkPlacement placement, Facts facts) {
    return hosts(source, base.host(), placement, facts);
  }

  private static List<Host> hosts(Machine source, HostId at, ForkPlacement placement, Facts facts) {
    List<Host> all = new ArrayList<>();
    Host here = facts.inventory().host(at);
    if (HostRules.unusable(here, facts).isEmpty()) {
      all.add(here);
    }
    if (placement == ForkPlacement.ON_DEMAND) {
      here.cluster().map(facts::hosts).orElse(List.of()).stream()
          .filter(host -> !host.id().equals(at))
          .filter(host -> HostRules.unusable(host, facts).isEmpty())
          .filter(host -> StorageRules.unreachable(source, host, facts).isEmpty())
          .filter(host -> wired(source, host, facts))
          .sorted(
              Comparator.comparingLong((Host host) -> -room(host, facts))
                  .thenComparingInt(host -> host.id().value()))
          .forEach(all::add);
    }
    return all;
  }

  private static boolean wired(Machine source, Host host, Facts facts) {
    return source.hardware().nics().stream()
        .map(VirtualNic::portGroup)
        .allMatch(group -> facts.portGroupOn(group, host).isPresent());
  }

  /** Bytes free on a host for more children. */
  public static long room(Host host, Facts facts) {
    long used = 0;
    for (Machine machine : facts.machines(host.id())) {
      if (machine.isOn() && facts.forks().member(machine.id()).isEmpty()) {
        used +=
            Bytes.MIB
                * facts
                    .figures()
                    .get(machine.id(), io.coppice.model.inventory.Metric.MEMORY_GRANTED);
      }
    }
    return ForkEstimate.usable(host)
        - used
        - ForkEstimate.cost(host.id(), facts.forks())
        - facts.claims().of(host.id(), Sort.MEMORY) * Bytes.MIB;
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
    long room = Math.max(0, room(host, facts));
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
