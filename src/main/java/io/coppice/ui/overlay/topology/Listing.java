package io.coppice.ui.overlay.topology;

import java.util.List;

/** What the table beside the picture lists, with the bundle keys of its columns. */
public enum Listing {
  NODES("name", "role", "health", "site", "rack", "machines", "links", "load", "problems"),
  MACHINES("name", "host", "health", "segments"),
  LINKS("name", "label", "health", "load", "problems"),
  SEGMENTS("name", "kind", "tenant", "machines", "hosts", "problems");

  private final List<String> columns;

  Listing(String... columns) {
    this.columns = List.of(columns);
  }

  /** The columns, under {@code network.column.<name>}. */
  public List<String> columns() {
    return columns;
  }

  /**
   * A line of the table.
   *
   * @param key of the node, machine, link or segment
   * @param cells what is written
   * @param order for each cell what it is sorted by: a {@code Double} or a {@code String}
   */
  public record Row(String key, List<String> cells, List<Comparable<?>> order) {}
}
