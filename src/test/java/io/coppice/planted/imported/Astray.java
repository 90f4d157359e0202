package io.coppice.planted.imported;

/** Planted: knows a room it must not know. */
public class Astray {
  public Object other() {
    return new io.coppice.planted.scenario.Target();
  }
}
