package io.coppice.ui.fork.pages.pagemap;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import java.util.Arrays;

/**
 * A map of pages as pixels. Pages run from left to right and top to bottom in {@link #columns()}
 * columns, so that an address is found where a reader looks for it. Immutable; made off the FX
 * thread, drawn on it.
 *
 * <p>Mechanism: beside the kind of every page stands a pyramid of pictures, each half as wide and
 * high as the one below, whose pixels are the mean colour of four. Drawing picks the level whose
 * pixels are about as large as the screen's, so that a frame costs the pixels of the window,
 * whatever the size of the memory. Close up, every page is a block with a line around it and a
 * pattern of its kind, so that colour is not the only signal.
 */
public final class PageRaster {
  /** From this many pixels a page on, blocks have a border and a pattern. */
  public static final double BLOCKS_FROM = 7;

  private final byte[] kinds;
  private final int columns;
  private final int[][] levels;
  private final int[] widths;
  private final int[] palette;
  private final int background;

  private PageRaster(
      byte[] kinds, int columns, int[][] levels, int[] widths, int[] palette, int background) {
    this.kinds = kinds;
    this.columns = columns;
    this.levels = levels;
    this.widths = widths;
    this.palette = palette;
    this.background = background;
  }

  /**
   * Makes the pyramid.
   *
   * @param kinds ordinals of {@link PageKind}, one a page; not copied, not to be changed afterwards
   * @param palette an opaque ARGB colour for each kind
   * @param background ARGB around the map
   */
  public static PageRaster of(byte[] kinds, int[] palette, int background) {
    int columns = columnsFor(kinds.length);
    int rows = Math.max(1, (kinds.length + columns - 1) / columns);
    int count = 1 + (32 - Integer.numberOfLeadingZeros(Math.max(columns, rows) - 1));
    int[][] levels = new int[count][];
    int[] widths = new int[count];
    int[] base = new int[columns * rows];
    for (int page = 0; page < kinds.length; page++) {
      base[page] = palette[kinds[page]];
    }
    Arrays.fill(base, kinds.length, base.length, background);
    levels[0] = base;
    widths[0] = columns;
    int height = rows;
    for (int level = 1; level < count; level++) {
      levels[level] = half(levels[level - 1], widths[level - 1], height);
      widths[level] = (widths[level - 1] + 1) / 2;
      height = (height + 1) / 2;
    }
    return new PageRaster(kinds, columns, levels, widths, palette.clone(), background);
  }

  /** A power of two that makes the map about as wide as high, at least 1. */
  static int columnsFor(int pages) {
    int columns = 1;
    while ((long) columns * columns < pages) {
      columns <<= 1;
    }
    return columns;
  }

  private static int[] half(int[] from, int width, int height) {
    int halfWidth = (width + 1) / 2;
    int halfHeight = (height + 1) / 2;
    int[] to = new int[halfWidth * halfHeight];
    for (int y = 0; y < halfHeight; y++) {
      int upper = 2 * y * width;
      int lower = Math.min(2 * y + 1, height - 1) * width;
      for (int x = 0; x < halfWidth; x++) {
        int left = 2 * x;
        int right = Math.min(left + 1, width - 1);
        to[y * halfWidth + x] =
            mean(from[upper + left], from[upper + right], from[lower + left], from[lower + right]);
      }
    }
    return to;
  }

