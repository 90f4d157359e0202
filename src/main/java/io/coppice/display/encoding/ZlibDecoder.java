package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.InflatedInput;
import java.io.IOException;

/** zlib ("zlib Encoding"): Raw, compressed with one dictionary for the whole connection. */
final class ZlibDecoder implements RectangleDecoder {
  private final RawDecoder raw = new RawDecoder();
  private final InflatedInput inflated;

  ZlibDecoder(int capacity) {
    inflated = new InflatedInput(capacity);
  }

  @Override
  public void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    inflated.begin(in, in.u32());
    raw.decode(inflated, format, picture, area);
    inflated.end();
  }

  @Override
  public void close() {
    inflated.close();
  }
}
