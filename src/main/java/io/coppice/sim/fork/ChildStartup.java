package io.coppice.sim.fork;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.IdentityGate;
import io.coppice.model.fork.IdentityPlan;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.guest.shell.GuestTicks;
import io.coppice.sim.ops.machine.AddressAllocator;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.util.List;
import java.util.Optional;

/** Children coming up, each by events at the ends of its planned phases. */
final class ChildStartup {
  private final JobRunner runner;

  ChildStartup(JobRunner runner) {
    this.runner = runner;
  }

  /** A phase of a child is over. */
  record Over(MachineId machine, ForkPhase phase, SimTime asked, Wish wish) implements SimEvent {}

  /** What was asked for a child when it was forked. */
  record Wish(IdentityPlan identity, boolean linked) {}

  static void schedule(World world, ForkMember member, Wish wish) {
    for (ForkPhase phase : List.of(ForkPhase.RESUME, ForkPhase.IDENTITY, ForkPhase.READY)) {
      world
          .eventQueue()
          .add(
              member.phases().ended(phase).orElseThrow(),
              new Over(member.machine(), phase, member.phases().asked(), wish));
    }
  }

  void install(Engine.Handlers handlers) {
    handlers.on(Over.class, this::over);
  }

  private void over(World world, Over over) {
    ForkMember member = world.forks().members().get(over.machine().value());
    Machine machine = world.inventory().machine(over.machine());
    if (member == null
        || machine == null
        || !member.phases().asked().equals(over.asked())
        || member.state() != State.STARTING) {
      return;
    }
    switch (over.phase()) {
      case RESUME -> resumed(world, machine, member);
      case IDENTITY -> identified(world, machine, member, over.wish());
      default -> ready(world, member);
    }
  }

  /** Its processors run; the first writes are those of its waking up. */
  private void resumed(World world, Machine machine, ForkMember member) {
    world.set(machine.withPower(GuestLifecycle.move(machine, PowerState.POWERED_ON)));
    GuestTicks.resumed(world, machine.id());
    MemberPages pages = BaseFreezer.pages(machine, member.remote(), world);
    world.forks().put(machine.id(), pages);
    GuestWrites writes = (GuestWrites) pages.ages().orElseThrow();
    pages.setAges(writes.write(ForkEstimate.AT_ONCE, pages, world.now().micros(), false));
  }

  /** Every check is asked; one that is not green keeps the link down. */
  private void identified(World world, Machine machine, ForkMember member, Wish wish) {
    SiteIndex index = runner.index(world, Optional.empty());
    Machine known =
        member.origin() == Origin.CONTINUATION ? machine : AddressAllocator.leased(machine, index);
    IdentityGate gate = IdentityGateChecks.of(member, known, wish.identity(), index);
    if (!gate.isOpen()) {
      world.set(known);
      closed(world, member.withGate(gate));
      return;
    }
    Machine now = wish.linked() ? linked(known) : known;
    world.set(now);
    GuestLifecycle.withoutAddress(world, now);
    world.forks().put(member.withGate(gate));
  }

  private static Machine linked(Machine machine) {
    List<VirtualNic> nics =
        machine.hardware().nics().stream().map(nic -> nic.withConnected(true)).toList();
    return machine.withHardware(machine.hardware().withNics(nics));
  }

  private static void closed(World world, ForkMember member) {
    Problem why =
        Problem.warning(
            "fork.gate-closed", member.machine(), member.name(), member.gate().problems().size());
    world
        .forks()
        .put(
            member
                .withPhases(member.phases().cutAt(world.now()))
                .withProblem(Optional.of(why))
                .become(State.RUNNING));
    world.recordEvent(
        Severity.WARNING,
        why.code(),
        List.of(member.machine(), member.group()),
        Optional.empty(),
        why.args().toArray());
    cameUp(world, member);
  }

  private static void ready(World world, ForkMember member) {
    world.forks().put(member.become(State.RUNNING));
    cameUp(world, member);
  }

  private static void cameUp(World world, ForkMember member) {
    ForkGroup group = world.forks().group(member.group()).orElseThrow();
    world.forks().put(group.withCounts(group.counts().plus(0, 1, 0, 0)));
  }
}
