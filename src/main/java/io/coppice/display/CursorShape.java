package io.coppice.display;

/**
 * A pointer's picture.
 *
 * @param pixels premultiplied ARGB, {@code width * height}; 0 is see-through
 * @param hotX column of the pixel that points
 * @param hotY row of the pixel that points
 */
public record CursorShape(int width, int height, int hotX, int hotY, int[] pixels) {
  /** A pointer that is not seen. */
  public static final CursorShape HIDDEN = new CursorShape(0, 0, 0, 0, new int[0]);

  public CursorShape {
    if (pixels.length != width * height) {
      throw new IllegalArgumentException(pixels.length + " pixels of " + width + " x " + height);
    }
  }
}
