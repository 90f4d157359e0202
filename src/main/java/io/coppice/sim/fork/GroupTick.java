package io.coppice.sim.fork;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.SharingHistory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.guest.Burden;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.time.GuestDurations;
import io.coppice.sim.world.NoSpace;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What groups do every second as long as there are any: guests write, the scanner of page sharing
 * goes on, leases end, and once a minute the sums are remembered.
 */
final class GroupTick {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MINUTE = 60;

  /** When a lease is looked at again that could not end what it is of. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  /** Pages that are swapped out together: a mebibyte. */
  private static final int AT_ONCE = 256;

  /** Half of a guest's traffic to disk is writes; an assumption. */
  private static final int DISK_READS_AND_WRITES = 2;

  /** Bytes a second (Clark et al., NSDI 2005: under 1 MB/s at rest). */
  private static final long AT_REST = Bytes.MIB / 2;

  /**
   * Bytes a second that a program gets through which writes memory over and over; an assumption.
   */
  private static final long HOG = 128 * Bytes.MIB;

  private final JobRunner runner;

  GroupTick(JobRunner runner) {
    this.runner = runner;
  }

  /** A second passed. */
  record Second(long number) implements SimEvent {}

  /** Sees to it that the seconds are counted. */
  static void ensure(World world) {
    if (ForkWorldPart.of(world).beginCounting()) {
      world.schedule(SECOND, new Second(0));
    }
  }

  void install(Engine.Handlers handlers) {
    handlers.on(
        Second.class,
        this::second,
        (world, out) -> world.schedule(SECOND, new Second(out.event().number() + 1)));
  }

  private void second(World world, Second second) {
    GroupReconciler.reconcile(world, runner.part(world));
    Forks forks = world.forks();
    boolean any = false;
    for (int row = 0; row < forks.groups().size(); row++) {
      ForkGroup group = forks.groups().get(row);
      if (group != null) {
        any = true;
        group(world, group, second.number());
      }
    }
    if (any) {
      world.schedule(SECOND, new Second(second.number() + 1));
    } else {
      ForkWorldPart.of(world).endCounting();
    }
  }

  private void group(World world, ForkGroup group, long number) {
    Forks forks = world.forks();
    for (ForkMember member : forks.membersOf(group.id())) {
      if (member.state() == State.RUNNING && !isStalled(world, member)) {
        boolean minute = (number + member.machine().value()) % MINUTE == 0;
        write(world, member, minute);
      }
      if (member.expires().filter(end -> !end.isAfter(world.now())).isPresent()) {
        end(world, member);
      }
    }
    if (group.expires().filter(end -> !end.isAfter(world.now())).isPresent()) {
      forks.membersOf(group.id()).stream()
          .filter(member -> member.origin() == Origin.PARENT)
          .findFirst()
          .ifPresent(root -> end(world, root));
    }
    ElasticGroups.second(world, forks.group(group.id()).orElseThrow(), number % MINUTE == 0);
    if (group.sharing().on()) {
      PageSharingScanner.scan(world, group);
    }
    if (number % MINUTE == 0) {
      SharingHistory.Sample sample = new SharingHistory.Sample(world.now(), forks.sums(group.id()));
      forks.put(group.id(), forks.history(group.id()).plus(sample));
    }
  }

  private static boolean isStalled(World world, ForkMember member) {
    Machine machine = world.inventory().machine(member.machine());
    return machine != null && machine.stalled();
  }

  private void write(World world, ForkMember member, boolean minute) {
    Machine machine = world.inventory().machine(member.machine());
    MemberPages pages = world.forks().own(member.machine());
    GuestWrites writes = (GuestWrites) pages.ages().orElseThrow();
    // What has just come up has no figures yet; it is taken to be at rest.
    boolean known = world.figures().get(machine.id(), Metric.CPU_USED) > 0;
    long bytes = known ? GuestDurations.dirtying(machine, world.figures()) : AT_REST;
    long disk = world.figures().get(machine.id(), Metric.DISK_RATE) * 1024L / DISK_READS_AND_WRITES;
    Guests guests = Guests.of(world);
    Burden burden = guests.burden(machine.id().value());
    bytes += Math.min(burden.memory(), HOG);
    disk += burden.disk() + guests.takeWritten(machine.id());
    pages.setAges(
        writes.write(bytes, pages, world.now().micros(), minute).writeBlocks(disk, pages));
    swap(world, machine, pages);
    if (minute) {
      pages.tighten();
      grow(world, machine, pages);
    }
  }

  /** Own copies the host took back go to its swap, from the end of memory, which is the coldest. */
  private static void swap(World world, Machine machine, MemberPages pages) {
    long goal =
        world.figures().get(machine.id(), Metric.MEMORY_SWAPPED) * (Bytes.MIB / PageSet.PAGE);
    long missing = goal - pages.swapped().count();
    for (int to = pages.pages(); missing > 0 && to > 0; to -= AT_ONCE) {
      int from = Math.max(0, to - AT_ONCE);
      int there = pages.diverged().countIn(from, to);
      if (there > 0) {
        pages.swapOut(from, to);
        missing -= there;
      }
    }
  }

  /**
   * The overlay of each disk takes what blocks there are its own; blocks are counted through all
   * its disks, one after the other.
   */
  private void grow(World world, Machine machine, MemberPages pages) {
    if (machine.linked().isEmpty()) {
      return;
    }
    SiteIndex index = runner.index(world, Optional.empty());
    Map<DatastoreId, Long> free = new HashMap<>();
    Machine grown = machine;
    Optional<DatastoreId> full = Optional.empty();
    List<VirtualDisk> disks = machine.hardware().disks();
    long end = 0;
    for (int i = 0; i < disks.size(); i++) {
      VirtualDisk disk = disks.get(i);
      int from = pages.block(end);
      end += disk.capacity().value();
      int to = i == disks.size() - 1 ? pages.blocks().pages() : pages.block(end);
      long own = (long) pages.blocks().countIn(from, to) * MemberPages.BLOCK;
      long wanted = Math.min(own, disk.capacity().value()) - disk.used().value();
      if (wanted > 0) {
        // A full datastore gives nothing, nor one that is spoken for.
        long left = free.computeIfAbsent(disk.datastore(), index::freeSpace);
        long more = Math.min(wanted, left);
        free.put(disk.datastore(), left - more);
        grown = MachineStorage.written(grown, disk, more);
        full = more < wanted ? Optional.of(disk.datastore()) : full;
      }
    }
    if (full.isPresent()) {
      grown = NoSpace.stall(world, grown, full.get());
    }
    if (!grown.equals(machine)) {
      world.set(grown);
    }
  }

  /**
   * Ends what is over; while something works on it, it is looked at again. What others hang on that
   * go on stays until they end: a lease ends nobody but whom it is of.
   */
  private void end(World world, ForkMember member) {
    MachineId id = member.machine();
    if (member.origin() != Origin.PARENT && MemberRemoval.isNeeded(world, runner, id)) {
      MemberRemoval.keep(world, member.withExpires(Optional.of(world.now().plus(AGAIN))));
      return;
    }
    ForkOperation.EndSubtree end = new ForkOperation.EndSubtree(id);
    SiteIndex index = runner.index(world, Optional.empty());
    if (index.busy(id).isEmpty() && runner.rules().check(end, index).passes()) {
      runner.follow(world, end, false, Optional.empty());
    }
  }
}
