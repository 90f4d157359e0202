package io.coppice.model.fork;

import io.coppice.model.SimTime;
import java.util.Optional;

/**
 * Every page of one member at one instant, worked out when first asked for, which takes some
 * milliseconds: not on the FX thread. Immutable.
 */
public final class MemberPageStates {
  private static final MemoryPageState[] STATES = MemoryPageState.values();

  private final MemberPages member;
  private final byte[] states;
  private final PageCounts counts;
  private volatile long[] since;

  MemberPageStates(MemberPages member, GroupPages group, PageSet identical) {
    this.member = member;
    this.states = new byte[member.pages()];
    member.states(states);
    PageSet zero = member.diverged().and(group.zero());
    zero.forEach(page -> states[page] = (byte) MemoryPageState.ZERO.ordinal());
    identical.forEach(page -> states[page] = (byte) MemoryPageState.IDENTICAL.ordinal());
    int shared = member.shared();
    int diverged = member.diverged().count();
    int swapped = member.swapped().count();
    this.counts =
        new PageCounts(
            states.length,
            states.length - shared - diverged - swapped,
            shared,
            diverged,
            zero.count(),
            identical.count(),
            swapped,
            member.merged().count());
  }

  public int pages() {
    return states.length;
  }

  public PageCounts counts() {
    return counts;
  }

  /** The state of a page. */
  public MemoryPageState state(int page) {
    return STATES[states[page]];
  }

  /** Ordinals of {@link MemoryPageState}, one a page; a copy. */
  public byte[] states() {
    return states.clone();
  }

  /** Whether page sharing has laid the page on an equal one. */
  public boolean isMerged(int page) {
    return member.merged().contains(page);
  }

  /** Since when the page is the member's own; empty where it is not, or where nobody knows. */
  public Optional<SimTime> since(int page) {
    MemoryPageState state = state(page);
    if (state == MemoryPageState.UNTOUCHED || state == MemoryPageState.SHARED) {
      return Optional.empty();
    }
    long[] all = since;
    if (all == null) {
      all = member.ages().map(ages -> ages.since(states.length)).orElseGet(() -> new long[0]);
      since = all;
    }
    return page < all.length && all[page] > 0
        ? Optional.of(new SimTime(all[page]))
        : Optional.empty();
  }
}
