package io.coppice.sim.fork;

import io.coppice.model.blueprint.GroupPlan;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.GroupPages;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Workload;
import io.coppice.sim.world.RandomSource;
import io.coppice.sim.world.World;
import java.util.List;

/**
 * Fork groups that are there when a world begins. As many pages become a member's own as its plan
 * says, exactly; which they are is drawn as its guest would have written them.
 */
public final class BlueprintGroups {
  /** Draws end when so many times the memory was written; the rest is filled from the start. */
  private static final int ENOUGH = 4;

  private static final int AT_ONCE = 256;

  private final World world;

  private BlueprintGroups(World world) {
    this.world = world;
  }

  /** Puts the groups into a world that has not begun. */
  public static void of(World world, List<GroupPlan> plans) {
    BlueprintGroups founding = new BlueprintGroups(world);
    plans.forEach(founding::found);
  }

  private void found(GroupPlan plan) {
    Forks forks = world.forks();
    ForkGroup group = plan.group();
    forks.put(group);
    forks.put(group.id(), contents(plan));
    for (GroupPlan.Member member : plan.members()) {
      forks.put(member.is());
      if (member.is().state().holdsMemory()) {
        forks.put(member.is().machine(), pages(member));
      }
    }
  }

  private GroupPages contents(GroupPlan plan) {
    ForkGroup group = plan.group();
    long common = world.seed() + group.id().value();
    GroupPages known = WrittenContents.of(group.bases().getFirst().pages(), common);
    for (ForkBase base : group.bases().subList(1, group.bases().size())) {
      MemberPages drawn = new MemberPages(base.pages(), 1, false);
      long key = RandomSource.mix(common ^ (base.key() + 1L) << 32);
      List<GuestWrites.Mark> marks = List.of(new GuestWrites.Mark(world.now().micros(), 0));
      GuestWrites writes =
          new GuestWrites(
              key, RandomSource.mix(common + 1), workload(base), base.pages(), 0, 0, marks);
      fill(writes, drawn, plan.changed().get(base.key()));
      known = known.plus(drawn.changed());
    }
    return known;
  }

  private Workload workload(ForkBase base) {
    Machine source = world.inventory().machine(base.source());
    return source == null ? Workload.IDLE : source.guest().workload();
  }

  private MemberPages pages(GroupPlan.Member plan) {
    Machine machine = world.inventory().machine(plan.is().machine());
    // Drawn as if it had a base: what it only reads must not become its own by that.
    MemberPages pages = BaseFreezer.pages(machine, false, world);
    GuestWrites writes = (GuestWrites) pages.ages().orElseThrow();
    writes = fill(writes, pages, plan.diverged() + plan.swapped());
    if (plan.is().remote()) {
      PageSet drawn = pages.diverged();
      pages = BaseFreezer.pages(machine, true, world);
      pages.diverge(drawn);
    }
    swap(pages, plan.swapped());
    pages.setAges(fillBlocks(writes, pages, plan.blocks()));
    pages.tighten();
    return pages;
  }

  /** Takes that many own pages to swap, from the end of memory, a mebibyte at a time. */
  private static void swap(MemberPages pages, int wanted) {
    int missing = wanted;
    for (int to = pages.pages(); missing > 0 && to > 0; to -= AT_ONCE) {
      int from = Math.max(0, to - AT_ONCE);
      while (pages.diverged().countIn(from, to) > missing) {
        from++;
      }
      int there = pages.diverged().countIn(from, to);
      if (there > 0) {
        pages.swapOut(from, to);
        missing -= there;
      }
    }
  }

  private static GuestWrites fill(GuestWrites from, MemberPages into, int wanted) {
    GuestWrites writes = from;
    long most = (long) ENOUGH * into.pages() * PageSet.PAGE;
    int missing = wanted - into.diverged().count();
    while (missing >= GuestWrites.EXTENT && writes.written() < most) {
      long extents = missing / GuestWrites.EXTENT;
      writes = writes.write(extents * GuestWrites.EXTENT * PageSet.PAGE, into, 0, false);
      missing = wanted - into.diverged().count();
    }
    for (int page = 0; missing > 0; page++) {
      if (!into.diverged().contains(page)) {
        into.write(page, page + 1);
        missing--;
      }
    }
    return writes;
  }

  private static GuestWrites fillBlocks(GuestWrites from, MemberPages into, int wanted) {
    GuestWrites writes = from;
    long most = (long) ENOUGH * into.blocks().pages() * MemberPages.BLOCK;
    int missing = wanted - into.blocks().count();
    while (missing > 0 && writes.stored() < most) {
      writes = writes.writeBlocks((long) missing * MemberPages.BLOCK, into);
      missing = wanted - into.blocks().count();
    }
    for (int block = 0; missing > 0; block++) {
      if (!into.blocks().contains(block)) {
        into.writeBlocks(block, block + 1);
        missing--;
      }
    }
    return writes;
  }
}
