package io.coppice.ui.inventory.table;

import java.util.Set;

/** What a person wants to see of one column. */
sealed interface ColumnFilter {
  /** What was typed, see {@link CellFilter}. */
  record Typed(String text) implements ColumnFilter {}

  /** Rows that have at least one of these words. */
  record AnyOf(Set<String> words) implements ColumnFilter {
    public AnyOf {
      words = Set.copyOf(words);
    }
  }
}
