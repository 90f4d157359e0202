package io.coppice.ui.console;

import io.coppice.display.encoding.JpegImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/**
 * Reads JPEG with the toolkit. What a picture says of its own size is read first, so that no more
 * memory is asked for than the rectangle takes. Any thread.
 */
final class FxJpegImages implements JpegImages {
  private static final int MARKER = 0xFF;
  private static final int START_OF_SCAN = 0xDA;

  @Override
  public int[] decode(byte[] jpeg, int width, int height) throws IOException {
    int[] size = size(jpeg);
    if (size[0] != width || size[1] != height) {
      throw new IOException(
          "a JPEG of " + size[0] + " x " + size[1] + " in " + width + " x " + height + " pixels");
    }
    Image image = new Image(new ByteArrayInputStream(jpeg));
    if (image.isError() || (int) image.getWidth() != width || (int) image.getHeight() != height) {
      throw new IOException(
          "a JPEG that cannot be read", image.isError() ? image.getException() : null);
    }
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), pixels, 0, width);
    return pixels;
  }

  /** Width and height of the frame (ITU-T T.81 B.2.2). */
  private static int[] size(byte[] jpeg) throws IOException {
    int at = 2;
    while (at + 9 < jpeg.length && (jpeg[at] & 0xFF) == MARKER) {
      int kind = jpeg[at + 1] & 0xFF;
      boolean frame = kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
      if (frame) {
        return new int[] {number(jpeg, at + 7), number(jpeg, at + 5)};
      }
      if (kind == START_OF_SCAN) {
        break;
      }
      at += kind == MARKER ? 1 : 2 + number(jpeg, at + 2);
    }
    throw new IOException("a JPEG without a frame");
  }

  private static int number(byte[] jpeg, int at) {
    return (jpeg[at] & 0xFF) << 8 | jpeg[at + 1] & 0xFF;
  }
}
