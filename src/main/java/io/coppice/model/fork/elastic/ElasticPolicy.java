package io.coppice.model.fork.elastic;

import io.coppice.model.Bytes;
import java.time.Duration;

/**
 * When members are made and ended.
 *
 * @param each requests a member serves at once; 1 for a machine a request
 * @param warmPool members kept ready beyond the load
 * @param coolDown how long a member stays idle before it may be ended
 * @param mostMembers budget of members
 * @param mostMemory budget of memory, as the group's cost counts it
 * @param service how long a request is served, in the mean
 * @param container how long a container takes to start in a member before the first request; zero
 *     for none
 */
public record ElasticPolicy(
    Mode mode,
    int each,
    int warmPool,
    Duration coolDown,
    Victim victim,
    int mostMembers,
    Bytes mostMemory,
    Duration service,
    Duration container) {
  /** What makes it fork. */
  public enum Mode {
    /** A fork for every request; ended when it was served. */
    PER_REQUEST,
    /** A fork when all members serve as many requests as they may. */
    AT_LOAD
  }

  /** Who goes first. */
  public enum Victim {
    OLDEST,
    NEWEST,
    MOST_DIVERGED
  }
}
