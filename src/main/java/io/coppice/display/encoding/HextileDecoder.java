package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;

/** Hextile (RFC 6143 7.7.4): tiles of 16 by 16, each raw or a ground with rectangles on it. */
final class HextileDecoder implements RectangleDecoder {
  private static final int TILE = 16;
  private static final int RAW = 1;
  private static final int BACKGROUND = 2;
  private static final int FOREGROUND = 4;
  private static final int ANY_PARTS = 8;
  private static final int COLOURED_PARTS = 16;

  private final RawDecoder raw = new RawDecoder();
  private int background;
  private int foreground;

  @Override
  public void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    background = 0xFF000000;
    foreground = 0xFF000000;
    for (int y = area.y(); y < area.y() + area.height(); y += TILE) {
      int high = Math.min(TILE, area.y() + area.height() - y);
      for (int x = area.x(); x < area.x() + area.width(); x += TILE) {
        int wide = Math.min(TILE, area.x() + area.width() - x);
        tile(in, format, picture, new Area(x, y, wide, high));
      }
    }
  }

  private void tile(ByteInput in, PixelFormat format, Framebuffer picture, Area tile)
      throws IOException {
    int kind = in.u8();
    if ((kind & RAW) != 0) {
      raw.decode(in, format, picture, tile);
      return;
    }
    if ((kind & BACKGROUND) != 0) {
      background = RreDecoder.pixel(in, format);
    }
    if ((kind & FOREGROUND) != 0) {
      foreground = RreDecoder.pixel(in, format);
    }
    picture.fill(tile.x(), tile.y(), tile.width(), tile.height(), background);
    int parts = (kind & ANY_PARTS) != 0 ? in.u8() : 0;
    for (int i = 0; i < parts; i++) {
      int colour = (kind & COLOURED_PARTS) != 0 ? RreDecoder.pixel(in, format) : foreground;
      int place = in.u8();
      int size = in.u8();
      int x = place >> 4;
      int y = place & 15;
      int wide = (size >> 4) + 1;
      int high = (size & 15) + 1;
      if (x + wide > tile.width() || y + high > tile.height()) {
        throw new ProtocolException("a part leaves its tile");
      }
      picture.fill(tile.x() + x, tile.y() + y, wide, high, colour);
    }
  }
}
