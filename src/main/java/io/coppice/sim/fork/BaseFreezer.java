package io.coppice.sim.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.CapturedState;
import io.coppice.model.fork.DiskChain;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.IdentityGate;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.PhaseTimes;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.ops.time.GuestDurations;
import io.coppice.sim.world.World;
import java.util.List;
import java.util.Optional;

/** Makes bases of machines. */
final class BaseFreezer {
  private BaseFreezer() {}

  /** The machine becomes the frozen parent of a new group, its memory the group's first base. */
  static ForkGroup freeze(
      World world, JobQueueState part, Machine machine, String name, TrustDomain trust) {
    boolean ran = machine.isOn();
    ForkBase.State state = ran ? ForkBase.State.RESIDENT : ForkBase.State.STORED;
    ForkGroup group = found(world, machine, name, trust, DiskChain.LINKED, state);
    Machine frozen = machine.withFork(Optional.of(group.id()));
    if (ran) {
      part.stops(machine.id());
      frozen = frozen.withPower(GuestLifecycle.move(machine, PowerState.SUSPENDED));
    }
    world.set(frozen);
    world.forks().put(member(group, machine, State.FROZEN, ForkBase.NO_PARENT, 0, 0, world.now()));
    return group;
  }

  /** A machine that runs becomes a group's first base and goes on as its first member. */
  static ForkGroup split(World world, Machine machine) {
    ForkGroup group =
        found(
            world,
            machine,
            machine.name(),
            TrustDomain.DEFAULT,
            DiskChain.RUNNING,
            ForkBase.State.RESIDENT);
    Machine goesOn = machine.withFork(Optional.of(group.id()));
    world.set(goesOn);
    world.forks().put(member(group, goesOn, State.RUNNING, 0, 0, 1, world.now()));
    world.forks().put(machine.id(), pages(goesOn, false, world));
    return group;
  }

  /**
   * A member that runs becomes a base over the one it reads, and goes on over that.
   *
   * @return the key of the new base
   */
  static int split(World world, Machine machine, ForkMember member) {
    ForkBase base = base(world, machine, member, DiskChain.RUNNING, true);
    add(world, member.group(), base, pagesOf(world, member));
    world.forks().put(member.over(base.key(), member.generation(), base.diskDepth()));
    world.forks().put(machine.id(), pages(machine, member.remote(), world));
    return base.key();
  }

  /** A member becomes a base that needs no other, and never runs again. */
  static void promote(World world, JobQueueState part, Machine machine, ForkMember member) {
    ForkBase base = base(world, machine, member, DiskChain.LINKED, false);
    add(world, member.group(), base, pagesOf(world, member));
    part.stops(machine.id());
    world.set(machine.withPower(GuestLifecycle.move(machine, PowerState.SUSPENDED)));
    world.forks().put(member.become(State.FROZEN));
    world.forks().drop(machine.id());
  }

  private static ForkBase base(
      World world, Machine machine, ForkMember member, DiskChain chain, boolean delta) {
    Forks forks = world.forks();
    ForkGroup group = forks.group(member.group()).orElseThrow();
    ForkBase under = group.base(member.base()).orElseThrow();
    MemberPages own = forks.pages(machine.id()).orElseThrow();
    int changed = own.diverged().count() + own.swapped().count();
    long whole = changed;
    for (Optional<ForkBase> at = Optional.of(under);
        at.isPresent();
        at = group.base(at.get().parent())) {
      whole += at.get().resident();
    }
    return new ForkBase(
        group.bases().size(),
        delta ? under.key() : ForkBase.NO_PARENT,
        under.key(),
        machine.id(),
        member.host(),
        ForkBase.State.RESIDENT,
        chain,
        CapturedState.MEMORY_AND_DISK,
        own.pages(),
        delta ? changed : (int) Math.min(own.pages(), whole),
        delta ? under.depth() + 1 : 1,
        member.diskDepth() + 1,
        world.now());
  }

  private static PageSet pagesOf(World world, ForkMember member) {
    return world.forks().pages(member.machine()).orElseThrow().changed();
  }

  private static void add(World world, ForkGroupId id, ForkBase base, PageSet changed) {
    Forks forks = world.forks();
    forks.put(forks.group(id).orElseThrow().with(base));
    forks.put(id, forks.contents(id).orElseThrow().plus(changed));
  }

  private static ForkGroup found(
      World world,
      Machine machine,
      String name,
      TrustDomain trust,
      DiskChain chain,
      ForkBase.State state) {
    Forks forks = world.forks();
    ForkGroupId id = forks.nextGroup();
    int pages = ForkEstimate.pages(machine);
    ForkBase base =
        new ForkBase(
            0,
            ForkBase.NO_PARENT,
            ForkBase.NO_PARENT,
            machine.id(),
            machine.host(),
            state,
            chain,
            CapturedState.MEMORY_AND_DISK,
            pages,
            touched(machine, world.figures()),
            1,
            machine.linked().map(Machine.LinkedTo::depth).orElse(0) + 1,
            world.now());
    ForkGroup group =
        new ForkGroup(
            id,
            name,
            trust,
            List.of(base),
            PageSharing.OFF,
            Optional.empty(),
            ForkGroup.Counts.NONE,
            Optional.empty(),
            world.now());
    forks.put(group);
    forks.put(id, WrittenContents.of(pages, world.seed() + id.value()));
    return group;
  }

  private static int touched(Machine machine, Figures figures) {
    long pages = GuestDurations.touched(machine, figures) / PageSet.PAGE;
    return (int) Math.min(ForkEstimate.pages(machine), pages);
  }

  private static ForkMember member(
      ForkGroup group,
      Machine machine,
      State state,
      int base,
      int generation,
      int more,
      SimTime now) {
    return new ForkMember(
        machine.id(),
        machine.name(),
        group.id(),
        base,
        Origin.PARENT,
        state,
        generation,
        group.bases().getFirst().diskDepth() - 1 + more,
        machine.host(),
        false,
        PhaseTimes.asked(now),
        IdentityGate.OPEN,
        ForkEstimate.OVERHEAD,
        Optional.empty(),
        Optional.empty());
  }

  /** The pages of a member that has touched nothing yet. */
  static MemberPages pages(Machine machine, boolean ownReads, World world) {
    long disks =
        machine.hardware().disks().stream().mapToLong(disk -> disk.capacity().value()).sum();
    MemberPages pages =
        new MemberPages(ForkEstimate.pages(machine), MemberPages.blocksOf(disks), ownReads);
    pages.setAges(GuestWrites.begin(world.seed(), machine, world.now()));
    return pages;
  }
}
