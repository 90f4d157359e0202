package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.blueprint.GroupPlan;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.IdentityGate;
import io.coppice.model.fork.IdentityGate.Verdict;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.PhaseTimes;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.scenario.GroupReader.MemberText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the members of a fork group: machines of the file, or children made by a rule. */
final class MemberBuilder {
  private final InventoryDraft draft;
  private final ForkGroupId id;
  private final GroupBuilder group;
  private final Map<MemberText, MachineId> frozen = new HashMap<>();
  private final Set<MachineId> open = new HashSet<>();

  MemberBuilder(InventoryDraft draft, ForkGroupId id, GroupBuilder group) {
    this.draft = draft;
    this.id = id;
    this.group = group;
  }

  void read(MemberText text) {
    if (!text.machine().isEmpty()) {
      draft
          .find(draft.machines, text.machine(), text.section(), "machine")
          .map(draft.inventory::machine)
          .ifPresent(machine -> known(text, machine));
      return;
    }
    group
        .base(Math.max(0, text.base()))
        .ifPresent(
            base -> {
              if (isForkable(text, base)) {
                InventoryDraft.each(
                    text.section(),
                    draft.inventory.machines(),
                    MachineReader.MOST,
                    (name, _) -> child(text, name, base));
              }
            });
  }

  /** A machine that the file says by itself. */
  private void known(MemberText text, Machine machine) {
    ScenarioObject section = text.section();
    if (machine.fork().isPresent()) {
      section.errors().add("scenario.fork-twice", section.where("machine"), text.machine());
      return;
    }
    boolean origin = group.said(0).source().equals(text.machine());
    State state =
        text.state()
            .orElseGet(
                () -> machine.isOn() ? State.RUNNING : origin ? State.FROZEN : State.STOPPED);
    if (state == State.FAILED || (state == State.RUNNING) != machine.isOn()) {
      section
          .errors()
          .expected(
              section.where(text.state().isPresent() ? "state" : "machine"),
              machine.isOn() ? "RUNNING" : "FROZEN, STOPPED",
              state);
      return;
    }
    if (!text.red().isEmpty()
        && machine.hardware().nics().stream().anyMatch(VirtualNic::connected)) {
      section
          .errors()
          .expected(section.where("red"), "\"nics\": [{\"connected\": false}]", text.red());
      return;
    }
    String name = section.has("name") ? section.name("name") : machine.name();
    draft.inventory.machines().set(machine.id().value(), machine.withFork(Optional.of(id)));
    member(text, machine.id(), name, state, origin ? Origin.PARENT : Origin.CHILD, machine.host())
        .ifPresent(made -> add(text, machine, made));
  }

  private void child(MemberText text, String name, ForkBase base) {
    State state = text.state().orElse(State.RUNNING);
    MachineId machine = new MachineId(draft.inventory.machines().size());
    Optional<ForkMember> made = member(text, machine, name, state, Origin.CHILD, base.host());
    if (state == State.FAILED) {
      draft.inventory.machines().add(null);
      made.ifPresent(member -> group.add(new GroupPlan.Member(member, 0, 0, 0)));
      return;
    }
    Machine source = draft.inventory.machine(base.source());
    Machine child = ChildMachines.of(source, base, machine, name, power(state), id, draft);
    if (!text.red().isEmpty()) {
      child =
          child.withHardware(
              child
                  .hardware()
                  .withNics(
                      child.hardware().nics().stream()
                          .map(nic -> nic.withConnected(false))
                          .toList()));
    }
    draft.inventory.machines().add(child);
    draft.name(draft.machines, name, source.folder(), machine, text.section());
    Host host = draft.inventory.host(base.host());
    if (state == State.RUNNING && host.state() == Host.State.POWERED_OFF) {
      text.section().errors().add("scenario.host-off", text.section().where("state"), host.name());
    }
    Machine finished = child;
    made.ifPresent(member -> add(text, finished, member));
  }

  private static PowerState power(State state) {
    return switch (state) {
      case RUNNING -> PowerState.POWERED_ON;
      case FROZEN -> PowerState.SUSPENDED;
      default -> PowerState.POWERED_OFF;
    };
  }

  /** Of what a base was taken must be there, and be a machine that may be forked. */
  private boolean isForkable(MemberText text, ForkBase base) {
    if (text.state().equals(Optional.of(State.FAILED))) {
      return true;
    }
    ScenarioObject section = text.section();
    Machine source = draft.inventory.machine(base.source());
    ScenarioObject of = group.said(base.key()).section();
    if (source == null) {
      of.errors().add("scenario.missing", of.where(), "source", "\"...\"");
      return false;
    }
    if (source.template() || !source.snapshots().isEmpty() || source.hardware().passthrough()) {
      of.errors().add("scenario.not-forkable", of.where("source"), source.name());
      return false;
    }
    int depth = text.diskDepth() == GroupReader.UNSAID ? base.diskDepth() + 1 : text.diskDepth();
    if (depth > base.chain().deepest()) {
      section.errors().expected(section.where("base"), "<= " + base.chain().deepest(), depth);
      return false;
    }
    return true;
  }

