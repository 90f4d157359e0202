package io.coppice.display;

/** A rectangle of pixels; empty when it is not wide or not high. */
public record Area(int x, int y, int width, int height) {
  public static final Area EMPTY = new Area(0, 0, 0, 0);

  public boolean isEmpty() {
    return width <= 0 || height <= 0;
  }

  /** The smallest rectangle that covers both. */
  public Area union(Area other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    return new Area(
        left,
        top,
        Math.max(x + width, other.x + other.width) - left,
        Math.max(y + height, other.y + other.height) - top);
  }
}
