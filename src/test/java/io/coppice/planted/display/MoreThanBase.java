package io.coppice.planted.display;

/** Planted: uses more than java.base. */
public class MoreThanBase {
  public java.util.logging.Logger logger;
}
