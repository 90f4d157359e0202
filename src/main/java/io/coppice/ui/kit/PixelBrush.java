package io.coppice.ui.kit;

import java.util.Arrays;

/**
 * Fills simple shapes of an array of pixels, clipped to a part of it: everything is rows of one
 * colour, so that ten thousand shapes fit in a frame. Coordinates are pixels of the whole. What a
 * shape looks like does not depend on the part that is drawn: parts that are drawn one by one are
 * together what would have been drawn at once.
 *
 * @param target {@code width * height} ARGB pixels, opaque
 * @param width of the whole
 * @param height of the whole
 * @param left the first column that is drawn; none beyond {@code right}
 * @param top the first row that is drawn; none beyond {@code bottom}
 */
public record PixelBrush(
    int[] target, int width, int height, int left, int top, int right, int bottom) {
  /** Pixels across a line up to which it has five whole ones at most. */
  private static final double NARROW = 4.9;

  /** A pixel in the parts in which narrow lines are counted. */
  private static final double ONE = 0x1p32;

  /**
   * Pixels by which a line may be longer one way and still go as far both ways, wherever it lies.
   */
  private static final double DIAGONAL = 1e-6;

  /** Pixels from the window up to which places can be counted so. */
  private static final double FAR = 0x1p28;

  /** A brush for the whole. */
  public PixelBrush(int[] target, int width, int height) {
    this(target, width, height, 0, 0, width, height);
  }

  /** A brush for what lies within this one's part and within other columns and rows. */
  public PixelBrush part(int fromX, int fromY, int toX, int toY) {
    return new PixelBrush(
        target,
        width,
        height,
        Math.max(left, fromX),
        Math.max(top, fromY),
        Math.min(right, toX),
        Math.min(bottom, toY));
  }

  /** A brush for all of the same target. */
  public PixelBrush whole() {
    return new PixelBrush(target, width, height);
  }

  /** One of so many bands of rows of its part. */
  public PixelBrush band(int index, int count) {
    int rows = bottom - top;
    return part(left, top + rows * index / count, right, top + rows * (index + 1) / count);
  }

  public boolean isEmpty() {
    return left >= right || top >= bottom;
  }

  /** Whether anything of a rectangle may be drawn by it. */
  public boolean reaches(double fromX, double fromY, double toX, double toY) {
    return toX >= left && toY >= top && fromX <= right && fromY <= bottom;
  }

  /** Fills all of the part. */
  public void fill(int colour) {
    for (int y = top; y < bottom && left < right; y++) {
      Arrays.fill(target, y * width + left, y * width + right, colour);
    }
  }

  /** At least one pixel each way. */
  public void rectangle(double x0, double y0, double x1, double y1, int colour) {
    int fromX = Math.max(left, (int) Math.round(x0));
    int toX = Math.min(right, Math.max((int) Math.round(x1), (int) Math.round(x0) + 1));
    int fromY = Math.max(top, (int) Math.round(y0));
    int toY = Math.min(bottom, Math.max((int) Math.round(y1), (int) Math.round(y0) + 1));
    if (toX - fromX == 1) {
      for (int at = fromY * width + fromX; at < toY * width + fromX; at += width) {
        target[at] = colour;
      }
    } else {
      for (int y = fromY; y < toY && fromX < toX; y++) {
        Arrays.fill(target, y * width + fromX, y * width + toX, colour);
      }
    }
  }

  /** The edge of a rectangle, drawn inwards. */
  public void frame(double x0, double y0, double x1, double y1, double thick, int colour) {
    rectangle(x0, y0, x1, y0 + thick, colour);
    rectangle(x0, y1 - thick, x1, y1, colour);
    rectangle(x0, y0, x0 + thick, y1, colour);
    rectangle(x1 - thick, y0, x1, y1, colour);
  }

  /** A dashed edge, for what is not known. */
  public void dashedFrame(double x0, double y0, double x1, double y1, double thick, int colour) {
    double dash = Math.max(2, 3 * thick);
    for (double x = x0; x < x1; x += 2 * dash) {
      double to = Math.min(x1, x + dash);
      rectangle(x, y0, to, y0 + thick, colour);
      rectangle(x, y1 - thick, to, y1, colour);
    }
    for (double y = y0; y < y1; y += 2 * dash) {
      double to = Math.min(y1, y + dash);
      rectangle(x0, y, x0 + thick, to, colour);
      rectangle(x1 - thick, y, x1, to, colour);
    }
  }

  /** A rectangle through which what was drawn before can be seen; {@code alpha} from 0 to 256. */
  public void veil(double x0, double y0, double x1, double y1, int colour, int alpha) {
    int fromX = Math.max(left, (int) Math.round(x0));
    int toX = Math.min(right, (int) Math.round(x1));
    int fromY = Math.max(top, (int) Math.round(y0));
    int toY = Math.min(bottom, (int) Math.round(y1));
    for (int y = fromY; y < toY; y++) {
      for (int at = y * width + fromX; at < y * width + toX; at++) {
        target[at] = mix(target[at], colour, alpha);
      }
    }
  }

  private void row(double cx, double half, int y, int colour) {
    int from = Math.max(left, (int) Math.round(cx - half));
    int to = Math.min(right, (int) Math.round(cx + half));
    if (y >= top && y < bottom && from < to) {
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
    double dx = toX - fromX;
    double dy = toY - fromY;
    boolean flat = Math.abs(dx) >= Math.abs(dy) - DIAGONAL;
    boolean ahead = (flat ? dx : dy) >= 0;
    int along = flat ? 0 : 1;
    double slope = dx == 0 && dy == 0 ? 0 : flat ? dy / dx : dx / dy;
    int first = (int) Math.round(clipped[(ahead ? 0 : 2) + along]);
    int last = (int) Math.round(clipped[(ahead ? 2 : 0) + along]);
    Course course =
        new Course(
            flat ? fromX : fromY,
            Math.max(flat ? left : top, first),
            Math.min(last, (flat ? right : bottom) - 1),
            flat ? 1 : width,
            flat ? fromY : fromX,
            slope,
            thick * Math.sqrt(1 + slope * slope),
            flat ? top : left,
            (flat ? bottom : right) - 1,
            flat ? width : 1);
    if (smooth) {
      smooth(course, colour);
    } else if (course.isNarrow()) {
      narrow(course, colour);
    } else {
      broad(course, colour);
    }
  }

  /**
   * How a line goes, a step for each pixel along its longer side. Where it is at a step is told
   * from its own end, not from where it comes into the part, so that it is the same in every part.
   *
   * @param from one of its ends, which may be far away; {@code middle} is its place to the side
   * @param first the first step that is drawn, and {@code last} the last
   * @param stride elements of the target from a step to the next
   * @param across pixels to the side that it covers
   * @param least the first pixel to the side that is drawn, and {@code most} the last; {@code
   *     sideways} elements apart
   */
  private record Course(
      double from,
      int first,
      int last,
      int stride,
      double middle,
      double slope,
      double across,
      int least,
      int most,
      int sideways) {
    boolean isNarrow() {
      return across <= NARROW && Math.abs(from) < FAR && Math.abs(middle) < FAR;
    }

    double edge(int step) {
      return middle + (step - from) * slope - across / 2 + 0.5;
    }
  }

  /**
   * Whole pixels, five at most to the side: each is set without asking how many there are, as a
   * branch that cannot be foretold costs more than to set one twice. Places to the side are counted
   * in parts of 2^-32 of a pixel, from the line's own end.
   */
  private void narrow(Course course, int colour) {
    boolean three = course.across <= NARROW - 2;
    int sideways = course.sideways;
    int least = course.least;
    int most = course.most;
    long slope = (long) (course.slope * ONE);
    long across = (long) ((course.across - 1) * ONE);
    long edge = (long) ((course.edge(0) + 0.5) * ONE) + course.first * slope;
    int end = course.last * course.stride;
    for (int at = course.first * course.stride; at <= end; at += course.stride) {
      int low = Math.max(least, (int) (edge >> 32));
      int high = Math.min(most, (int) (edge + across >> 32));
      edge += slope;
      if (low <= high) {
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
    for (int step = course.first; step <= course.last; step++) {
      double edge = course.edge(step);
      double end = edge + course.across - 0.5;
      if (end >= 0) {
        fill(course, step, (int) (edge + 0.5), (int) end, colour);
      }
    }
  }

  /** A share of the two pixels at the rim, whole ones within. */
  private void smooth(Course course, int colour) {
    int solid = 0xff000000 | colour;
    for (int step = course.first; step <= course.last; step++) {
      double from = course.edge(step);
      double to = from + course.across;
      int first = (int) Math.floor(from);
      int last = (int) Math.floor(to);
      share(course, step, first, covered(first, from, to), colour);
      if (last > first) {
        fill(course, step, first + 1, last - 1, solid);
        share(course, step, last, covered(last, from, to), colour);
      }
    }
  }

  private void fill(Course course, int step, int low, int high, int colour) {
    int at = step * course.stride;
    int to = Math.min(course.most, high);
    for (int side = Math.max(course.least, low); side <= to; side++) {
      target[at + side * course.sideways] = colour;
    }
  }

  private void share(Course course, int step, int side, int alpha, int colour) {
    if (side >= course.least && side <= course.most) {
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
        cut(-(x1 - x0), x0 + margin - left, range)
            && cut(x1 - x0, right + margin - x0, range)
            && cut(-(y1 - y0), y0 + margin - top, range)
            && cut(y1 - y0, bottom + margin - y0, range);
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
