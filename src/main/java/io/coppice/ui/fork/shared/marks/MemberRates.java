package io.coppice.ui.fork.shared.marks;

import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import java.time.Duration;

/** How fast members leave their base. Pure. */
public final class MemberRates {
  private MemberRates() {}

  /** How long a member's guest has run: since the phase {@link ForkPhase#RESUME} was over. */
  public static Duration ran(ForkMember member, SimTime now) {
    return member
        .phases()
        .ended(ForkPhase.RESUME)
        .filter(end -> !end.isAfter(now))
        .map(now::since)
        .orElse(Duration.ZERO);
  }

  /** Bytes of memory that are its own, in memory or swapped out. */
  public static long own(MemberPages pages) {
    return (long) (pages.diverged().count() + pages.swapped().count()) * PageSet.PAGE;
  }

  /** Bytes a second that became its own, in the mean since its guest runs; 0 where it never ran. */
  public static double perSecond(ForkMember member, MemberPages pages, SimTime now) {
    double seconds = ran(member, now).toMillis() / 1000.0;
    return seconds <= 0 ? 0 : own(pages) / seconds;
  }
}
