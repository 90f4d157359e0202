package io.coppice.planted.folded.depth1.fork;

/** Planted: knows a folder below the one that knows it. */
public class Beside {
  public io.coppice.planted.folded.depth1.ops.run.Below other;
}
