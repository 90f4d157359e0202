package io.coppice.model.blueprint;

import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.GroupPages;
import io.coppice.model.fork.MemberPages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fork group at the beginning of a site: its bases and members as they stand, and of their pages
 * how many, not which. Which they are is drawn anew where the site begins.
 *
 * @param changed for each base by key, the pages in which it differs from the one it lies over
 */
public record GroupPlan(ForkGroup group, List<Integer> changed, List<Member> members) {
  public GroupPlan {
    changed = List.copyOf(changed);
    members = List.copyOf(members);
    if (changed.size() != group.bases().size()) {
      throw new IllegalArgumentException("Every base says in how many pages it differs");
    }
  }

  /**
   * A member.
   *
   * @param diverged own pages in memory
   * @param swapped own pages in the host's swap
   * @param blocks own blocks of its disks
   */
  public record Member(ForkMember is, int diverged, int swapped, int blocks) {}

  /**
   * The groups of a site as they stand. What is still coming up belongs to a job, and jobs are of
   * no blueprint: such a child is taken as if its fork had been called off just now.
   */
  public static List<GroupPlan> of(Forks forks, SimTime now) {
    List<GroupPlan> plans = new ArrayList<>();
    forks.groups().forEach(group -> plans.add(of(group, forks, now)));
    return plans;
  }

  private static GroupPlan of(ForkGroup group, Forks forks, SimTime now) {
    Optional<GroupPages> known = forks.contents(group.id());
    List<Integer> changed = new ArrayList<>();
    for (ForkBase base : group.bases()) {
      changed.add(known.map(pages -> pages.changed().get(base.key()).count()).orElse(0));
    }
    List<Member> members = new ArrayList<>();
    int calledOff = 0;
    for (ForkMember member : forks.membersOf(group.id())) {
      boolean coming = member.state() == ForkMember.State.STARTING;
      calledOff += coming ? 1 : 0;
      MemberPages pages = coming ? null : forks.pages(member.machine()).orElse(null);
      members.add(
          new Member(
              coming ? calledOff(member, now) : member,
              pages == null ? 0 : pages.diverged().count(),
              pages == null ? 0 : pages.swapped().count(),
              pages == null ? 0 : pages.blocks().count()));
    }
    ForkGroup.Counts counts = group.counts().plus(0, 0, calledOff, 0);
    return new GroupPlan(group.withCounts(counts), changed, members);
  }

  private static ForkMember calledOff(ForkMember member, SimTime now) {
    return member
        .become(ForkMember.State.FAILED)
        .withPhases(member.phases().cutAt(now))
        .withProblem(
            Optional.of(Problem.error("fork.called-off", member.machine(), member.name())));
  }
}
