package io.coppice.display.server;

import io.coppice.display.Area;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.stream.ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Writes updates (RFC 6143 7.6.1) in what the viewer likes best of Raw, Hextile, TRLE and ZRLE;
 * rows that scrolled are copied where it can. One thread.
 */
final class UpdateWriter implements AutoCloseable {
  private static final int UPDATE = 0;
  private static final int TRLE_SIDE = 16;
  private static final int ZRLE_SIDE = 64;
  private static final int BAND = 16;
  private static final List<Encoding> KNOWN =
      List.of(Encoding.RAW, Encoding.HEXTILE, Encoding.TRLE, Encoding.ZRLE);

  private final ByteOutput out;
  private final boolean frugal;
  private HextileWriter hextile;
  private TileWriter tiles;
  private Deflater deflater;

  /**
   * Writes to a viewer.
   *
   * @param frugal keeps nothing from one update to the next that can be made anew: for one of many
   *     thumbnails
   */
  UpdateWriter(ByteOutput out, boolean frugal) {
    this.out = out;
    this.frugal = frugal;
  }

  /** Of what a viewer can read, in the order in which it likes it, what is written. */
  static Encoding chosen(List<Encoding> offered) {
    return offered.stream().filter(KNOWN::contains).findFirst().orElse(Encoding.RAW);
  }

  void begin(int rectangles) throws IOException {
    out.u8(UPDATE).u8(0).u16(rectangles);
  }

  void head(Area area, Encoding encoding) throws IOException {
    out.u16(area.x()).u16(area.y()).u16(area.width()).u16(area.height()).s32(encoding.number());
  }

  void copy(Area to, int fromX, int fromY) throws IOException {
    head(to, Encoding.COPY_RECT);
    out.u16(fromX).u16(fromY);
  }

  void pixels(ServedFrame frame, Area area, Encoding encoding, PixelWriter format)
      throws IOException {
    head(area, encoding);
    switch (encoding) {
      case HEXTILE -> hextile().write(frame, area, format, out);
      case TRLE -> tiles(TRLE_SIDE).write(frame, area, format, out::bytes);
      case ZRLE -> compressed(frame, area, format);
      default -> raw(frame, area, format);
    }
  }

  /** The update is written. */
  void end() throws IOException {
    out.flush();
    if (frugal) {
      hextile = null;
      tiles = null;
    }
  }

  private HextileWriter hextile() {
    if (hextile == null) {
      hextile = new HextileWriter();
    }
    return hextile;
  }

  private TileWriter tiles(int side) {
    if (tiles == null || tiles.side() != side) {
      tiles = new TileWriter(side);
    }
    return tiles;
  }

  private void raw(ServedFrame frame, Area area, PixelWriter format) throws IOException {
    int[] band = new int[area.width() * Math.min(BAND, area.height())];
    byte[] bytes = new byte[band.length * format.bytes()];
    int bottom = area.y() + area.height();
    for (int y = area.y(); y < bottom; y += BAND) {
      Area part = new Area(area.x(), y, area.width(), Math.min(BAND, bottom - y));
      frame.paint(part, band);
      int at = 0;
      for (int i = 0; i < part.width() * part.height(); i++) {
        at = format.put(band[i], bytes, at);
      }
      out.bytes(bytes, at);
    }
  }

  private void compressed(ServedFrame frame, Area area, PixelWriter format) throws IOException {
    if (deflater == null) {
      deflater = new Deflater(Deflater.BEST_SPEED);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[4096];
    tiles(ZRLE_SIDE)
        .write(
            frame,
            area,
            format,
            (from, count) -> {
              deflater.setInput(from, 0, count);
              deflate(part, all, Deflater.NO_FLUSH);
            });
    deflate(part, all, Deflater.SYNC_FLUSH);
    out.s32(all.size()).bytes(all.toByteArray());
  }

  private void deflate(byte[] part, ByteArrayOutputStream to, int flush) {
    int got;
    do {
      got = deflater.deflate(part, 0, part.length, flush);
      to.write(part, 0, got);
    } while (got == part.length || flush == Deflater.NO_FLUSH && !deflater.needsInput());
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
    }
  }
}
