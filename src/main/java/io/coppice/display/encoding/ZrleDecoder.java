package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.InflatedInput;
import java.io.IOException;

/** ZRLE (RFC 6143 7.7.6). */
final class ZrleDecoder implements RectangleDecoder {
  private static final int SIDE = 64;

  private final TileDecoder tiles = new TileDecoder(SIDE, false);
  private final InflatedInput inflated;

  ZrleDecoder(int capacity) {
    inflated = new InflatedInput(capacity);
  }

  @Override
  public void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    inflated.begin(in, in.u32());
    tiles.decode(inflated, format, picture, area);
    inflated.end();
  }

  @Override
  public void close() {
    inflated.close();
  }
}
