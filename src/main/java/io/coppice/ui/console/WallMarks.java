package io.coppice.ui.console;

import io.coppice.display.Framebuffer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a small picture, or what it says, tells of a machine. Pure. */
final class WallMarks {
  /** Parts of a colour up to which it is black; a backlight's glow is not seen. */
  private static final int DARKEST = 16;

  private static final Pattern PANIC =
      Pattern.compile(
          "kernel panic|not syncing|oops: |unable to handle kernel|\\*\\*\\* stop: 0x"
              + "|your pc ran into a problem|guru meditation",
          Pattern.CASE_INSENSITIVE);

  private WallMarks() {}

  /** Whether nothing is to be seen. */
  static boolean isBlack(Framebuffer picture) {
    for (int pixel : picture.pixels()) {
      if ((pixel >> 16 & 0xFF) >= DARKEST
          || (pixel >> 8 & 0xFF) >= DARKEST
          || (pixel & 0xFF) >= DARKEST) {
        return false;
      }
    }
    return true;
  }

  /** Whether two pictures are not the same, pixel for pixel. */
  static boolean differ(Framebuffer one, Framebuffer other) {
    return one.width() != other.width()
        || one.height() != other.height()
        || !java.util.Arrays.equals(one.pixels(), other.pixels());
  }

  /** Whether a screen's text is that of a system that broke down. */
  static boolean isPanic(String text) {
    return PANIC.matcher(text).find();
  }

  /** Whether a screen says something; letters of both cases are the same. */
  static boolean says(String text, String wanted) {
    return !wanted.isBlank()
        && text.toLowerCase(Locale.ROOT).contains(wanted.strip().toLowerCase(Locale.ROOT));
  }
}
