package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.InflatedInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tight ("Tight Encoding"): a colour, a JPEG picture, or pixels that went through a filter and one
 * of four compressors whose dictionaries live as long as the connection.
 */
final class TightDecoder implements RectangleDecoder {
  /** Below this many bytes nothing is compressed. */
  private static final int LEAST_COMPRESSED = 12;

  /** What the specification allows; TigerVNC and others keep to it. */
  private static final int WIDEST = 2048;

  /** Of an index beyond the palette: every colour is opaque. */
  private static final int NO_COLOUR = 0;

  private static final int NO_ZLIB = 0b1010;
  private static final int NO_ZLIB_FILTERED = 0b1110;

  private final InflatedInput[] streams = new InflatedInput[4];
  private final Optional<JpegImages> jpeg;
  private final int capacity;
  private final int[] palette = new int[256];

  TightDecoder(Optional<JpegImages> jpeg, int capacity) {
    this.jpeg = jpeg;
    this.capacity = Math.max(capacity, 4 * WIDEST);
  }

  @Override
  public void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    int control = in.u8();
    for (int i = 0; i < 4; i++) {
      if ((control >> i & 1) != 0 && streams[i] != null) {
        streams[i].reset();
      }
    }
    int kind = control >> 4;
    if (kind == 0b1000) {
      int at = in.require(format.tightBytes);
      int colour = format.tightPixel(in.buffer(), at);
      in.advance(format.tightBytes);
      picture.fill(area.x(), area.y(), area.width(), area.height(), colour);
    } else if (kind == 0b1001) {
      jpeg(in, picture, area);
    } else if (kind < 8 || kind == NO_ZLIB || kind == NO_ZLIB_FILTERED) {
      boolean filtered = kind < 8 ? (kind & 4) != 0 : kind == NO_ZLIB_FILTERED;
      basic(in, format, picture, area, filtered ? in.u8() : 0, kind < 8 ? kind & 3 : -1);
    } else {
      throw new ProtocolException("Tight compression " + kind + ", which does not exist");
    }
  }

  private void basic(
      ByteInput in, PixelFormat format, Framebuffer picture, Area area, int filter, int stream)
      throws IOException {
    if (area.width() > WIDEST) {
      throw new ProtocolException("a Tight rectangle " + area.width() + " wide; 2048 at most");
    }
    int stride = area.width() * format.tightBytes;
    int colours = 0;
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        colours = in.u8() + 1;
        for (int i = 0; i < colours; i++) {
          int at = in.require(format.tightBytes);
          palette[i] = format.tightPixel(in.buffer(), at);
          in.advance(format.tightBytes);
        }
        stride = colours == 2 ? (area.width() + 7) / 8 : area.width();
        if (colours == 1) {
          throw new ProtocolException("a Tight palette of one colour");
        }
      }
      case 2 -> {
        if (format.bytes == 1 || !format.isTrueColour()) {
          throw new ProtocolException("a gradient of pixels of " + format);
        }
      }
      default -> throw new ProtocolException("Tight filter " + filter + ", which does not exist");
    }
    long bytes = (long) stride * area.height();
    boolean compressed = stream >= 0 && bytes >= LEAST_COMPRESSED;
    ByteInput rows = compressed ? open(in, stream) : in;
    if (stride > rows.capacity()) {
      throw new ProtocolException("a Tight row of " + stride + " bytes, in one piece");
    }
    switch (filter) {
      case 1 -> indexed(rows, picture, area, colours, stride);
      case 2 -> gradient(rows, format, picture, area, stride);
      default -> copied(rows, format, picture, area, stride);
    }
    if (compressed) {
      streams[stream].end();
    }
  }

  private InflatedInput open(ByteInput in, int stream) throws IOException {
    if (streams[stream] == null) {
      streams[stream] = new InflatedInput(capacity);
    }
    streams[stream].begin(in, length(in));
    return streams[stream];
  }

  /** One, two or three bytes, seven bits each but for the third. */
  private static int length(ByteInput in) throws IOException {
    int first = in.u8();
    int length = first & 0x7F;
    if ((first & 0x80) != 0) {
      int second = in.u8();
      length |= (second & 0x7F) << 7;
      if ((second & 0x80) != 0) {
        length |= in.u8() << 14;
      }
    }
    return length;
  }

  private static void copied(
      ByteInput rows, PixelFormat format, Framebuffer picture, Area area, int stride)
      throws IOException {
    int[] pixels = picture.pixels();
    for (int row = 0; row < area.height(); row++) {
      int at = rows.require(stride);
      int to = (area.y() + row) * picture.width() + area.x();
      format.tightPixels(rows.buffer(), at, pixels, to, area.width());
      rows.advance(stride);
    }
  }

  private void indexed(ByteInput rows, Framebuffer picture, Area area, int colours, int stride)
      throws IOException {
    Arrays.fill(palette, colours, palette.length, NO_COLOUR);
    int[] pixels = picture.pixels();
    int bits = colours == 2 ? 1 : 8;
    int all = -1;
    for (int row = 0; row < area.height(); row++) {
      int at = rows.require(stride);
      int to = (area.y() + row) * picture.width() + area.x();
      all &= PackedIndexes.draw(bits, palette, rows.buffer(), at, pixels, to, area.width());
      rows.advance(stride);
    }
    if (all >>> 24 != 0xFF) {
      throw new ProtocolException("a colour beyond a palette of " + colours);
    }
  }

  /** Each part of a colour is what differs from left + above - left above, kept within bounds. */
  private static void gradient(
      ByteInput rows, PixelFormat format, Framebuffer picture, Area area, int stride)
      throws IOException {
    boolean bytes = format.tightBytes == 3;
    int[] maxima = bytes ? new int[] {255, 255, 255} : format.maxima();
    int[] shifts = bytes ? new int[] {16, 8, 0} : format.shifts();
    int wide = area.width();
    int[] above = new int[3 * (wide + 1)];
    int[] here = new int[3 * (wide + 1)];
    for (int row = 0; row < area.height(); row++) {
      int at = rows.require(stride);
      byte[] from = rows.buffer();
      int to = (area.y() + row) * picture.width() + area.x();
      for (int i = 1; i <= wide; i++, at += format.tightBytes) {
        int difference =
            bytes
                ? (from[at] & 0xFF) << 16 | (from[at + 1] & 0xFF) << 8 | from[at + 2] & 0xFF
                : format.value(from, at);
        int value = 0;
        for (int part = 0; part < 3; part++) {
          int guess = here[3 * (i - 1) + part] + above[3 * i + part] - above[3 * (i - 1) + part];
          int max = maxima[part];
          int found = (Math.clamp(guess, 0, max) + (difference >>> shifts[part] & max)) & max;
          here[3 * i + part] = found;
          value |= found << shifts[part];
        }
        picture.pixels()[to + i - 1] = bytes ? 0xFF000000 | value : format.colourOf(value);
      }
      rows.advance(stride);
      int[] swap = above;
      above = here;
      here = swap;
    }
  }

  private void jpeg(ByteInput in, Framebuffer picture, Area area) throws IOException {
    int length = length(in);
    if (jpeg.isEmpty()) {
      throw new ProtocolException("a JPEG picture, which was not asked for");
    }
    byte[] data = new byte[length];
    in.readFully(data);
    int[] decoded = jpeg.get().decode(data, area.width(), area.height());
    for (int row = 0; row < area.height(); row++) {
      System.arraycopy(
          decoded,
          row * area.width(),
          picture.pixels(),
          (area.y() + row) * picture.width() + area.x(),
          area.width());
    }
  }

  @Override
  public void close() {
    for (InflatedInput stream : streams) {
      if (stream != null) {
        stream.close();
      }
    }
  }
}
