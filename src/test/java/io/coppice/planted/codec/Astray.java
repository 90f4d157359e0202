package io.coppice.planted.codec;

/** Planted: knows a room it must not know. */
public class Astray {
  public Object other() {
    return new io.coppice.planted.store.Target();
  }
}
