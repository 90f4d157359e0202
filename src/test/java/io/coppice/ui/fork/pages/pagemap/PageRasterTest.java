package io.coppice.ui.fork.pages.pagemap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.kit.PixelBrush;
import io.coppice.ui.kit.PixelWindow;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageRasterTest {
  private static final int[] PALETTE = new int[PageKind.values().length];
  private static final int BACKGROUND = 0xff101010;

  static {
    for (int kind = 0; kind < PALETTE.length; kind++) {
      PALETTE[kind] = 0xff000000 | (40 + 20 * kind) << 16 | (200 - 15 * kind) << 8 | 25 * kind;
    }
  }

  @Test
  void atOnePixelAPageEveryPageHasTheColourOfItsKind() {
    byte[] kinds = random(1000);
    PageRaster raster = PageRaster.of(kinds, PALETTE, BACKGROUND);
    int[] out = new int[raster.columns() * raster.rows()];
    raster.draw(new PixelBrush(out, raster.columns(), raster.rows()), new PixelWindow(0, 0, 1));
    for (int page = 0; page < kinds.length; page++) {
      assertEquals(PALETTE[kinds[page]], out[page], "page " + page);
    }
    for (int beside = kinds.length; beside < out.length; beside++) {
      assertEquals(BACKGROUND, out[beside]);
    }
  }

  @Test
  void farAwayThePictureIsTheMeanOfItsPages() {
    byte[] kinds = new byte[1 << 20];
    for (int page = 0; page < kinds.length; page++) {
      kinds[page] = (byte) (page % 2 == 0 ? 0 : 2);
    }
    int[] out = new int[1];
    PageRaster.of(kinds, PALETTE, BACKGROUND)
        .draw(new PixelBrush(out, 1, 1), new PixelWindow(0, 0, 1.0 / 1024));
    for (int shift = 0; shift < 24; shift += 8) {
      double mean = ((PALETTE[0] >>> shift & 0xff) + (PALETTE[2] >>> shift & 0xff)) / 2.0;
      assertEquals(mean, out[0] >>> shift & 0xff, 1.5);
    }
  }

  @Test
  void closeUpKindsDifferByPatternNotByColourAlone() {
    int[] grey = new int[PALETTE.length];
    java.util.Arrays.fill(grey, 0xff808080);
    Set<String> patterns = new HashSet<>();
    for (PageKind kind :
        new PageKind[] {
          PageKind.UNTOUCHED,
          PageKind.SHARED,
          PageKind.DIVERGED,
          PageKind.ZERO,
          PageKind.IDENTICAL,
          PageKind.SWAPPED
        }) {
      int[] out = new int[24 * 24];
      PageRaster.of(new byte[] {(byte) kind.ordinal()}, grey, BACKGROUND)
          .draw(new PixelBrush(out, 24, 24), new PixelWindow(0, 0, 24));
      assertTrue(patterns.add(java.util.Arrays.toString(out)), kind + " looks like another");
    }
  }

  @Test
  void thePointerFindsThePageThatIsDrawnThere() {
    PageRaster raster = PageRaster.of(random(5000), PALETTE, BACKGROUND);
    assertEquals(0, raster.pageAt(0, 0));
    assertEquals(raster.columns() + 3, raster.pageAt(3.9, 1.2));
    assertEquals(-1, raster.pageAt(-0.1, 0));
    assertEquals(-1, raster.pageAt(raster.columns(), 0));
    assertEquals(
        -1, raster.pageAt(raster.columns() - 1, raster.rows() - 1), "the last row is not full");
    assertNotEquals(0, raster.pages() % raster.columns());
  }

  private static byte[] random(int pages) {
    SplittableRandom random = new SplittableRandom(3);
    byte[] kinds = new byte[pages];
    for (int page = 0; page < pages; page++) {
      kinds[page] = (byte) random.nextInt(PALETTE.length);
    }
    return kinds;
  }
}
