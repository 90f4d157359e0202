package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lines cover the pixels that their definition says, however they are drawn. */
class PixelBrushTest {
  private static final int INK = 0xff40a0e0;

  @Test
  void aLineCoversWhatItsDefinitionSays() {
    SplittableRandom random = new SplittableRandom(71);
    for (int run = 0; run < 40_000; run++) {
      int width = 1 + random.nextInt(60);
      int height = 1 + random.nextInt(60);
      double[] ends = random.doubles(4, -40, 100).toArray();
      if (run % 3 == 0) {
        Arrays.setAll(ends, i -> Math.rint(ends[i] * 2) / 2); // on the edges and middles of pixels
      }
      if (run % 5 == 0) {
        ends[2 + run % 2] = ends[run % 2]; // upright or level
      }
      double thick = run % 4 == 0 ? 1 + random.nextInt(6) : random.nextDouble(1, 18);
      assertSame(width, height, ends, thick, random.nextBoolean());
    }
  }

  @Test
  void aLineWithoutLengthIsAPoint() {
    for (boolean smooth : new boolean[] {false, true}) {
      assertSame(9, 9, new double[] {4, 4, 4, 4}, 1, smooth);
      assertSame(9, 9, new double[] {4.3, 4.8, 4.3, 4.8}, 3.5, smooth);
      assertSame(9, 9, new double[] {-20, 4, -20, 4}, 2, smooth);
    }
  }

  @Test
  void aLineThatIsNoNumberIsNotDrawn() {
    int[] target = ground(9, 9);
    new PixelBrush(target, 9, 9).line(Double.NaN, 1, 5, 5, 2, INK, true);
    assertArrayEquals(ground(9, 9), target);
  }

  @Test
  void partsThatAreDrawnOneByOneAreTheWhole() {
    SplittableRandom random = new SplittableRandom(5);
    for (int run = 0; run < 3_000; run++) {
      int width = 1 + random.nextInt(60);
      int height = 1 + random.nextInt(60);
      int[] expected = ground(width, height);
      int[] drawn = expected.clone();
      int x = random.nextInt(width + 1);
      int y = random.nextInt(height + 1);
      PixelBrush whole = new PixelBrush(drawn, width, height);
      List<PixelBrush> parts =
          List.of(
              whole.part(0, 0, x, y),
              whole.part(x, 0, width, y),
              whole.part(0, y, x, height).band(0, 2),
              whole.part(0, y, x, height).band(1, 2),
              whole.part(x, y, width, height));
      for (int shape = 0; shape < 10; shape++) {
        int kind = random.nextInt(8);
        double[] numbers = random.doubles(6, -30, 90).toArray();
        shape(new PixelBrush(expected, width, height), kind, numbers);
        parts.forEach(part -> shape(part, kind, numbers));
      }
      assertArrayEquals(expected, drawn);
    }
  }

  private static void shape(PixelBrush brush, int kind, double[] at) {
    int colour = 0xff000000 | (int) (at[5] * 50_000);
    double size = Math.abs(at[4]) / 8;
    switch (kind) {
      case 0 -> brush.rectangle(at[0], at[1], at[2], at[3], colour);
      case 1 -> brush.frame(at[0], at[1], at[2], at[3], size, colour);
      case 2 -> brush.dashedFrame(at[0], at[1], at[2], at[3], size, colour);
      case 3 -> brush.veil(at[0], at[1], at[2], at[3], colour, 100);
      case 4 -> brush.disc(at[0], at[1], size, colour);
      case 5 -> brush.diamond(at[0], at[1], size, colour);
      case 6 -> brush.triangle(at[0], at[1], size, colour);
      default -> brush.line(at[0], at[1], at[2], at[3], 1 + size, colour, at[5] > 30);
    }
  }

  @Test
  void aLineFromFarAwayIsDrawn() {
    int[] target = ground(9, 9);
    new PixelBrush(target, 9, 9).line(-1e12, 4, 1e12, 4, 1, INK, false);
    int[] expected = ground(9, 9);
    Arrays.fill(expected, 4 * 9, 5 * 9, INK);
    assertArrayEquals(expected, target);
  }

