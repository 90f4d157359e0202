package io.coppice.planted.layout;

/** Planted: knows a room it must not know. */
public class Astray {
  public Object other() {
    return new io.coppice.planted.display.Target();
  }
}
