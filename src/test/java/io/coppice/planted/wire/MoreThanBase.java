package io.coppice.planted.wire;

/** Planted: uses more than java.base. */
public class MoreThanBase {
  public java.util.logging.Logger logger;
}
