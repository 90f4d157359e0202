package io.coppice.ui.console;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a small picture, or what it says, tells of a machine. Pure. */
final class WallMarks {
  /** Parts of a colour up to which it is black; a backlight's glow is not seen. */
  private static final int DARKEST = 16;

  private static final int CELLS_ACROSS = 80;
  private static final int CELLS_DOWN = 25;

  /** Cells in which two pictures may differ and still be told as the same. */
  private static final int MOVING = 24;

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

  /**
   * Whether two pictures differ in more than what moves by itself. They are compared by cells, as
   * many as a text screen has letters: a cursor that blinks takes one or two, a clock of eight
   * letters nine by two where it does not stand on the cells. More than {@link #MOVING} of the
   * 2,000 cells are a difference, which is a third of a line of text.
   */
  static boolean differ(Framebuffer one, Framebuffer other) {
    if (one.width() != other.width() || one.height() != other.height()) {
      return true;
    }
    int wide = Math.min(CELLS_ACROSS, one.width());
    int high = Math.min(CELLS_DOWN, one.height());
    int different = 0;
    for (int row = 0; row < high; row++) {
      int top = row * one.height() / high;
      int bottom = (row + 1) * one.height() / high;
      for (int column = 0; column < wide; column++) {
        int left = column * one.width() / wide;
        int right = (column + 1) * one.width() / wide;
        if (isOther(one, other, new Area(left, top, right - left, bottom - top))
            && ++different > MOVING) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOther(Framebuffer one, Framebuffer other, Area cell) {
    for (int y = cell.y(); y < cell.y() + cell.height(); y++) {
      int from = y * one.width() + cell.x();
      int to = from + cell.width();
      if (!Arrays.equals(one.pixels(), from, to, other.pixels(), from, to)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether two screens say the same but for what their machines are called, as that of a child and
   * its parent do that wait for somebody to log in.
   */
  static boolean saySame(String one, String other, Set<String> names) {
    Pattern name =
        Pattern.compile(
            names.stream()
                .filter(each -> !each.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\p{Alnum}-])(?:", ")(?![\\p{Alnum}-])")));
    return name.matcher(one).replaceAll("*").equals(name.matcher(other).replaceAll("*"));
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
