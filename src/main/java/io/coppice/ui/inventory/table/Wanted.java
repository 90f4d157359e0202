package io.coppice.ui.inventory.table;

import java.util.Set;

/** What a person wants to see of one column. */
sealed interface Wanted {
  /** What was typed, see {@link CellFilter}. */
  record Typed(String text) implements Wanted {}

  /** Rows that have at least one of these words. */
  record AnyOf(Set<String> words) implements Wanted {
    public AnyOf {
      words = Set.copyOf(words);
    }
  }
}