  private static void assertSame(
      int width, int height, double[] ends, double thick, boolean smooth) {
    int[] expected = ground(width, height);
    int[] drawn = expected.clone();
    new Definition(expected, width, height).line(ends[0], ends[1], ends[2], ends[3], thick, smooth);
    new PixelBrush(drawn, width, height)
        .line(ends[0], ends[1], ends[2], ends[3], thick, INK, smooth);
    if (!Arrays.equals(expected, drawn)) {
      int at = Arrays.mismatch(expected, drawn);
      assertEquals(
          Integer.toHexString(expected[at]),
          Integer.toHexString(drawn[at]),
          Arrays.toString(ends)
              + " %s thick, smooth %s, in %d x %d at %d,%d"
                  .formatted(thick, smooth, width, height, at % width, at / width));
    }
  }

  private static int[] ground(int width, int height) {
    int[] ground = new int[width * height];
    Arrays.setAll(ground, i -> 0xff000000 | i * 0x013579);
    return ground;
  }

  /** Pixel by pixel, none left out and none put together. */
  private record Definition(int[] target, int width, int height) {
    void line(double x0, double y0, double x1, double y1, double thick, boolean smooth) {
      double margin = thick + 1;
      double[] range = {0, 1};
      boolean seen =
          cut(-(x1 - x0), x0 + margin, range)
              && cut(x1 - x0, width + margin - x0, range)
              && cut(-(y1 - y0), y0 + margin, range)
              && cut(y1 - y0, height + margin - y0, range);
      if (!seen) {
        return;
      }
      double fromX = x0 + range[0] * (x1 - x0);
      double fromY = y0 + range[0] * (y1 - y0);
      double toX = x0 + range[1] * (x1 - x0);
      double toY = y0 + range[1] * (y1 - y0);
      double dx = x1 - x0;
      double dy = y1 - y0;
      boolean flat = Math.abs(dx) >= Math.abs(dy) - 1e-6;
      boolean ahead = flat ? dx >= 0 : dy >= 0;
      double beginX = ahead ? fromX : toX;
      double beginY = ahead ? fromY : toY;
      double slope = flat ? dx == 0 ? 0 : dy / dx : dx / dy;
      double across = thick * Math.sqrt(1 + slope * slope);
      long last = Math.round(flat ? ahead ? toX : fromX : ahead ? toY : fromY);
      for (long step = Math.round(flat ? beginX : beginY); step <= last; step++) {
        double from = edge(flat ? x0 : y0, flat ? y0 : x0, step, slope, across, smooth);
        for (int side = 0; side < (flat ? height : width); side++) {
          cover(
              flat ? (int) step : side,
              flat ? side : (int) step,
              side,
              from,
              from + across,
              smooth);
        }
      }
    }

    /** Narrow lines of whole pixels are counted in parts of a pixel, which decides in a tie. */
    private static double edge(
        double at, double middle, long step, double slope, double across, boolean smooth) {
      if (smooth || across > 4.9) {
        return middle + (step - at) * slope - across / 2 + 0.5;
      }
      double zero = middle + (0 - at) * slope - across / 2 + 0.5;
      return ((long) ((zero + 0.5) * 0x1p32) + step * (long) (slope * 0x1p32)) / 0x1p32 - 0.5;
    }

    private void cover(int x, int y, int side, double from, double to, boolean smooth) {
      if (x < 0 || y < 0 || x >= width || y >= height) {
        return;
      }
      int at = y * width + x;
      if (smooth) {
        double share = Math.max(0, Math.min(side + 1, to) - Math.max(side, from));
        if (side >= Math.floor(from) && side <= Math.floor(to)) {
          target[at] = PixelBrush.mix(target[at], INK, (int) (256 * share));
        }
      } else if (side >= Math.floor(from + 0.5) && side <= Math.floor(to - 0.5)) {
        target[at] = INK;
      }
    }

    private static boolean cut(double step, double room, double[] range) {
      if (step == 0) {
        return room >= 0;
      }
      if (step < 0) {
        range[0] = Math.max(range[0], room / step);
      } else {
        range[1] = Math.min(range[1], room / step);
      }
      return range[0] <= range[1];
    }
  }
}
