package io.coppice.planted.folded.depth2.sim.ops;

/** Planted: knows a folder beside it. */
public class Top {
  public io.coppice.planted.folded.depth2.sim.fork.Beside other;
}
