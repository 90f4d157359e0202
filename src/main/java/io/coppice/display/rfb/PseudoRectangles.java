package io.coppice.display.rfb;

import io.coppice.display.Area;
import io.coppice.display.CursorShape;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.rfb.SessionListener.KeyboardLights;
import io.coppice.display.rfb.SessionListener.ResizeRefusal;
import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;

/** Rectangles that are no pixels of the screen: pointers, lights, the layout of screens. */
final class PseudoRectangles {
  /** Pixels of a pointer's side at most. */
  private static final int LARGEST_CURSOR = 1024;

  private static final int ASKED_BY_US = 1;

  private final ByteInput in;
  private final SessionListener listener;
  private volatile boolean resizable;
  private volatile int screenId;
  private volatile int screenFlags;

  PseudoRectangles(ByteInput in, SessionListener listener) {
    this.in = in;
    this.listener = listener;
  }

  void read(Encoding encoding, Area area, PixelFormat format) throws IOException {
    switch (encoding) {
      case CURSOR -> cursor(area, format);
      case CURSOR_WITH_ALPHA -> cursorWithAlpha(area);
      case QEMU_LED_STATE -> {
        int state = in.u8();
        listener.lights(new KeyboardLights((state & 1) != 0, (state & 2) != 0, (state & 4) != 0));
      }
      default ->
          throw new ProtocolException(
              "a rectangle of " + encoding.title() + ", which is none that a server sends");
    }
  }

  private static void bound(Area area) throws ProtocolException {
    if (area.width() > LARGEST_CURSOR || area.height() > LARGEST_CURSOR) {
      throw new ProtocolException("a pointer of " + area.width() + " x " + area.height());
    }
  }

  /** RFC 6143 7.8.1: pixels, then a bit for each whether it is seen. */
  private void cursor(Area area, PixelFormat format) throws IOException {
    bound(area);
    int wide = area.width();
    int[] pixels = new int[wide * area.height()];
    for (int i = 0; i < pixels.length; i++) {
      int at = in.require(format.bytes);
      pixels[i] = format.pixel(in.buffer(), at);
      in.advance(format.bytes);
    }
    for (int row = 0; row < area.height(); row++) {
      for (int column = 0; column < wide; column += 8) {
        int bits = in.u8();
        for (int i = 0; i < 8 && column + i < wide; i++) {
          if ((bits & 0x80 >> i) == 0) {
            pixels[row * wide + column + i] = 0;
          }
        }
      }
    }
    listener.cursor(new CursorShape(wide, area.height(), area.x(), area.y(), pixels));
  }

  /** Four bytes a pixel: red, green, blue, alpha, the colours multiplied by it already. */
  private void cursorWithAlpha(Area area) throws IOException {
    bound(area);
    int number = in.s32();
    if (number != Encoding.RAW.number()) {
      throw new ProtocolException("a pointer with alpha in encoding " + number + "; Raw is read");
    }
    int[] pixels = new int[area.width() * area.height()];
    for (int i = 0; i < pixels.length; i++) {
      int value = in.s32();
      int alpha = value & 0xFF;
      pixels[i] =
          alpha << 24
              | Math.min(alpha, value >>> 24) << 16
              | Math.min(alpha, value >> 16 & 0xFF) << 8
              | Math.min(alpha, value >> 8 & 0xFF);
    }
    listener.cursor(new CursorShape(area.width(), area.height(), area.x(), area.y(), pixels));
  }

  /**
   * The layout of screens ("ExtendedDesktopSize Pseudo-encoding"): the reason stands in x, what
   * became of a request in y.
   *
   * @return whether the size that the rectangle gives is true
   */
  boolean screens(Area area) throws IOException {
    resizable = true;
    int count = in.u8();
    in.skip(3);
    for (int i = 0; i < count; i++) {
      int id = in.s32();
      in.skip(8);
      int flags = in.s32();
      if (i == 0) {
        screenId = id;
        screenFlags = flags;
      }
    }
    if (area.x() != ASKED_BY_US || area.y() == 0) {
      return true;
    }
    // 4: forwarded to the guest, which may answer later; neither granted nor refused
    switch (area.y()) {
      case 1 -> listener.resizeRefused(ResizeRefusal.PROHIBITED);
      case 2 -> listener.resizeRefused(ResizeRefusal.OUT_OF_RESOURCES);
      case 3 -> listener.resizeRefused(ResizeRefusal.INVALID_LAYOUT);
      case 4 -> {}
      default -> listener.resizeRefused(ResizeRefusal.OTHER);
    }
    return false;
  }

  boolean isResizable() {
    return resizable;
  }

  int screenId() {
    return screenId;
  }

  int screenFlags() {
    return screenFlags;
  }
}
