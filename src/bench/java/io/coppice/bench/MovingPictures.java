package io.coppice.bench;

import io.coppice.display.Area;
import io.coppice.display.server.ServedFrame;
import io.coppice.display.text.TextGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * What 1920x1080 desktops show: text that scrolls, a window that is dragged over it, a film of
 * smooth colours. Each picture is another one, so that an update is the whole screen.
 */
final class MovingPictures {
  static final int WIDTH = 1920;
  static final int HEIGHT = 1080;

  private MovingPictures() {}

  /** Pixels that are there already. */
  record Still(int[] pixels) implements ServedFrame {
    @Override
    public int width() {
      return WIDTH;
    }

    @Override
    public int height() {
      return HEIGHT;
    }

    @Override
    public void paint(Area area, int[] into) {
      for (int row = 0; row < area.height(); row++) {
        System.arraycopy(
            pixels, (area.y() + row) * WIDTH + area.x(), into, row * area.width(), area.width());
      }
    }

    @Override
    public Change since(ServedFrame before) {
      return Change.all(this);
    }
  }

  /** So many of each kind: text, window, film. */
  static List<Still> of(int each) {
    TextGrid grid = new TextGrid(WIDTH / 9, HEIGHT / 16);
    List<Still> out = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      out.add(new Still(text(grid, i)));
    }
    for (int i = 0; i < each; i++) {
      out.add(new Still(window(out.getFirst().pixels, i)));
    }
    for (int i = 0; i < each; i++) {
      out.add(new Still(film(i)));
    }
    return out;
  }

  private static int[] text(TextGrid grid, int turn) {
    for (int line = 0; line < 12; line++) {
      grid.line(
          "\u001b[3"
              + (turn + line) % 8
              + "m["
              + (turn * 12 + line)
              + "] "
              + "the quick brown fox jumps over the lazy dog ".repeat(1 + (turn + line) % 4));
    }
    ServedFrame frame = grid.frame();
    int[] small = new int[frame.width() * frame.height()];
    frame.paint(new Area(0, 0, frame.width(), frame.height()), small);
    int[] pixels = new int[WIDTH * HEIGHT];
    java.util.Arrays.fill(pixels, 0xFF000000);
    for (int y = 0; y < frame.height(); y++) {
      System.arraycopy(small, y * frame.width(), pixels, y * WIDTH, frame.width());
    }
    return pixels;
  }

  private static int[] window(int[] ground, int turn) {
    int[] pixels = ground.clone();
    for (int y = 0; y < 600; y++) {
      for (int x = 0; x < 800; x++) {
        int colour =
            y < 28 ? 0xFF305080 : 0xFFF0F0F0 - (x / 8 % 4 == 0 && y / 16 % 2 == 0 ? 0xC0C0C0 : 0);
        pixels[(y + 30 + 17 * turn) * WIDTH + x + 40 + 31 * turn] = colour;
      }
    }
    return pixels;
  }

  private static int[] film(int turn) {
    int[] pixels = new int[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int red = (int) (127 + 127 * Math.sin((x + 23 * turn) / 97.0));
        int green = (int) (127 + 127 * Math.sin((y - 11 * turn) / 61.0));
        int blue = x + y + 5 * turn >> 3 & 0xFF;
        pixels[y * WIDTH + x] = 0xFF000000 | red << 16 | green << 8 | blue;
      }
    }
    return pixels;
  }
}
