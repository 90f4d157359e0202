package io.coppice.backend;

/** How fast a simulated clock runs against the wall clock. */
public enum Speed {
  PAUSED(0),
  X1(1),
  X10(10),
  X60(60),
  X600(600),
  /** As fast as the machine can. */
  MAX(Integer.MAX_VALUE);

  private final int factor;

  Speed(int factor) {
    this.factor = factor;
  }

  /** Simulated seconds in a real second. */
  public int factor() {
    return factor;
  }
}
