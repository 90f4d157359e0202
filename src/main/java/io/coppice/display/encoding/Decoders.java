package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The decoders of one connection; each is made when its encoding is first used. One thread. */
public final class Decoders implements AutoCloseable {
  private final Map<Encoding, RectangleDecoder> made = new EnumMap<>(Encoding.class);
  private final Optional<JpegImages> jpeg;
  private final int capacity;

  /**
   * No decoder yet.
   *
   * @param capacity bytes of a decompressor's window; a row of pixels must fit in it
   */
  public Decoders(Optional<JpegImages> jpeg, int capacity) {
    this.jpeg = jpeg;
    this.capacity = capacity;
  }

  /** Draws a rectangle of pixels that lies inside the picture and is not empty. */
  public void decode(
      Encoding encoding, ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    RectangleDecoder decoder = made.get(encoding);
    if (decoder == null) {
      decoder = make(encoding);
      made.put(encoding, decoder);
    }
    decoder.decode(in, format, picture, area);
  }

  private RectangleDecoder make(Encoding encoding) {
    return switch (encoding) {
      case RAW -> new RawDecoder();
      case COPY_RECT -> new CopyDecoder();
      case RRE -> new RreDecoder();
      case HEXTILE -> new HextileDecoder();
      case ZLIB -> new ZlibDecoder(capacity);
      case TIGHT -> new TightDecoder(jpeg, capacity);
      case TRLE -> new TileDecoder(16, true);
      case ZRLE -> new ZrleDecoder(capacity);
      default -> throw new IllegalArgumentException(encoding + " is no encoding of pixels");
    };
  }

  @Override
  public void close() {
    made.values().forEach(RectangleDecoder::close);
    made.clear();
  }
}
