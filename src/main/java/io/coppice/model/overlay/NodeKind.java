package io.coppice.model.overlay;

/** What a node of the picture is. */
public enum NodeKind {
  HYPERVISOR,
  MACHINE,
  LEAF,
  SPINE,
  ROUTER,
  SWITCH,
  MIDDLEBOX,
  /** Others speak of it, but nobody collected it: what it would do is not known. */
  UNKNOWN
}
