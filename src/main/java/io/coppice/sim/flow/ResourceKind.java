package io.coppice.sim.flow;

/** What of an object is used. */
public enum ResourceKind {
  /** A host's line, outwards. */
  SEND,
  /** A host's line, inwards. */
  RECEIVE,
  /** A datastore, for reading or writing. */
  DISK,
  /** The memory of a host. */
  MEMORY,
  /** A machine's adapters, outwards. */
  ADAPTER_SEND,
  /** A machine's adapters, inwards. */
  ADAPTER_RECEIVE,
  /** A link of the fabric, from its first end to its other. */
  LINK_FORTH,
  /** The same, the other way. */
  LINK_BACK
}
