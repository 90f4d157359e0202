package io.coppice.display.rfb;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Writes what changed of a picture as rectangles of Tight ("Tight Encoding"), each of which begins
 * its compressor anew. One thread.
 */
final class PictureRectangles implements AutoCloseable {
  private static final int TILE = 64;

  /** Tight's rectangles are no wider. */
  private static final int WIDEST = 2048 / TILE * TILE;

  /** Below this many bytes nothing is compressed. */
  private static final int LEAST_COMPRESSED = 12;

  private static final int FILL = 0x80;
  private static final int RESET_ALL = 0x0F;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private byte[] plain = new byte[0];
  private byte[] packed = new byte[0];

  /**
   * Writes the tiles of an area that differ from what was written last, side by side as one.
   *
   * @param last what was written last, brought up to date
   * @return how many rectangles
   */
  int changes(Framebuffer picture, int[] last, Area changed, ByteArrayOutputStream bytes)
      throws IOException {
    DataOutputStream out = new DataOutputStream(bytes);
    int count = 0;
    int right = Math.min(picture.width(), changed.x() + changed.width());
    int bottom = Math.min(picture.height(), changed.y() + changed.height());
    for (int y = changed.y() / TILE * TILE; y < bottom; y += TILE) {
      int high = Math.min(TILE, picture.height() - y);
      int begun = -1;
      for (int x = changed.x() / TILE * TILE; x < right; x += TILE) {
        int wide = Math.min(TILE, picture.width() - x);
        boolean differs = take(picture, last, x, y, wide, high);
        if (differs && begun < 0) {
          begun = x;
        }
        int end = differs ? x + wide : x;
        boolean over = !differs || x + TILE >= right || end - begun >= WIDEST;
        if (begun >= 0 && over && end > begun) {
          rectangle(last, picture.width(), new Area(begun, y, end - begun, high), out);
          begun = -1;
          count++;
        }
      }
    }
    return count;
  }

  /** Takes a tile over; false if nothing in it changed. */
  private static boolean take(Framebuffer picture, int[] last, int x, int y, int wide, int high) {
    boolean differs = false;
    int[] pixels = picture.pixels();
    for (int row = y; row < y + high; row++) {
      int at = row * picture.width() + x;
      if (Arrays.mismatch(pixels, at, at + wide, last, at, at + wide) >= 0) {
        differs = true;
        System.arraycopy(pixels, at, last, at, wide);
      }
    }
    return differs;
  }

  private void rectangle(int[] pixels, int stride, Area area, DataOutputStream out)
      throws IOException {
    RecordingWriter.head(out, area.x(), area.y(), area.width(), area.height(), Encoding.TIGHT);
    int length = area.width() * area.height() * 3;
    if (plain.length < length) {
      plain = new byte[length];
    }
    int first = pixels[area.y() * stride + area.x()] & 0xFFFFFF;
    boolean one = true;
    int at = 0;
    for (int row = area.y(); row < area.y() + area.height(); row++) {
      for (int column = area.x(); column < area.x() + area.width(); column++) {
        int pixel = pixels[row * stride + column] & 0xFFFFFF;
        one &= pixel == first;
        plain[at++] = (byte) (pixel >> 16);
        plain[at++] = (byte) (pixel >> 8);
        plain[at++] = (byte) pixel;
      }
    }
    if (one) {
      out.writeByte(FILL | RESET_ALL);
      out.write(plain, 0, 3);
      return;
    }
    out.writeByte(RESET_ALL);
    if (length < LEAST_COMPRESSED) {
      out.write(plain, 0, length);
    } else {
      compressed(length, out);
    }
  }

  private void compressed(int length, DataOutputStream out) throws IOException {
    // a stored block has five bytes of head for 65,535, and zlib six around all of them
    int most = length + length / 1000 + 64;
    if (packed.length < most) {
      packed = new byte[most];
    }
    deflater.reset();
    deflater.setInput(plain, 0, length);
    deflater.finish();
    int size = 0;
    while (!deflater.finished()) {
      size += deflater.deflate(packed, size, packed.length - size);
    }
    out.writeByte(size & 0x7F | (size > 0x7F ? 0x80 : 0));
    if (size > 0x7F) {
      out.writeByte(size >> 7 & 0x7F | (size > 0x3FFF ? 0x80 : 0));
    }
    if (size > 0x3FFF) {
      out.writeByte(size >> 14);
    }
    out.write(packed, 0, size);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
