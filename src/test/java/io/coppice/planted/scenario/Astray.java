package io.coppice.planted.scenario;

/** Planted: knows a room it must not know. */
public class Astray {
  public Object other() {
    return new io.coppice.planted.backend.Target();
  }
}
