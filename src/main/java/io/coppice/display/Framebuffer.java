package io.coppice.display;

import java.util.zip.CRC32;

/**
 * The picture of one screen. Its pixels are opaque premultiplied ARGB (blue in the lowest byte),
 * which is what the toolkit draws, so decoders write where the view reads and nothing is copied in
 * between. One session writes; any thread may read: a reader may see half of an update, never
 * anything outside the array, and learns by {@link #takeDamage} what to look at again.
 *
 * <p>A framebuffer keeps its size; a screen that changes its size gets a new one.
 */
public final class Framebuffer {
  /** Pixels at most: 8K (7680 x 4320), 133 MB. A server that asks for more is refused. */
  public static final int MOST_PIXELS = 7680 * 4320;

  private static final int OPAQUE_BLACK = 0xFF000000;

  private final int width;
  private final int height;
  private final int[] pixels;
  private Area damage = Area.EMPTY;

  /** A black picture; both sides may be 0. */
  public Framebuffer(int width, int height) {
    if (!fits(width, height)) {
      throw new IllegalArgumentException(width + " x " + height + " pixels");
    }
    this.width = width;
    this.height = height;
    this.pixels = new int[width * height];
    java.util.Arrays.fill(pixels, OPAQUE_BLACK);
  }

  /** Whether a screen of that size is within bounds. */
  public static boolean fits(int width, int height) {
    return width >= 0 && height >= 0 && (long) width * height <= MOST_PIXELS;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The pixels themselves, row after row from the upper left corner. */
  public int[] pixels() {
    return pixels;
  }

  /** Fills a rectangle that lies inside. */
  public void fill(int x, int y, int wide, int high, int argb) {
    for (int row = y; row < y + high; row++) {
      java.util.Arrays.fill(pixels, row * width + x, row * width + x + wide, argb);
    }
  }

  /** Moves a rectangle within the picture; both places lie inside and may overlap. */
  public void copy(int fromX, int fromY, int x, int y, int wide, int high) {
    boolean upwards = y <= fromY;
    for (int i = 0; i < high; i++) {
      int row = upwards ? i : high - 1 - i;
      System.arraycopy(pixels, (fromY + row) * width + fromX, pixels, (y + row) * width + x, wide);
    }
  }

  /** Takes over what both pictures have. */
  public void copyFrom(Framebuffer other) {
    int wide = Math.min(width, other.width);
    for (int row = 0; row < Math.min(height, other.height); row++) {
      System.arraycopy(other.pixels, row * other.width, pixels, row * width, wide);
    }
  }

  /** A rectangle was drawn; thread-safe. */
  public synchronized void damage(Area area) {
    damage = damage.union(area);
  }

  /** What was drawn since the last call, as one rectangle; thread-safe. */
  public synchronized Area takeDamage() {
    Area taken = damage;
    damage = Area.EMPTY;
    return taken;
  }

  /** CRC-32 of the picture's red, green and blue bytes, row after row: its fingerprint. */
  public long checksum() {
    CRC32 crc = new CRC32();
    byte[] line = new byte[width * 3];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int argb = pixels[row * width + column];
        line[3 * column] = (byte) (argb >> 16);
        line[3 * column + 1] = (byte) (argb >> 8);
        line[3 * column + 2] = (byte) argb;
      }
      crc.update(line);
    }
    return crc.getValue();
  }
}
