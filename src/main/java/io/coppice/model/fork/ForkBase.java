package io.coppice.model.fork;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * Frozen memory and disk that children read. Never written again, whoever lives.
 *
 * @param key names it within its group, dense from 0
 * @param parent the base whose pages it needs; -1 for one that stands for itself
 * @param over the base its source was reading when it was taken, whether it still needs it or not;
 *     -1 for the group's first
 * @param source the machine it was taken of
 * @param host where its memory lies
 * @param pages the guest's memory in pages
 * @param resident pages it keeps in that host's memory: all the guest had touched, or for a delta
 *     over another base what differs from that
 * @param depth bases one above the other in memory, itself included; 1 for one by itself
 * @param diskDepth levels of the disk's chain
 */
public record ForkBase(
    int key,
    int parent,
    int over,
    MachineId source,
    HostId host,
    State state,
    DiskChain chain,
    CapturedState capture,
    int pages,
    int resident,
    int depth,
    int diskDepth,
    SimTime taken) {
  public static final int NO_PARENT = -1;

  /** Where its memory is. */
  public enum State {
    /** In the host's memory, ready. */
    RESIDENT,
    /** On a datastore; loaded before the next fork. */
    STORED,
    /** Gone with its host; nothing can be forked of it, what runs elsewhere runs on. */
    LOST,
    /** Freed, kept as a name for its descendants. */
    FREED;

    public Set<State> next() {
      return switch (this) {
        case RESIDENT -> EnumSet.of(STORED, LOST, FREED);
        case STORED -> EnumSet.of(RESIDENT, LOST, FREED);
        case LOST -> EnumSet.of(FREED);
        case FREED -> EnumSet.noneOf(State.class);
      };
    }
  }

  public ForkBase become(State to) {
    if (!state.next().contains(to)) {
      throw new IllegalStateException("A base cannot go from " + state + " to " + to);
    }
    return new ForkBase(
        key, parent, over, source, host, to, chain, capture, pages, resident, depth, diskDepth,
        taken);
  }

  /** Bytes it keeps in its host's memory now. */
  public long residentBytes() {
    return state == State.RESIDENT ? (long) resident * PageSet.PAGE : 0;
  }
}
