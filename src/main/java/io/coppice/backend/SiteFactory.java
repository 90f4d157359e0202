package io.coppice.backend;

import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import java.io.IOException;
import java.util.List;

/**
 * Makes sites whose state the console keeps: from their beginning, or from where they were left.
 */
@FunctionalInterface
public interface SiteFactory {
  /**
   * A site that stands where its past ended; blocks until it does. What was in the past is not
   * written to the log again.
   *
   * @throws IOException if the image cannot be read, for one of another format
   */
  Backend open(Past past, OperationLog log) throws IOException;

  /** Where a site starts from. */
  sealed interface Origin {
    /** Its beginning. */
    record Beginning(Blueprint blueprint) implements Origin {}

    /** A checkpoint. */
    record Checkpoint(WorldImage image) implements Origin {}
  }

  /**
   * What happened to a site so far.
   *
   * @param name shown as the site's name
   * @param since the operations of the log that are not in the origin, in order
   * @param reached the instant to run on to after them; before the last of them it means nothing
   */
  record Past(String name, Origin origin, List<OperationLog.Entry> since, SimTime reached) {
    public Past {
      since = List.copyOf(since);
    }

    /** A site that just begins. */
    public static Past none(Blueprint blueprint) {
      return new Past(
          blueprint.title(), new Origin.Beginning(blueprint), List.of(), blueprint.start());
    }
  }
}
