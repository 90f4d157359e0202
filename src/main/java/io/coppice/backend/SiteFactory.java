package io.coppice.backend;

import io.coppice.model.SimTime;
import io.coppice.model.blueprint.Blueprint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Makes sites whose state the console keeps: from their beginning, or from where they were left.
 */
@FunctionalInterface
public interface SiteFactory {
  /**
   * A site that stands where its past ended; blocks until it does. What was in the past is not
   * written to the log again.
   *
   * @throws NewerException if a newer version wrote the image
   * @throws IOException if the image cannot be read, or the past from there on cannot be repeated
   *     whole and must be
   */
  Backend open(Past past, OperationLog log) throws IOException;

  /** An image of a newer version, which this one leaves as it is. */
  final class NewerException extends IOException {
    private static final long serialVersionUID = 1L;

    public NewerException(String message, Throwable cause) {
      super(message, cause);
    }
  }

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
   * @param log the operations of the log that are not in the origin, in order; they may be read
   *     while the origin is
   * @param reached the instant to run on to after them; before the last of them it means nothing
   * @param whole whether all of it must be repeated; else what cannot be is left out, and is among
   *     {@link Backend#losses}
   */
  record Past(
      String name,
      Origin origin,
      CompletableFuture<List<OperationLog.Entry>> log,
      SimTime reached,
      boolean whole) {
    /** All of it must be repeated. */
    public Past(
        String name,
        Origin origin,
        CompletableFuture<List<OperationLog.Entry>> log,
        SimTime reached) {
      this(name, origin, log, reached, true);
    }

    /** The same of a log that was read. */
    public Past(String name, Origin origin, List<OperationLog.Entry> since, SimTime reached) {
      this(name, origin, CompletableFuture.completedFuture(List.copyOf(since)), reached);
    }

    /**
     * The operations of the log; waits until they are read.
     *
     * @throws CompletionException if they cannot be
     */
    public List<OperationLog.Entry> since() {
      return log.join();
    }

    /** The same, of which what cannot be repeated is left out. */
    public Past asFarAsPossible() {
      return new Past(name, origin, log, reached, false);
    }

    /** A site that just begins. */
    public static Past none(Blueprint blueprint) {
      return new Past(
          blueprint.title(), new Origin.Beginning(blueprint), List.of(), blueprint.start());
    }
  }
}
