package io.coppice.ui.kit;

import java.util.Locale;

/** Sorts names as people count: vm-2 before vm-10, without regard to case. */
public final class NaturalOrder {
  private NaturalOrder() {}

  /** A text whose plain order is the natural order of the name. */
  public static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int at = firstDigit(lower, 0);
    if (at == lower.length()) {
      return lower;
    }
    StringBuilder key = new StringBuilder(lower.length() + 4);
    int from = 0;
    while (at < lower.length()) {
      key.append(lower, from, at);
      int end = at;
      while (end < lower.length() && isDigit(lower.charAt(end))) {
        end++;
      }
      while (at < end - 1 && lower.charAt(at) == '0') {
        at++;
      }
      // the number of digits decides before the digits do; it stands where a digit would
      key.append((char) ('0' + end - at)).append(lower, at, end);
      from = end;
      at = firstDigit(lower, end);
    }
    return key.append(lower, from, lower.length()).toString();
  }

  private static int firstDigit(String text, int from) {
    int at = from;
    while (at < text.length() && !isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
