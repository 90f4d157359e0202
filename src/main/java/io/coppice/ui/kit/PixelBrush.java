package io.coppice.ui.kit;

import java.util.Arrays;

/**
 * Fills simple shapes of an array of pixels, clipped to it: everything is rows of one colour, so
 * that ten thousand shapes fit in a frame. Coordinates are pixels.
 *
 * @param target {@code width * height} ARGB pixels, opaque
 */
public record PixelBrush(int[] target, int width, int height) {
  /** Pixels across a line up to which it has five whole ones at most. */
  private static final double NARROW = 4.9;

  /** At least one pixel each way. */
  public void rectangle(double left, double top, double right, double bottom, int colour) {
    int fromX = Math.max(0, (int) Math.round(left));
    int toX = Math.min(width, Math.max((int) Math.round(right), (int) Math.round(left) + 1));
    int fromY = Math.max(0, (int) Math.round(top));
    int toY = Math.min(height, Math.max((int) Math.round(bottom), (int) Math.round(top) + 1));
    for (int y = fromY; y < toY && fromX < toX; y++) {
      Arrays.fill(target, y * width + fromX, y * width + toX, colour);
    }
  }

  /** The edge of a rectangle, drawn inwards. */
  public void frame(
      double left, double top, double right, double bottom, double thick, int colour) {
    rectangle(left, top, right, top + thick, colour);
    rectangle(left, bottom - thick, right, bottom, colour);
    rectangle(left, top, left + thick, bottom, colour);
    rectangle(right - thick, top, right, bottom, colour);
  }

  /** A dashed edge, for what is not known. */
  public void dashedFrame(
      double left, double top, double right, double bottom, double thick, int colour) {
    double dash = Math.max(2, 3 * thick);
    for (double x = left; x < right; x += 2 * dash) {
      double to = Math.min(right, x + dash);
      rectangle(x, top, to, top + thick, colour);
      rectangle(x, bottom - thick, to, bottom, colour);
    }
    for (double y = top; y < bottom; y += 2 * dash) {
      double to = Math.min(bottom, y + dash);
      rectangle(left, y, left + thick, to, colour);
      rectangle(right - thick, y, right, to, colour);
    }
  }

  /** A rectangle through which what was drawn before can be seen; {@code alpha} from 0 to 256. */
  public void veil(double left, double top, double right, double bottom, int colour, int alpha) {
    int fromX = Math.max(0, (int) Math.round(left));
    int toX = Math.min(width, (int) Math.round(right));
    int fromY = Math.max(0, (int) Math.round(top));
    int toY = Math.min(height, (int) Math.round(bottom));
    for (int y = fromY; y < toY; y++) {
      for (int at = y * width + fromX; at < y * width + toX; at++) {
        target[at] = mix(target[at], colour, alpha);
      }
    }
  }

  private void row(double cx, double half, int y, int colour) {
    int from = Math.max(0, (int) Math.round(cx - half));
    int to = Math.min(width, (int) Math.round(cx + half));
    if (y >= 0 && y < height && from < to) {
      Arrays.fill(target, y * width + from, y * width + to, colour);
    }
  }

  public void disc(double cx, double cy, double r, int colour) {
    if (r < 0.8) {
      rectangle(cx, cy, cx + 1, cy + 1, colour);
      return;
    }
    for (int y = (int) Math.floor(cy - r); y <= cy + r; y++) {
      double dy = y + 0.5 - cy;
      if (Math.abs(dy) < r) {
        row(cx, Math.sqrt(r * r - dy * dy), y, colour);
      }
    }
  }

  public void diamond(double cx, double cy, double r, int colour) {
    for (int y = (int) Math.floor(cy - r); y <= cy + r; y++) {
      row(cx, r - Math.abs(y + 0.5 - cy), y, colour);
    }
  }

  /** A triangle that points upwards. */
  public void triangle(double cx, double cy, double r, int colour) {
    for (int y = (int) Math.floor(cy - r); y < cy + r; y++) {
      row(cx, (y + 0.5 - cy + r) / 2, y, colour);
    }
  }

  /**
   * A line with a smooth edge, after Wu ("An Efficient Antialiasing Technique", SIGGRAPH 1991): at
   * each step along the longer side, whole pixels within and a share of the two at the rim.
   *
   * @param thick its width, 1 or more
   * @param smooth false draws whole pixels alone, several times faster
   */
  public void line(
      double fromX,
      double fromY,
      double toX,
      double toY,
      double thick,
      int colour,
      boolean smooth) {
    double[] clipped = clip(fromX, fromY, toX, toY, thick + 1);
    if (clipped.length == 0) {
      return;
    }
    double dx = clipped[2] - clipped[0];
    double dy = clipped[3] - clipped[1];
    boolean flat = Math.abs(dx) >= Math.abs(dy);
    int begin = (flat ? dx : dy) >= 0 ? 0 : 2;
    int along = flat ? 0 : 1;
    double slope = dx == 0 && dy == 0 ? 0 : flat ? dy / dx : dx / dy;
    int last = (int) Math.round(clipped[2 - begin + along]);
    Course course =
        new Course(
            clipped[begin + along],
            Math.min(last, (flat ? width : height) - 1),
            flat ? 1 : width,
            clipped[begin + 1 - along],
            slope,
            thick * Math.sqrt(1 + slope * slope),
            flat ? height : width,
            flat ? width : 1);
    if (smooth) {
      smooth(course, colour);
    } else if (course.across <= NARROW) {
      narrow(course, colour);
    } else {
      broad(course, colour);
    }
  }

