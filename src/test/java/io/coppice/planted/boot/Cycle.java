package io.coppice.planted.boot;

/** Planted: half a package cycle. */
public class Cycle {
  public io.coppice.planted.boot.inner.Cycle other;
}
