package io.coppice.store;

import io.coppice.model.SimTime;
import java.util.List;

/**
 * A world as the store remembers it.
 *
 * @param id names it within the store
 * @param source the scenario it began from
 * @param checkpoints names of its checkpoints, newest first
 * @param firstSerial the oldest entry of the journal that is still kept; 0 when it is whole
 * @param nextSerial one more than the newest entry of the journal
 * @param reached the simulated time it had reached when that was last noted
 */
public record KeptWorld(
    long id,
    String source,
    String title,
    List<Long> checkpoints,
    long firstSerial,
    long nextSerial,
    SimTime reached) {
  public KeptWorld {
    checkpoints = List.copyOf(checkpoints);
  }

  /** Whether anything happened in it that would be lost by beginning anew. */
  public boolean hasPast() {
    return !checkpoints.isEmpty() || nextSerial > 0;
  }
}