  private Optional<ForkMember> member(
      MemberText text, MachineId machine, String name, State state, Origin otherwise, HostId host) {
    ScenarioObject section = text.section();
    boolean bare = state == State.FROZEN && text.base() < 0;
    if (!bare && text.base() < 0 && text.base() != GroupReader.UNSAID) {
      section.errors().expected(section.where("base"), "0", text.base());
      return Optional.empty();
    }
    Optional<ForkBase> base = group.base(Math.max(0, text.base()));
    if (base.isEmpty() || (state == State.RUNNING && !reads(text, base.get(), host))) {
      return Optional.empty();
    }
    Origin origin = text.origin().orElse(otherwise);
    boolean first = origin == Origin.PARENT;
    int generation = first ? 0 : group.generation(base.get());
    int parentDepth = base.get().diskDepth() - (state == State.RUNNING ? 0 : 1);
    int depth = first ? parentDepth : base.get().diskDepth() + 1;
    boolean remote = text.remote().orElse(!bare && !host.equals(base.get().host()));
    if (state == State.FROZEN) {
      frozen.put(text, machine);
    } else if (state == State.RUNNING && text.base() == GroupReader.UNSAID) {
      open.add(machine);
    }
    return Optional.of(
        new ForkMember(
            machine,
            name,
            id,
            bare ? ForkBase.NO_PARENT : base.get().key(),
            origin,
            state,
            text.generation() == GroupReader.UNSAID ? generation : text.generation(),
            text.diskDepth() == GroupReader.UNSAID ? depth : text.diskDepth(),
            host,
            remote,
            phases(text),
            gate(text, machine, name, state),
            ForkEstimate.OVERHEAD,
            text.expires(),
            problem(text, machine, name, state)));
  }

  /** What runs beside its base reads it; what runs elsewhere, or booted anew, need not. */
  private boolean reads(MemberText text, ForkBase base, HostId host) {
    ScenarioObject section = text.section();
    boolean remote = text.remote().orElse(!host.equals(base.host()));
    if (!remote && !host.equals(base.host())) {
      section.errors().expected(section.where("remote"), "true", "false");
      return false;
    }
    if (!remote && base.state() != ForkBase.State.RESIDENT) {
      section
          .errors()
          .expected(section.where(text.base() < 0 ? "machine" : "base"), "RESIDENT", base.state());
      return false;
    }
    return true;
  }

  private PhaseTimes phases(MemberText text) {
    SimTime at = text.asked().orElse(group.start());
    PhaseTimes none = PhaseTimes.asked(at);
    List<SimTime> ends = new ArrayList<>();
    for (long micros : text.phases()) {
      at = at.plusMicros(micros);
      ends.add(at);
    }
    return new PhaseTimes(none.asked(), ends);
  }

  private static IdentityGate gate(MemberText text, MachineId id, String name, State state) {
    if (state == State.FAILED) {
      return IdentityGate.CLOSED;
    }
    IdentityGate gate = IdentityGate.OPEN;
    for (IdentityCheck check : IdentityCheck.values()) {
      if (text.red().contains(check)) {
        Problem why = Problem.warning("fork.red-before", id, name, check.name());
        gate = gate.with(check, Verdict.RED, Optional.of(why));
      }
    }
    return gate;
  }

  private static Optional<Problem> problem(
      MemberText text, MachineId id, String name, State state) {
    if (state == State.FAILED) {
      return Optional.of(Problem.error("fork.failed-before", id, name));
    }
    return state == State.RUNNING && !text.red().isEmpty()
        ? Optional.of(Problem.warning("fork.gate-closed", id, name, text.red().size()))
        : Optional.empty();
  }

  /** Adds a member whose machine is there, with as many pages as it says. */
  private void add(MemberText text, Machine machine, ForkMember member) {
    boolean holds = member.state().holdsMemory();
    int pages = ForkEstimate.pages(machine);
    ForkBase base = group.base(Math.max(0, member.base())).orElseThrow();
    if (holds && pages != base.pages()) {
      Bytes needed = new Bytes((long) base.pages() * PageSet.PAGE);
      ScenarioObject section = text.section();
      section
          .errors()
          .expected(
              section.where("machine"),
              GroupBuilder.quoted(needed),
              GroupBuilder.quoted(machine.hardware().memory()));
      return;
    }
    int room = holds ? pages : 0;
    int diverged = bounded(text, "diverged", GroupReader.pages(text.diverged()), room);
    int swapped = bounded(text, "swapped", GroupReader.pages(text.swapped()), room - diverged);
    long disks =
        machine.hardware().disks().stream()
            .map(VirtualDisk::capacity)
            .mapToLong(Bytes::value)
            .sum();
    int blocks = MemberPages.blocksOf(disks);
    long stored = Math.ceilDiv(text.stored().value(), (long) MemberPages.BLOCK);
    int own =
        bounded(text, "stored", (int) Math.min(Integer.MAX_VALUE, stored), holds ? blocks : 0);
    group.add(new GroupPlan.Member(member, diverged, swapped, own));
  }

  private static int bounded(MemberText text, String member, int value, int most) {
    if (value > most) {
      int unit = member.equals("stored") ? MemberPages.BLOCK : PageSet.PAGE;
      ScenarioObject section = text.section();
      section
          .errors()
          .expected(
              section.where(member),
              "<= " + GroupBuilder.quoted(new Bytes((long) most * unit)),
              GroupBuilder.quoted(new Bytes((long) value * unit)));
      return most;
    }
    return value;
  }

  /** Whether the file leaves open what a member reads that runs. */
  boolean isOpen(ForkMember member) {
    return open.contains(member.machine());
  }

  /** Who is frozen is the source of one of the bases. */
  void standsForABase(MemberText text, List<ForkBase> bases) {
    MachineId machine = frozen.get(text);
    if (machine != null && bases.stream().noneMatch(base -> base.source().equals(machine))) {
      ScenarioObject section = text.section();
      String name = draft.inventory.machine(machine).name();
      section
          .errors()
          .expected(
              section.where("state"), "\"bases\": [{\"source\": \"" + name + "\"}]", "FROZEN");
    }
  }
}