  private static int mean(int a, int b, int c, int d) {
    int even =
        ((a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x20002) >>> 2
            & 0xff00ff;
    int green =
        ((a >>> 8 & 0xff) + (b >>> 8 & 0xff) + (c >>> 8 & 0xff) + (d >>> 8 & 0xff) + 2) >>> 2;
    return 0xff000000 | even | green << 8;
  }

  public int pages() {
    return kinds.length;
  }

  public int columns() {
    return columns;
  }

  public int rows() {
    return levels[0].length / columns;
  }

  /** The kind of a page. */
  public PageKind kind(int page) {
    return PageKind.of(kinds[page]);
  }

  /**
   * The page at a place of the map, in pages from its left upper corner; -1 beside it and for NaN.
   */
  public int pageAt(double x, double y) {
    if (!(x >= 0 && y >= 0 && x < columns && y < rows())) {
      return -1;
    }
    int page = ((int) y) * columns + (int) x;
    return page < kinds.length ? page : -1;
  }

  /**
   * Draws what a window shows.
   *
   * @param brush of which the part is filled wholly
   * @param window of which a unit is a page; may be beside the map
   */
  public void draw(PixelBrush brush, PixelWindow window) {
    if (window.scale() >= BLOCKS_FROM) {
      drawBlocks(brush, window);
    } else {
      drawPixels(brush, window);
    }
  }

  private void drawPixels(PixelBrush brush, PixelWindow window) {
    int level = 0;
    while (level < levels.length - 1 && window.scale() * (1 << level) < 0.75) {
      level++;
    }
    int[] picture = levels[level];
    int pictureWidth = widths[level];
    int pictureHeight = picture.length / pictureWidth;
    int[] column = new int[brush.width()];
    for (int x = brush.left(); x < brush.right(); x++) {
      double at = window.atX(x + 0.5) / (1 << level);
      column[x] = at < 0 || at >= pictureWidth ? -1 : (int) at;
    }
    int[] target = brush.target();
    for (int y = brush.top(); y < brush.bottom(); y++) {
      double at = window.atY(y + 0.5) / (1 << level);
      int out = y * brush.width();
      if (at < 0 || at >= pictureHeight) {
        Arrays.fill(target, out + brush.left(), out + brush.right(), background);
        continue;
      }
      int row = ((int) at) * pictureWidth;
      for (int x = brush.left(); x < brush.right(); x++) {
        int c = column[x];
        target[out + x] = c < 0 ? background : picture[row + c];
      }
    }
  }

  private void drawBlocks(PixelBrush brush, PixelWindow window) {
    double scale = window.scale();
    int size = (int) Math.ceil(scale);
    int[][] tiles = tiles(size);
    int[] column = new int[brush.width()];
    int[] inColumn = new int[brush.width()];
    for (int x = brush.left(); x < brush.right(); x++) {
      double at = window.atX(x);
      boolean beside = at < 0 || at >= columns;
      column[x] = beside ? -1 : (int) at;
      inColumn[x] = beside ? 0 : (int) ((at - column[x]) * scale);
    }
    int rows = rows();
    int[] target = brush.target();
    for (int y = brush.top(); y < brush.bottom(); y++) {
      double at = window.atY(y);
      int out = y * brush.width();
      if (at < 0 || at >= rows) {
        Arrays.fill(target, out + brush.left(), out + brush.right(), background);
        continue;
      }
      int row = (int) at;
      int inRow = (int) ((at - row) * scale) * size;
      int first = row * columns;
      for (int x = brush.left(); x < brush.right(); x++) {
        int page = column[x] < 0 ? kinds.length : first + column[x];
        target[out + x] =
            page >= kinds.length ? background : tiles[kinds[page]][inRow + inColumn[x]];
      }
    }
  }

  /** For each kind, one page of {@code size} pixels: a line along two sides, and its pattern. */
  private int[][] tiles(int size) {
    int[][] tiles = new int[palette.length][size * size];
    for (PageKind kind : PageKind.values()) {
      int colour = palette[kind.ordinal()];
      int line = shade(colour, 70);
      int mark = shade(colour, 55);
      int[] tile = tiles[kind.ordinal()];
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          tile[y * size + x] = x == 0 || y == 0 ? line : marked(kind, x, y, size) ? mark : colour;
        }
      }
    }
    return tiles;
  }

  /** The pattern of a kind within its block of {@code size} pixels. */
  private static boolean marked(PageKind kind, int x, int y, int size) {
    int centre = size / 2;
    return switch (kind) {
      case UNTOUCHED, SAME -> false;
      case SHARED -> Math.abs(x - centre) <= size / 12 && Math.abs(y - centre) <= size / 12;
      case DIVERGED, BOTH -> (x + y) % 6 == 0;
      case ZERO -> Math.abs(Math.hypot(x - centre, y - centre) - size / 4.0) < 0.8;
      case IDENTICAL -> y == centre - size / 8 || y == centre + size / 8;
      case SWAPPED -> x == y || x + y == size;
      case FIRST_ONLY -> (x - y + size * 6) % 6 == 0;
      case SECOND_ONLY -> y % 5 == 0;
    };
  }

  private static int shade(int colour, int percent) {
    int red = (colour >>> 16 & 0xff) * percent / 100;
    int green = (colour >>> 8 & 0xff) * percent / 100;
    int blue = (colour & 0xff) * percent / 100;
    return 0xff000000 | red << 16 | green << 8 | blue;
  }
}
