package io.coppice.imported;

import io.coppice.imported.answers.ForwardingRow;
import io.coppice.imported.answers.Row;
import io.coppice.model.overlay.ForwardingTable;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * What one file said of one host. Of the long tables only the entries are kept, each made when its
 * row is read: the rows of a large fabric's forwarding tables together would not fit into memory.
 * The few rows that describe devices are kept as they are, for those of several files make one.
 */
final class HostAnswers {
  private final List<Row> rows = new ArrayList<>();
  private final ForwardingTable.Builder forwarding;
  private final List<Route> routes = new ArrayList<>();
  private final List<Neighbour> neighbours = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param expected so many rows of forwarding tables, if there are any: a hint
   */
  HostAnswers(int expected) {
    forwarding = new ForwardingTable.Builder(expected);
  }

  void add(Row row, TableRows tables) {
    switch (row.kind()) {
      case FORWARDING -> ForwardingRow.of(row).ifPresent(said -> add(said, tables));
      case ROUTE -> tables.route(row).ifPresent(routes::add);
      case NEIGHBOUR -> tables.neighbour(row).ifPresent(neighbours::add);
      default -> rows.add(row.kept());
    }
  }

  void add(ForwardingRow row, TableRows tables) {
    forwarding.add(tables.forwarding(row));
  }

  /** Rows of devices, switches and control planes. */
  List<Row> rows() {
    return rows;
  }

  /** As {@link TableRows#forwarding} makes them. */
  ForwardingTable.Builder forwarding() {
    return forwarding;
  }

  List<Route> routes() {
    return routes;
  }

  List<Neighbour> neighbours() {
    return neighbours;
  }
}
