package io.coppice.ui.activity;

/** A line of a list whose lines may be folded under others. */
interface FoldedRow {
  /** How far it is indented. */
  int depth();

  /** Whether anything is folded under it, or was. */
  boolean isFoldable();

  /** Whether what is under it follows it. */
  boolean open();
}
