package io.coppice.sim.fork;

import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.GroupPages;
import io.coppice.model.fork.MemberPages;
import io.coppice.sim.world.World;
import java.util.List;

/**
 * Page sharing within a group: a scanner goes round the members, page after page at its rate, and
 * lays on one another what is equal. It forgets nothing and never tires, unlike KSM, which compares
 * checksums over two rounds first; so what it finds is found a round earlier here.
 */
final class PageSharingScanner {
  private PageSharingScanner() {}

  /** One second's work. */
  static void scan(World world, ForkGroup group) {
    Forks forks = world.forks();
    GroupPages known = forks.contents(group.id()).orElseThrow();
    List<ForkMember> members =
        forks.membersOf(group.id()).stream()
            .filter(member -> forks.pages(member.machine()).isPresent())
            .toList();
    if (members.isEmpty()) {
      return;
    }
    ForkWorldPart part = ForkWorldPart.of(world);
    ForkWorldPart.Cursor cursor = part.cursor(group.id());
    int at = from(members, cursor.machine());
    int page = members.get(at).machine().value() == cursor.machine() ? cursor.page() : 0;
    long round = members.stream().mapToLong(one -> pages(forks, one)).sum();
    long left = Math.min(group.sharing().pagesPerSecond(), round);
    while (left > 0) {
      ForkMember member = members.get(at);
      int to = (int) Math.min(pages(forks, member), page + left);
      MemberPages pages = forks.own(member.machine());
      pages.merge(page, to, known.zero());
      pages.merge(page, to, known.alike());
      left -= to - page;
      page = to;
      if (page >= pages.pages()) {
        at = (at + 1) % members.size();
        page = 0;
      }
    }
    part.set(new ForkWorldPart.Cursor(group.id(), members.get(at).machine().value(), page));
  }

  private static int pages(Forks forks, ForkMember member) {
    return forks.pages(member.machine()).orElseThrow().pages();
  }

  /** The first member that is not before the machine, or the first of all. */
  private static int from(List<ForkMember> members, int machine) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).machine().value() >= machine) {
        return i;
      }
    }
    return 0;
  }
}
