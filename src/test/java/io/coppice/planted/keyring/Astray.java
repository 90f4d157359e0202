package io.coppice.planted.keyring;

/** Planted: knows a room it must not know. */
public class Astray {
  public Object other() {
    return new io.coppice.planted.ui.kit.Target();
  }
}