  /**
   * How a line goes, a step for each pixel along its longer side.
   *
   * @param from where it begins; {@code last} is its last step
   * @param stride elements of the target from a step to the next
   * @param middle its middle at the beginning, to the side
   * @param across pixels to the side that it covers
   * @param room pixels to the side that there are, {@code sideways} elements apart
   */
  private record Course(
      double from,
      int last,
      int stride,
      double middle,
      double slope,
      double across,
      int room,
      int sideways) {
    int first() {
      return Math.max(0, (int) Math.round(from));
    }

    double edge(int step) {
      return middle + (step - from) * slope - across / 2 + 0.5;
    }
  }

  /**
   * Whole pixels, five at most to the side: each is set without asking how many there are, as a
   * branch that cannot be foretold costs more than to set one twice.
   */
  private void narrow(Course course, int colour) {
    int sideways = course.sideways;
    boolean three = course.across <= NARROW - 2;
    for (int step = course.first(); step <= course.last; step++) {
      double edge = course.edge(step);
      double end = edge + course.across - 0.5;
      int low = Math.max(0, (int) (edge + 0.5));
      int high = Math.min(course.room - 1, (int) end);
      if (low <= high && end >= 0) {
        int at = step * course.stride;
        target[at + low * sideways] = colour;
        target[at + (low + high >>> 1) * sideways] = colour;
        target[at + high * sideways] = colour;
        if (!three) {
          target[at + Math.min(low + 1, high) * sideways] = colour;
          target[at + Math.max(high - 1, low) * sideways] = colour;
        }
      }
    }
  }

  private void broad(Course course, int colour) {
    for (int step = course.first(); step <= course.last; step++) {
      double edge = course.edge(step);
      double end = edge + course.across - 0.5;
      if (end >= 0) {
        int high = Math.min(course.room - 1, (int) end);
        fill(course, step, Math.max(0, (int) (edge + 0.5)), high, colour);
      }
    }
  }

  /** A share of the two pixels at the rim, whole ones within. */
  private void smooth(Course course, int colour) {
    int solid = 0xff000000 | colour;
    for (int step = course.first(); step <= course.last; step++) {
      double from = course.edge(step);
      double to = from + course.across;
      int first = (int) Math.floor(from);
      int last = (int) Math.floor(to);
      share(course, step, first, covered(first, from, to), colour);
      if (last > first) {
        fill(course, step, Math.max(0, first + 1), Math.min(course.room, last) - 1, solid);
        share(course, step, last, covered(last, from, to), colour);
      }
    }
  }

  private void fill(Course course, int step, int low, int high, int colour) {
    int at = step * course.stride;
    for (int side = low; side <= high; side++) {
      target[at + side * course.sideways] = colour;
    }
  }

  private void share(Course course, int step, int side, int alpha, int colour) {
    if (side >= 0 && side < course.room) {
      int at = step * course.stride + side * course.sideways;
      target[at] = mix(target[at], colour, alpha);
    }
  }

  /** How much of a pixel lies between two edges, from 0 to 256. */
  private static int covered(int pixel, double from, double to) {
    return (int) (256 * Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from)));
  }

  /** One colour with another laid over it; {@code alpha} from 0 to 256. */
  public static int mix(int under, int over, int alpha) {
    int keep = 256 - alpha;
    int redBlue = (under & 0xff00ff) * keep + (over & 0xff00ff) * alpha >>> 8 & 0xff00ff;
    int green = (under & 0xff00) * keep + (over & 0xff00) * alpha >>> 8 & 0xff00;
    return 0xff000000 | redBlue | green;
  }

  /**
   * The part of a line that can be seen (Liang and Barsky, "A New Concept and Method for Line
   * Clipping", 1984); no numbers if there is none.
   */
  private double[] clip(double x0, double y0, double x1, double y1, double margin) {
    double[] range = {0, 1};
    boolean seen =
        cut(-(x1 - x0), x0 + margin, range)
            && cut(x1 - x0, width + margin - x0, range)
            && cut(-(y1 - y0), y0 + margin, range)
            && cut(y1 - y0, height + margin - y0, range);
    return seen
        ? new double[] {
          x0 + range[0] * (x1 - x0),
          y0 + range[0] * (y1 - y0),
          x0 + range[1] * (x1 - x0),
          y0 + range[1] * (y1 - y0)
        }
        : new double[0];
  }

  private static boolean cut(double step, double room, double[] range) {
    if (step == 0) {
      return room >= 0;
    }
    double at = room / step;
    if (step < 0) {
      range[0] = Math.max(range[0], at);
    } else {
      range[1] = Math.min(range[1], at);
    }
    return range[0] <= range[1];
  }
}
