package io.coppice.planted.boot.inner;

/** Planted: the other half. */
public class Cycle {
  public io.coppice.planted.boot.Cycle other;
}
