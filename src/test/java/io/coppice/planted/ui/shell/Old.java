package io.coppice.planted.ui.shell;

/** Planted: the toolkit we do not use. */
public class Old {
  public java.awt.Point point;
}
