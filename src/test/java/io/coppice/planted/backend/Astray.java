package io.coppice.planted.backend;

/** Planted: knows a room it must not know. */
public class Astray {
  public Object other() {
    return new io.coppice.planted.sim.Target();
  }
}
