package io.coppice.display.server;

import io.coppice.display.Area;
import java.util.ArrayList;
import java.util.List;

/** A picture made smaller by a whole number; each pixel is the mean of those it stands for. */
record ShrunkFrame(ServedFrame whole, int by) implements ServedFrame {
  @Override
  public int width() {
    return Math.max(1, whole.width() / by);
  }

  @Override
  public int height() {
    return Math.max(1, whole.height() / by);
  }

  @Override
  public void paint(Area area, int[] into) {
    int wide = Math.min(area.width() * by, whole.width());
    int high = Math.min(by, whole.height());
    int[] band = new int[wide * high];
    for (int row = 0; row < area.height(); row++) {
      whole.paint(new Area(area.x() * by, (area.y() + row) * by, wide, high), band);
      for (int column = 0; column < area.width(); column++) {
        into[row * area.width() + column] = mean(band, column * by, Math.min(by, wide), wide, high);
      }
    }
  }

  private static int mean(int[] band, int from, int wide, int stride, int high) {
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int y = 0; y < high; y++) {
      for (int at = y * stride + from; at < y * stride + from + wide; at++) {
        int pixel = band[at];
        red += pixel >> 16 & 0xFF;
        green += pixel >> 8 & 0xFF;
        blue += pixel & 0xFF;
      }
    }
    int count = wide * high;
    return 0xFF000000 | red / count << 16 | green / count << 8 | blue / count;
  }

  /** What moved is drawn: a move is rarely a whole number of the smaller pixels. */
  @Override
  public Change since(ServedFrame before) {
    if (!(before instanceof ShrunkFrame shrunk) || shrunk.by != by) {
      return Change.all(this);
    }
    Change change = whole.since(shrunk.whole);
    if (change.movedUp() != 0) {
      return Change.all(this);
    }
    List<Area> drawn = new ArrayList<>();
    for (Area area : change.drawn()) {
      int left = area.x() / by;
      int top = area.y() / by;
      int right = Math.min(width(), (area.x() + area.width() + by - 1) / by);
      int bottom = Math.min(height(), (area.y() + area.height() + by - 1) / by);
      if (left < right && top < bottom) {
        drawn.add(new Area(left, top, right - left, bottom - top));
      }
    }
    return new Change(0, drawn);
  }
}
