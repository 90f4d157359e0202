package io.coppice.model.fork;

/** Where children may run. */
public enum ForkPlacement {
  /** On the base's host only, where memory is shared; what finds no room there fails. */
  SAME_HOST,
  /**
   * Where the base's host is full, on another host of its cluster, which fetches pages when they
   * are first read and shares none (SnowFlock, EuroSys 2009).
   */
  ON_DEMAND
}
