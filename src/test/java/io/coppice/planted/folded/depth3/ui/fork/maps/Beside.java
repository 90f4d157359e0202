package io.coppice.planted.folded.depth3.ui.fork.maps;

/** Planted: knows a folder below the one that knows it. */
public class Beside {
  public io.coppice.planted.folded.depth3.ui.fork.pages.box.Below other;
}
