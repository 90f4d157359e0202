package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;

/** RRE, rise-and-run-length (RFC 6143 7.7.3): a ground, and rectangles on it. */
final class RreDecoder implements RectangleDecoder {
  @Override
  public void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    long count = in.u32();
    picture.fill(area.x(), area.y(), area.width(), area.height(), pixel(in, format));
    for (long i = 0; i < count; i++) {
      int colour = pixel(in, format);
      int x = in.u16();
      int y = in.u16();
      int wide = in.u16();
      int high = in.u16();
      if (x + wide > area.width() || y + high > area.height()) {
        throw new ProtocolException("part " + i + " of " + count + " leaves its rectangle");
      }
      picture.fill(area.x() + x, area.y() + y, wide, high, colour);
    }
  }

  static int pixel(ByteInput in, PixelFormat format) throws IOException {
    int at = in.require(format.bytes);
    int colour = format.pixel(in.buffer(), at);
    in.advance(format.bytes);
    return colour;
  }
}
