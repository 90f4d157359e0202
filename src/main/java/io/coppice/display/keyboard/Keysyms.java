package io.coppice.display.keyboard;

/** X11 keysyms of characters (X Window System Protocol, appendix A). */
public final class Keysyms {
  private static final int UNICODE = 0x01000000;

  private Keysyms() {}

  /**
   * The keysym of a character: Latin-1 is itself, what lies beyond is 0x01000000 and its number.
   */
  public static int of(int codePoint) {
    return switch (codePoint) {
      case '\n', '\r' -> Key.ENTER.keysym();
      case '\t' -> Key.TAB.keysym();
      case '\b' -> Key.BACKSPACE.keysym();
      case 0x1B -> Key.ESCAPE.keysym();
      case 0x7F -> Key.DELETE.keysym();
      case 0x20AC -> 0x20AC; // EuroSign has a keysym of its own
      default -> codePoint <= 0xFF ? codePoint : UNICODE + codePoint;
    };
  }
}
