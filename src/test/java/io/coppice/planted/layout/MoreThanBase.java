package io.coppice.planted.layout;

/** Planted: uses more than java.base. */
public class MoreThanBase {
  public java.util.logging.Logger logger;
}
