package io.coppice.model.fork;

/** What a page of a member is; the order is that of the page map's kinds. */
public enum MemoryPageState {
  UNTOUCHED,
  SHARED,
  DIVERGED,
  /** Diverged, and all zeros. */
  ZERO,
  /** Diverged, and equal to a sibling's. */
  IDENTICAL,
  SWAPPED
}
