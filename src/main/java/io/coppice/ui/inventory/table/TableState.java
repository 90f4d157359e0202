package io.coppice.ui.inventory.table;

import io.coppice.model.EntityId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.inventory.Entity;
import io.coppice.model.table.CowTable;
import io.coppice.ui.kit.search.ObjectQuery;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of a table in the order they are shown. Pure.
 *
 * <p>Rows are filtered and sorted as numbers: the sort key of a row and its rank by name stand in
 * one long, so that 40,000 rows sort in a few milliseconds. Texts are written for the rows in sight
 * only; those that come into sight before the next state are written when they are asked for.
 */
final class TableState {
  /** Bits of a sort key that hold the rank by name: 8 million rows. */
  private static final int RANK_BITS = 23;

  private static final long MOST = (1L << (62 - RANK_BITS)) - 1;

  private final ColumnSource source;
  private final Found found;
  private final int[] rows;
  private final Map<Integer, String[]> written;
  private final List<Column> columns;
  private final Map<String, List<String>> words;

  /**
   * What the person chose.
   *
   * @param columns those shown, in their order
   * @param filters what is wanted of columns, by column id
   * @param filtering whether filters stand above the columns, and need words to choose among
   * @param first the first row in sight, and {@code count} how many are
   */
  record Choices(
      List<Column> columns,
      ObjectQuery query,
      Map<String, ColumnFilter> filters,
      boolean filtering,
      Optional<Sort> sort,
      int first,
      int count) {
    Choices {
      columns = List.copyOf(columns);
      filters = Map.copyOf(filters);
    }
  }

  /** Sorted by a column. */
  record Sort(String column, boolean descending) {}

  private TableState(
      ColumnSource source, Found found, List<Column> columns, Map<String, List<String>> words) {
    this.source = source;
    this.found = found;
    this.rows = found.rows();
    this.columns = columns;
    this.words = words;
    this.written = new HashMap<>();
  }

  /**
   * Filters, sorts and writes.
   *
   * @param listed rows of the index that the table lists; not to be changed
   * @param before the state shown now, whose rows are taken over where they cannot have changed;
   *     null for none
   */
  static TableState of(ColumnSource source, int[] listed, Choices choices, TableState before) {
    Found found =
        before != null && before.found.holds(source, choices)
            ? before.found
            : find(source, listed, choices);
    TableState state =
        new TableState(
            source,
            found,
            choices.columns(),
            choices.filtering() ? words(source, choices.columns()) : Map.of());
    state.write(choices.first(), choices.count());
    return state;
  }

  /**
   * The rows that were found, in order.
   *
   * @param members what a search may look at beside the index
   * @param unclear ids of columns whose filter means nothing
   */
  private record Found(
      TableIndex index,
      CowTable<ForkMember> members,
      Choices choices,
      int[] rows,
      int total,
      List<String> unclear) {
    /** Whether the same rows would be found again: nothing was asked that figures decide. */
    boolean holds(ColumnSource now, Choices asked) {
      return now.index() == index
          && now.snapshot().forks().members().sharesAllWith(members)
          && asked.query().equals(choices.query())
          && asked.filters().equals(choices.filters())
          && asked.sort().equals(choices.sort())
          && Stream.concat(
                  asked.filters().keySet().stream(), asked.sort().stream().map(Sort::column))
              .flatMap(id -> index.kind().column(id).stream())
              .noneMatch(Column::isAmount);
    }
  }

  private static Found find(ColumnSource source, int[] listed, Choices choices) {
    TableIndex index = source.index();
    List<CellFilter> filters =
        choices.filters().entrySet().stream()
            .flatMap(
                entry ->
                    index.kind().column(entry.getKey()).stream()
                        .map(column -> CellFilter.of(column, entry.getValue())))
            .toList();
    int[] found = new int[listed.length];
    int count = 0;
    for (int row : listed) {
      Entity entity = index.entity(row);
      if (choices.query().matches(source.snapshot(), entity, index.lowerName(row))
          && passes(filters, source, entity)) {
        found[count++] = row;
      }
    }
    return new Found(
        index,
        source.snapshot().forks().members(),
        choices,
        sorted(source, Arrays.copyOf(found, count), choices.sort()),
        listed.length,
        filters.stream().filter(f -> !f.understood()).map(f -> f.column().id()).toList());
  }

