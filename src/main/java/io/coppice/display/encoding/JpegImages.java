package io.coppice.display.encoding;

import java.io.IOException;

/**
 * Whoever can read JPEG: the module has no decoder of its own, a toolkit has. Tight's JPEG is asked
 * for only where there is one.
 */
@FunctionalInterface
public interface JpegImages {
  /**
   * Decodes a picture into opaque ARGB pixels.
   *
   * @param jpeg a JFIF stream, at most 4 MB
   * @param width what the rectangle says
   * @param height what the rectangle says
   * @return {@code width * height} pixels
   * @throws IOException if it is no picture of that size
   */
  int[] decode(byte[] jpeg, int width, int height) throws IOException;
}
