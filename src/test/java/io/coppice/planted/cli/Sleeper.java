package io.coppice.planted.cli;

/** Planted: waits by sleeping. */
public class Sleeper {
  public void nap() throws InterruptedException {
    Thread.sleep(1);
  }
}
