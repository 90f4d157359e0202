package io.coppice.ui.kit;

/**
 * Which part of a content a window of pixels shows.
 *
 * @param fromX the content's pixel at the window's left edge
 * @param fromY the content's pixel at its upper edge
 * @param scale pixels a unit of the content, above 0
 */
public record PixelWindow(double fromX, double fromY, double scale) {
  /** The pixel of the window at a place of the content. */
  public double x(double at) {
    return at * scale - fromX;
  }

  public double y(double at) {
    return at * scale - fromY;
  }

  /** The place of the content at a pixel of the window. */
  public double atX(double pixel) {
    return (fromX + pixel) / scale;
  }

  public double atY(double pixel) {
    return (fromY + pixel) / scale;
  }
}
