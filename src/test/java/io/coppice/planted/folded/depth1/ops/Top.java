package io.coppice.planted.folded.depth1.ops;

/** Planted: knows a folder beside it. */
public class Top {
  public io.coppice.planted.folded.depth1.fork.Beside other;
}
