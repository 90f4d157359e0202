package io.coppice.display.server;

import io.coppice.display.Area;
import java.util.List;

/**
 * What a screen shows at one instant: immutable, for any thread, and no pixels of it are kept;
 * whoever wants some has them painted.
 */
public interface ServedFrame {
  int width();

  int height();

  /**
   * Paints a rectangle that lies inside.
   *
   * @param into opaque ARGB, row after row without gaps, from the array's beginning
   */
  void paint(Area area, int[] into);

  /**
   * What is to be done to an earlier picture of the same size to make it this one.
   *
   * @param movedUp by how many pixels all of it moves up first
   * @param drawn what is then drawn anew
   */
  record Change(int movedUp, List<Area> drawn) {
    public static final Change NONE = new Change(0, List.of());

    public Change {
      drawn = List.copyOf(drawn);
    }

    /** Everything is drawn. */
    public static Change all(ServedFrame frame) {
      return new Change(0, List.of(new Area(0, 0, frame.width(), frame.height())));
    }

    public boolean isNone() {
      return movedUp == 0 && drawn.isEmpty();
    }
  }

  /** How it differs from an earlier one of the same size. */
  Change since(ServedFrame before);
}
