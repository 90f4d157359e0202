package io.coppice.ui.kit.forms;

import io.coppice.model.Bytes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/**
 * An amount as it stands in a field: digits, perhaps with a decimal mark, that mean the amount to
 * the byte, and their unit. Pure.
 */
record SizeText(String digits, Unit unit) {
  /** So many digits after the mark are easily read. */
  private static final int FEW = 3;

  /** With so many a MiB is told to less than half a byte. */
  private static final int ALL = 7;

  private static final BigDecimal MOST = BigDecimal.valueOf(999_999_999);

  /** Units that are offered. */
  enum Unit {
    MIB("MiB", Bytes.MIB),
    GIB("GiB", Bytes.GIB),
    TIB("TiB", Bytes.TIB);

    private final String symbol;
    private final BigDecimal bytes;

    Unit(String symbol, long bytes) {
      this.symbol = symbol;
      this.bytes = BigDecimal.valueOf(bytes);
    }

    @Override
    public String toString() {
      return symbol;
    }
  }

  /** The shortest that means the amount: in the largest unit that needs few digits. */
  static SizeText of(Bytes amount, Locale locale) {
    for (int decimals = 0; decimals <= FEW; decimals += FEW) {
      for (Unit unit : new Unit[] {Unit.TIB, Unit.GIB, Unit.MIB}) {
        BigDecimal number = number(amount, unit, decimals);
        boolean fits = number.compareTo(BigDecimal.ONE) >= 0 || amount.value() == 0;
        if (fits && means(number, unit) == amount.value()) {
          return new SizeText(shown(number, locale), unit);
        }
      }
    }
    return new SizeText(shown(number(amount, Unit.MIB, ALL), locale), Unit.MIB);
  }

  private static BigDecimal number(Bytes amount, Unit unit, int decimals) {
    return BigDecimal.valueOf(amount.value()).divide(unit.bytes, decimals, RoundingMode.HALF_UP);
  }

  private static long means(BigDecimal number, Unit unit) {
    return number.multiply(unit.bytes).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** A number as a person writes it, without zeros at its end and without groups. */
  static String shown(BigDecimal number, Locale locale) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return plain
        .toPlainString()
        .replace('.', DecimalFormatSymbols.getInstance(locale).getDecimalSeparator());
  }

  /** What digits say, with a point or a comma as their mark; empty if they are no such number. */
  static Optional<BigDecimal> number(String typed) {
    String text = typed.strip();
    return text.matches("\\d{1,9}([.,]\\d{1,7})?")
        ? Optional.of(new BigDecimal(text.replace(',', '.'))).filter(n -> n.compareTo(MOST) <= 0)
        : Optional.empty();
  }

  /** The amount, to the byte; empty if the digits are no number. */
  Optional<Bytes> bytes() {
    return number(digits)
        .map(number -> number.multiply(unit.bytes).setScale(0, RoundingMode.HALF_UP))
        .filter(bytes -> bytes.toBigInteger().bitLength() < Long.SIZE)
        .map(bytes -> new Bytes(bytes.longValueExact()));
  }
}
