package io.coppice.planted.folded.depth2.sim.fork;

/** Planted: knows a folder below the one that knows it. */
public class Beside {
  public io.coppice.planted.folded.depth2.sim.ops.run.Below other;
}
