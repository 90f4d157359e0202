package io.coppice.planted.folded.depth3.ui.fork.pages;

/** Planted: knows a folder beside it. */
public class Top {
  public io.coppice.planted.folded.depth3.ui.fork.maps.Beside other;
}
