package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import java.io.IOException;

/** Draws rectangles of one encoding; keeps what lives from one rectangle to the next. */
interface RectangleDecoder extends AutoCloseable {
  /**
   * Draws a rectangle that lies inside the picture and is not empty.
   *
   * @throws IOException if the stream ends or says what cannot be
   */
  void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area) throws IOException;

  @Override
  default void close() {}
}
