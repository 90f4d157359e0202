package io.coppice.ui.overlay.picture;

/**
 * The part of a picture that is drawn.
 *
 * @param left the picture's x at the left edge, in its units
 * @param top the picture's y at the upper edge
 * @param scale pixels a unit
 * @param width pixels
 * @param height pixels
 */
record Window(double left, double top, double scale, int width, int height) {
  double x(double at) {
    return (at - left) * scale;
  }

  double y(double at) {
    return (at - top) * scale;
  }

  /** The picture's x at a pixel. */
  double atX(double pixel) {
    return left + pixel / scale;
  }

  double atY(double pixel) {
    return top + pixel / scale;
  }

  boolean shows(double fromX, double fromY, double toX, double toY) {
    return x(toX) >= 0 && y(toY) >= 0 && x(fromX) <= width && y(fromY) <= height;
  }

  /** Pixels of a hair line, more where the scale is large. */
  double hair() {
    return Math.clamp(scale * 0.08, 1, 4);
  }
}
