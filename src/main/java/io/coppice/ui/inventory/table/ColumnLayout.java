package io.coppice.ui.inventory.table;

import io.coppice.session.Preferences;
import io.coppice.ui.inventory.table.TableState.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which columns a table shows, in which order, how wide, and by which it is sorted; kept for every
 * table of that kind. Text: {@code name:17.0 state:9.0}, and {@code cpu:down}.
 */
record ColumnLayout(List<Shown> shown, Optional<Sort> sort) {
  /** A column and its width in em. */
  record Shown(Column column, double em) {}

  ColumnLayout {
    shown = List.copyOf(shown);
  }

  static ColumnLayout standard(TableKind kind) {
    return new ColumnLayout(
        kind.columns().stream()
            .filter(Column::atFirst)
            .map(column -> new Shown(column, column.em()))
            .toList(),
        Optional.of(new Sort("name", false)));
  }

  /** What is kept, without columns that no longer exist; else the standard. */
  static ColumnLayout read(TableKind kind, Preferences preferences) {
    ColumnLayout standard = standard(kind);
    List<Shown> shown = new ArrayList<>();
    for (String part : preferences.get(key(kind)).orElse("").split(" ")) {
      int colon = part.indexOf(':');
      if (colon > 0) {
        kind.column(part.substring(0, colon))
            .ifPresent(column -> shown.add(new Shown(column, width(part, colon, column))));
      }
    }
    Optional<Sort> sort =
        preferences
            .get(sortKey(kind))
            .map(text -> text.split(":", 2))
            .filter(parts -> parts.length == 2 && kind.column(parts[0]).isPresent())
            .map(parts -> new Sort(parts[0], parts[1].equals("down")));
    return new ColumnLayout(
        shown.isEmpty() ? standard.shown() : shown, sort.isPresent() ? sort : standard.sort());
  }

  private static double width(String part, int colon, Column column) {
    try {
      return Math.clamp(Double.parseDouble(part.substring(colon + 1)), 2, 80);
    } catch (NumberFormatException e) {
      return column.em();
    }
  }

  void write(TableKind kind, Preferences preferences) {
    preferences.put(
        key(kind),
        shown.stream()
            .map(s -> s.column().id() + String.format(Locale.ROOT, ":%.1f", s.em()))
            .collect(Collectors.joining(" ")));
    sort.ifPresent(
        s -> preferences.put(sortKey(kind), s.column() + (s.descending() ? ":down" : ":up")));
  }

  List<Column> columns() {
    return shown.stream().map(Shown::column).toList();
  }

  /** With a column more, at its standard place, or one less; the name stays. */
  ColumnLayout toggled(TableKind kind, Column column) {
    List<Shown> changed = new ArrayList<>(shown);
    if (changed.removeIf(s -> s.column().equals(column) && !column.id().equals("name"))) {
      return new ColumnLayout(changed, sort);
    }
    List<Column> order = kind.columns();
    int at = 0;
    for (int i = 0; i < changed.size(); i++) {
      if (order.indexOf(changed.get(i).column()) < order.indexOf(column)) {
        at = i + 1;
      }
    }
    changed.add(at, new Shown(column, column.em()));
    return new ColumnLayout(changed, sort);
  }

  private static String key(TableKind kind) {
    return "table.columns." + kind.id();
  }

  private static String sortKey(TableKind kind) {
    return "table.sort." + kind.id();
  }
}
