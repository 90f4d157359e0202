package io.coppice.model.table;

/** A column of ints as its readers see it, indexed from 0. */
public sealed interface IntColumn permits CowInts {
  /** One more than the highest row ever set. */
  int size();

  /** The value of a row; 0 for a row that was never set. */
  int get(int row);
}
