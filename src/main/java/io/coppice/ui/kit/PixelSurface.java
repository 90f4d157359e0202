package io.coppice.ui.kit;

import java.nio.IntBuffer;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * The pixels in which a {@link PixelPane} shows its content. When another part of the same content
 * is to be seen at the same scale, the pixels that stay in sight are moved, and only those that
 * come into sight are drawn; windows begin on whole pixels of the content, so that what was moved
 * is what would have been drawn. FX thread.
 */
final class PixelSurface {
  private final Painter painter;
  private int width;
  private int height;
  private int[] pixels = new int[0];
  private PixelBuffer<IntBuffer> buffer;
  private PixelWindow shown;
  private boolean fine;

  /** Draws a content. */
  interface Painter {
    /** Fills the brush's part with what the window shows there. */
    void paint(PixelBrush brush, PixelWindow window);

    /** Whether what the window shows is drawn finely. */
    boolean isFine(PixelBrush brush, PixelWindow window);
  }

  PixelSurface(Painter painter) {
    this.painter = painter;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Takes another size and forgets what is shown; null for one without pixels. */
  Image resize(int wide, int high) {
    width = wide;
    height = high;
    shown = null;
    if (wide <= 0 || high <= 0) {
      pixels = new int[0];
      buffer = null;
      return null;
    }
    pixels = new int[wide * high];
    buffer =
        new PixelBuffer<>(wide, high, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
    return new WritableImage(buffer);
  }

  boolean isEmpty() {
    return buffer == null;
  }

  /** Shows nothing. */
  void clear() {
    shown = null;
    all().fill(0);
    update();
  }

  /** Draws all that a window shows. */
  void draw(PixelWindow window) {
    shown = window;
    fine = painter.isFine(all(), window);
    painter.paint(all(), window);
    update();
  }

  /** Shows another part of what has not changed since it was drawn. */
  void move(PixelWindow window) {
    if (shown == null
        || window.scale() != shown.scale()
        || Math.abs(window.fromX() - shown.fromX()) >= width
        || Math.abs(window.fromY() - shown.fromY()) >= height
        || painter.isFine(all(), window) != fine) {
      draw(window);
      return;
    }
    int right = (int) (window.fromX() - shown.fromX());
    int down = (int) (window.fromY() - shown.fromY());
    shown = window;
    shift(down * width + right);
    int keptFrom = Math.max(0, -down);
    int keptTo = Math.min(height, height - down);
    paint(0, 0, width, keptFrom);
    paint(0, keptTo, width, height);
    paint(0, keptFrom, -right, keptTo);
    paint(width - right, keptFrom, width, keptTo);
    update();
  }

  /** Moves the pixels; those that come round from the other side are to be drawn. */
  private void shift(int by) {
    int count = pixels.length - Math.abs(by);
    System.arraycopy(pixels, Math.max(0, by), pixels, Math.max(0, -by), count);
  }

  private void paint(int fromX, int fromY, int toX, int toY) {
    PixelBrush part = all().part(fromX, fromY, toX, toY);
    if (!part.isEmpty()) {
      painter.paint(part, shown);
    }
  }

  private PixelBrush all() {
    return new PixelBrush(pixels, width, height);
  }

  /** The toolkit shows it with the next pulse. */
  private void update() {
    buffer.updateBuffer(_ -> new Rectangle2D(0, 0, width, height));
  }
}
