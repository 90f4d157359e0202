package io.coppice.planted.ui.inventory;

/** Planted: a screen that knows another screen, and boot. */
public class Astray {
  public Object[] others() {
    return new Object[] {
      new io.coppice.planted.ui.fork.Astray(), new io.coppice.planted.boot.Target()
    };
  }
}
