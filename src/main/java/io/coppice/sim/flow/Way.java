package io.coppice.sim.flow;

/** What of an object is used. */
public enum Way {
  /** A host's line, outwards. */
  SEND,
  /** A host's line, inwards. */
  RECEIVE,
  /** A datastore, for reading or writing. */
  DISK,
  /** The memory of a host. */
  MEMORY
}
