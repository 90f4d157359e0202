package io.coppice.scenario;

import io.coppice.model.Bytes;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as files write them, such as {@code "40 GiB"}: a number and a unit of powers of 1,024. */
final class SizeSyntax {
  /** Spaces before a unit may be of those that do not break. */
  private static final Pattern SIZE =
      Pattern.compile(
          "\\s*([0-9]+(?:\\.[0-9]+)?)[\\s\u00a0\u2007\u2009\u202f]*(B|KiB|MiB|GiB|TiB|PiB)\\s*");

  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L, "KiB", Bytes.KIB, "MiB", Bytes.MIB, "GiB", Bytes.GIB, "TiB", Bytes.TIB, "PiB",
          1L << 50);

  /** Digits that are read exactly: a number of more has them behind its point, or is beyond all. */
  private static final int EXACT_DIGITS = 40;

  private SizeSyntax() {}

  /** How many bytes a text says, however many; empty for a text that says no size. */
  static Optional<BigDecimal> bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String number = matcher.group(1);
    String digits = number.substring(0, Math.min(EXACT_DIGITS, number.length()));
    return Optional.of(
        new BigDecimal(digits).multiply(BigDecimal.valueOf(UNITS.get(matcher.group(2)))));
  }
}
