package io.coppice.bench;

import io.coppice.backend.ForkOperation.Fork;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.IdentityGate;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.PhaseTimes;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The heap that the pages of 1,000 children of 4 GiB take, each 10 % diverged: at pages drawn
 * evenly, whose entropy alone is 61 MB, and at pages their workload wrote.
 */
public final class ForkMemoryBench implements Bench {
  private static final int CHILDREN = 1_000;
  private static final int PAGES = 1 << 20;
  private static final int DIVERGED = PAGES / 10;

  @Override
  public String name() {
    return "fork-memory";
  }

  @Override
  public void run(Out out) {
    random(out);
    drawn(out);
  }

  private static void random(Out out) {
    double before = WorldBench.heap();
    Forks forks = new Forks();
    SplittableRandom chance = new SplittableRandom(3);
    for (int child = 0; child < CHILDREN; child++) {
      MachineId id = new MachineId(child);
      forks.put(member(id));
      MemberPages pages = new MemberPages(PAGES, 1, false);
      int left = DIVERGED;
      while (left > 0) {
        int page = chance.nextInt(PAGES);
        if (!pages.diverged().contains(page)) {
          pages.write(page, page + 1);
          left--;
        }
      }
      pages.tighten();
      forks.put(id, pages);
    }
    out.figure("random", WorldBench.heap() - before, "MB");
    check(forks);
  }

  private static void check(Forks forks) {
    long diverged = 0;
    for (int child = 0; child < CHILDREN; child++) {
      diverged += forks.pages(new MachineId(child)).orElseThrow().diverged().count();
    }
    if (diverged != (long) CHILDREN * DIVERGED) {
      throw new IllegalStateException(diverged + " pages diverged");
    }
  }

  private static ForkMember member(MachineId id) {
    return new ForkMember(
        id,
        "child",
        new ForkGroupId(0),
        0,
        Origin.CHILD,
        State.RUNNING,
        1,
        1,
        new HostId(0),
        false,
        PhaseTimes.asked(SimTime.ZERO),
        IdentityGate.OPEN,
        ForkEstimate.OVERHEAD,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Children of a builder write until they are 10 % diverged in the mean; everything is counted.
   */
  private static void drawn(Out out) {
    Worlds worlds = ForkBench.frozen(new MachineId(4));
    worlds.run(new Fork(new MachineId(4), ForkSpec.of(1, "first-#")));
    double before = WorldBench.heap();
    worlds.run(new Fork(new MachineId(4), ForkSpec.of(CHILDREN, "child-####")));
    ForkGroupId group = new ForkGroupId(0);
    long wanted = (long) CHILDREN * DIVERGED * PageSet.PAGE;
    while (worlds.world().forks().sums(group).diverged() < wanted) {
      worlds.pass(Duration.ofSeconds(30));
    }
    // The scanner of a minute tightens what was written since.
    worlds.pass(Duration.ofSeconds(61));
    out.figure("drawn", WorldBench.heap() - before, "MB");
    double each = worlds.world().forks().sums(group).diverged() / (double) PageSet.PAGE / CHILDREN;
    out.figure("drawn-diverged", 100 * each / PAGES, "%");
  }
}
