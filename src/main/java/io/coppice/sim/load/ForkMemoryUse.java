package io.coppice.sim.load;

import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import java.util.Arrays;

/**
 * What forked machines take of their hosts' memory in one tick: a member its own copies and its
 * process, a host the bases that lie there, less what page sharing spares. Arrays are reused.
 */
final class ForkMemoryUse {
  static final int NO_MEMBER = -1;

  private static final long MIB = 1L << 20;

  private int[] members = new int[0];
  private long[] fixed = new long[0];

  /** Adds up what there is now. */
  void follow(Forks forks, int machines, int hosts) {
    if (members.length < machines) {
      members = new int[machines + machines / 4];
    }
    Arrays.fill(members, NO_MEMBER);
    fixed = fixed.length < hosts ? new long[hosts] : fixed;
    Arrays.fill(fixed, 0);
    for (int row = 0; row < forks.groups().size(); row++) {
      ForkGroup group = forks.groups().get(row);
      if (group != null) {
        add(forks, group);
      }
    }
  }

  private void add(Forks forks, ForkGroup group) {
    for (ForkBase base : group.bases()) {
      fixed[base.host().value()] += base.residentBytes();
    }
    forks.merged(group.id()).forEach((host, spared) -> fixed[host.value()] -= spared);
    for (ForkMember member : forks.membersOf(group.id())) {
      MemberPages pages = forks.pages(member.machine()).orElse(null);
      if (pages != null) {
        long own = (long) (pages.diverged().count() + pages.swapped().count()) * PageSet.PAGE;
        members[member.machine().value()] = (int) ((own + member.overhead() + MIB - 1) / MIB);
      }
    }
  }

  /** MiB a member would keep, or {@link #NO_MEMBER} for a machine that shares nothing. */
  int memory(int machine) {
    return members[machine];
  }

  /**
   * MiB of a host that no machine has by itself; less than nothing where page sharing spares more
   * of what its machines hold than the bases take.
   */
  long fixed(int host) {
    return Math.ceilDiv(fixed[host], MIB);
  }
}
