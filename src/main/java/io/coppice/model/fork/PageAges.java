package io.coppice.model.fork;

/** Tells since when pages are a member's own; works it out when asked. */
public interface PageAges {
  /**
   * Microseconds of {@link io.coppice.model.SimTime} at which each page was first written, 0 where
   * it was not or where that is unknown. May take some tens of milliseconds.
   */
  long[] since(int pages);
}
