package io.coppice.sim.image;

/**
 * What a value in an image is; the ordinal is its first byte, so constants are only added at the
 * end.
 */
enum ValueTag {
  NULL,
  RECORD,
  ENUM,
  STRING,
  INT,
  LONG,
  DOUBLE,
  TRUE,
  FALSE,
  LIST,
  SET,
  MAP,
  EMPTY,
  OPTIONAL,
  INTS,
  LONGS,
  BYTES,
  SHORTS,
  TABLE,
  COLUMN,
  DURATION;

  static final ValueTag[] ALL = values();
}
