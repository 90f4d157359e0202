package io.coppice.planted.sim;

/** Planted: asks the machine for the time. */
public class Clock {
  public java.time.Instant time() {
    return java.time.Instant.now();
  }
}
