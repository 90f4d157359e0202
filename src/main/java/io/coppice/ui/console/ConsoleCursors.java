package io.coppice.ui.console;

import io.coppice.display.CursorShape;
import javafx.scene.Cursor;
import javafx.scene.ImageCursor;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Pointers of machines as pointers of this screen. */
final class ConsoleCursors {
  private ConsoleCursors() {}

  /** One without a pixel is shown as a dot, so that nobody loses it. */
  static Cursor of(CursorShape shape) {
    boolean seen = false;
    for (int pixel : shape.pixels()) {
      seen |= pixel >>> 24 != 0;
    }
    if (!seen) {
      return Cursor.CROSSHAIR;
    }
    WritableImage image = new WritableImage(shape.width(), shape.height());
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            shape.width(),
            shape.height(),
            PixelFormat.getIntArgbPreInstance(),
            shape.pixels(),
            0,
            shape.width());
    return new ImageCursor(image, shape.hotX(), shape.hotY());
  }
}