  private static Map<String, List<String>> words(ColumnSource source, List<Column> columns) {
    Map<String, List<String>> words = new HashMap<>();
    for (Column column : columns) {
      if (column.content() instanceof Column.Words its && its.few().isPresent()) {
        words.put(column.id(), source.index().words(column, its, source));
      }
    }
    return words;
  }

  private static boolean passes(List<CellFilter> filters, ColumnSource source, Entity entity) {
    for (CellFilter filter : filters) {
      if (!filter.test().test(source, entity)) {
        return false;
      }
    }
    return true;
  }

  private static int[] sorted(ColumnSource source, int[] found, Optional<Sort> sort) {
    TableIndex index = source.index();
    Column column = sort.flatMap(s -> index.kind().column(s.column())).orElse(null);
    boolean down = column != null && sort.get().descending();
    long[] keys = new long[found.length];
    long rankMask = (1L << RANK_BITS) - 1;
    int[] ordinals =
        column != null && column.content() instanceof Column.Words words && !isName(column)
            ? index.ordinals(column, words, source)
            : null;
    for (int i = 0; i < found.length; i++) {
      int row = found[i];
      long value =
          column == null || isName(column)
              ? 0
              : ordinals != null
                  ? ordinals[row]
                  : ((Column.Amount) column.content())
                      .value()
                      .applyAsLong(source, index.entity(row));
      long key = Math.clamp(value, 0, MOST);
      keys[i] = (down ? MOST - key : key) << RANK_BITS | index.rank(row);
    }
    Arrays.sort(keys);
    boolean namesDown = down && isName(column);
    int[] rows = new int[found.length];
    for (int i = 0; i < rows.length; i++) {
      rows[namesDown ? rows.length - 1 - i : i] = index.byRank((int) (keys[i] & rankMask));
    }
    return rows;
  }

  private static boolean isName(Column column) {
    return column.id().equals("name");
  }

  private void write(int first, int count) {
    for (int at = Math.max(0, first); at < Math.min(rows.length, first + count); at++) {
      written.put(at, texts(at));
    }
  }

  private String[] texts(int at) {
    String[] texts = new String[columns.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = columns.get(i).content().text(source, entity(at));
    }
    return texts;
  }

  int size() {
    return rows.length;
  }

  /** Rows there would be without filters. */
  int total() {
    return found.total();
  }

  /** Ids of columns whose filter means nothing. */
  List<String> unclear() {
    return found.unclear();
  }

  /** By column id, what can be chosen where filters are chosen. */
  Map<String, List<String>> words() {
    return words;
  }

  EntityId id(int at) {
    return source.index().kind().kind().id(rows[at]);
  }

  Entity entity(int at) {
    return source.index().entity(rows[at]);
  }

  /** What the cell says. */
  String text(int at, Column column) {
    String[] texts = written.get(at);
    int place = columns.indexOf(column);
    return texts == null || place < 0 ? column.content().text(source, entity(at)) : texts[place];
  }

  /** Which part of a whole the cell's amount is; negative if there is none. */
  double share(int at, Column column) {
    return column.content() instanceof Column.Amount amount
        ? amount.share().applyAsDouble(source, entity(at))
        : -1;
  }

  /** Rows of the kind's table, in the order shown; not to be changed. */
  int[] rows() {
    return rows;
  }

  /** Where each row of the kind's table is shown, for finding many at once; -1 if it is not. */
  int[] places() {
    int[] places = new int[source.index().size()];
    Arrays.fill(places, -1);
    for (int at = 0; at < rows.length; at++) {
      places[rows[at]] = at;
    }
    return places;
  }
}
