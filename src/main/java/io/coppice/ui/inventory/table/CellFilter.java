package io.coppice.ui.inventory.table;

import io.coppice.model.inventory.Entity;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was typed above one column. Words: a part of the text, or with {@code !} in front what it
 * must not hold. Amounts: {@code > 4}, {@code <= 8 GiB}, {@code = 0}, {@code 2-8}, {@code > 80%} of
 * its whole; a bare number means at least that much, for counts exactly that many. Pure.
 */
record CellFilter(Column column, BiPredicate<ColumnSource, Entity> test, boolean understood) {
  private static final Pattern COMPARED =
      Pattern.compile("(>=|<=|>|<|=)?\\s*([0-9]+(?:[.,][0-9]+)?)\\s*([a-z%/]*)");
  private static final Pattern BETWEEN =
      Pattern.compile(
          "([0-9]+(?:[.,][0-9]+)?)\\s*(?:-|\\.\\.|–)\\s*([0-9]+(?:[.,][0-9]+)?)\\s*([a-z%/]*)");

  /** What a column's filter means. */
  static CellFilter of(Column column, ColumnFilter wanted) {
    return switch (wanted) {
      case ColumnFilter.Typed typed -> parse(column, typed.text());
      case ColumnFilter.AnyOf any -> anyOf(column, any.words());
    };
  }

  private static CellFilter anyOf(Column column, Set<String> words) {
    return column.content() instanceof Column.Words its && its.few().isPresent()
        ? new CellFilter(
            column,
            (source, entity) ->
                its.few().get().apply(source, entity).stream().anyMatch(words::contains),
            true)
        : new CellFilter(column, (_, _) -> true, false);
  }

  /** Reads what was typed; what means nothing lets every row through. */
  private static CellFilter parse(Column column, String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    return switch (column.content()) {
      case Column.Words words -> words(column, words, text);
      case Column.Amount amount -> amount(column, amount, text);
    };
  }

  private static CellFilter words(Column column, Column.Words words, String text) {
    boolean excluded = text.startsWith("!");
    String wanted = excluded ? text.substring(1).strip() : text;
    return new CellFilter(
        column,
        (source, entity) ->
            wanted.isEmpty()
                || words.text(source, entity).toLowerCase(Locale.ROOT).contains(wanted) != excluded,
        true);
  }

  private static CellFilter amount(Column column, Column.Amount amount, String text) {
    Matcher between = BETWEEN.matcher(text);
    if (between.matches()) {
      return compared(
          column,
          amount,
          between.group(3),
          number(between.group(1)),
          number(between.group(2)),
          (value, bounds) -> value >= bounds[0] && value <= bounds[1]);
    }
    Matcher one = COMPARED.matcher(text);
    if (!one.matches()) {
      return new CellFilter(column, (_, _) -> true, text.isEmpty());
    }
    String sign = one.group(1) == null ? "" : one.group(1);
    double bound = number(one.group(2));
    return compared(column, amount, one.group(3), bound, bound, comparison(sign, amount));
  }

  /** A comparison of a value with two bounds. */
  private interface Comparison {
    boolean holds(double value, double[] bounds);
  }

  private static Comparison comparison(String sign, Column.Amount amount) {
    if (sign.isEmpty() && amount.quantity() == Quantity.COUNT) {
      return (value, bounds) -> value == bounds[0];
    }
    return switch (sign) {
      case ">" -> (value, bounds) -> value > bounds[0];
      case "<" -> (value, bounds) -> value < bounds[0];
      case "<=" -> (value, bounds) -> value <= bounds[0];
      case "=" -> (value, bounds) -> value == bounds[0];
      default -> (value, bounds) -> value >= bounds[0];
    };
  }

  private static CellFilter compared(
      Column column,
      Column.Amount amount,
      String unit,
      double low,
      double high,
      Comparison comparison) {
    if (unit.equals("%") && amount.quantity() != Quantity.BASIS_POINTS) {
      double[] bounds = {low / 100, high / 100};
      return new CellFilter(
          column,
          (source, entity) ->
              comparison.holds(amount.share().applyAsDouble(source, entity), bounds),
          true);
    }
    double per = amount.quantity().per(unit);
    if (per < 0) {
      return new CellFilter(column, (_, _) -> true, false);
    }
    double[] bounds = {low * per, high * per};
    return new CellFilter(
        column,
        (source, entity) ->
            comparison.holds((double) amount.value().applyAsLong(source, entity), bounds),
        true);
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(',', '.'));
  }
}
