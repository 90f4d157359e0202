package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Raw (RFC 6143 7.7.1): row after row. */
final class RawDecoder implements RectangleDecoder {
  private static final int OPAQUE = 0xFF000000;

  private byte[] seen = new byte[0];

  /** Views of the window that begin at its first, second, third and fourth byte. */
  private final IntBuffer[] views = new IntBuffer[Integer.BYTES];

  @Override
  public void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    int most = Math.max(1, in.capacity() / format.bytes);
    for (int row = area.y(); row < area.y() + area.height(); row++) {
      int to = row * picture.width() + area.x();
      int left = area.width();
      while (left > 0) {
        int part = Math.min(left, most);
        pixels(in, format, picture.pixels(), to, part);
        to += part;
        left -= part;
      }
    }
  }

  /** Reads pixels that stand one after the other. */
  void pixels(ByteInput in, PixelFormat format, int[] pixels, int to, int count)
      throws IOException {
    int at = in.require(count * format.bytes);
    if (format.isOwn()) {
      own(in.buffer(), at, pixels, to, count);
    } else {
      for (int i = 0; i < count; i++) {
        pixels[to + i] = format.pixel(in.buffer(), at + i * format.bytes);
      }
    }
    in.advance(count * format.bytes);
  }

  /** Our own format is copied as whole rows, and made opaque. */
  private void own(byte[] from, int at, int[] pixels, int to, int count) {
    if (from != seen) {
      seen = from;
      ByteBuffer bytes = ByteBuffer.wrap(from).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < views.length; i++) {
        views[i] = bytes.position(i).asIntBuffer();
      }
    }
    views[at % Integer.BYTES].get(at / Integer.BYTES, pixels, to, count);
    for (int i = to; i < to + count; i++) {
      pixels[i] |= OPAQUE;
    }
  }
}
