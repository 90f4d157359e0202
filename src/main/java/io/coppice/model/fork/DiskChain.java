package io.coppice.model.fork;

/**
 * How a base's disk came to be, and how deep its chain may grow. A fork from a source that runs on
 * lengthens the source's own chain each time; 255 levels are the documented end there, and linked
 * clones end at 30 (Lab Manager). Warnings begin at 20, well before both.
 */
public enum DiskChain {
  LINKED(30),
  RUNNING(255);

  public static final int WARNS_AT = 20;

  private final int deepest;

  DiskChain(int deepest) {
    this.deepest = deepest;
  }

  public int deepest() {
    return deepest;
  }
}
