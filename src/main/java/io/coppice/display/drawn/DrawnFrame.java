package io.coppice.display.drawn;

import io.coppice.display.Area;
import io.coppice.display.server.ServedFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * A screen that shows shapes, the first at the bottom. Two of one size differ where shapes of the
 * same place in the list do.
 *
 * @param shapes what is drawn
 */
public record DrawnFrame(int width, int height, List<Shape> shapes) implements ServedFrame {
  private static final int BLACK = 0xFF000000;

  public DrawnFrame {
    shapes = List.copyOf(shapes);
  }

  @Override
  public void paint(Area area, int[] into) {
    java.util.Arrays.fill(into, 0, area.width() * area.height(), BLACK);
    for (Shape shape : shapes) {
      Area bounds = shape.bounds();
      int left = Math.max(area.x(), bounds.x());
      int right = Math.min(area.x() + area.width(), bounds.x() + bounds.width());
      int top = Math.max(area.y(), bounds.y());
      int bottom = Math.min(area.y() + area.height(), bounds.y() + bounds.height());
      for (int y = top; y < bottom; y++) {
        int row = (y - area.y()) * area.width() - area.x();
        for (int x = left; x < right; x++) {
          int pixel = shape.pixel(x, y);
          if (pixel != 0) {
            into[row + x] = pixel;
          }
        }
      }
    }
  }

  @Override
  public Change since(ServedFrame before) {
    if (!(before instanceof DrawnFrame old) || old.shapes.size() != shapes.size()) {
      return Change.all(this);
    }
    List<Area> drawn = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      if (!shapes.get(i).equals(old.shapes.get(i))) {
        Area both = clipped(shapes.get(i).bounds().union(old.shapes.get(i).bounds()));
        if (!both.isEmpty()) {
          drawn.add(both);
        }
      }
    }
    return new Change(0, drawn);
  }

  private Area clipped(Area area) {
    int left = Math.max(0, area.x());
    int top = Math.max(0, area.y());
    return new Area(
        left,
        top,
        Math.min(width, area.x() + area.width()) - left,
        Math.min(height, area.y() + area.height()) - top);
  }
}
