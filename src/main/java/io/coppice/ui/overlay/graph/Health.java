package io.coppice.ui.overlay.graph;

/** How something does. */
public enum Health {
  UP,
  /** Works, but something about it is wrong. */
  DEGRADED,
  DOWN,
  /** Nobody asked it: what it does is not known. */
  UNKNOWN
}
