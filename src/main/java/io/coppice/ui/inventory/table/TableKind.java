package io.coppice.ui.inventory.table;

import io.coppice.model.EntityId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a table lists, with the columns it can have. */
public enum TableKind {
  MACHINES(EntityId.Kind.MACHINE, MachineColumns.ALL),
  HOSTS(EntityId.Kind.HOST, ComputeColumns.HOSTS),
  CLUSTERS(EntityId.Kind.CLUSTER, ComputeColumns.CLUSTERS),
  DATASTORES(EntityId.Kind.DATASTORE, ResourceColumns.DATASTORES),
  PORT_GROUPS(EntityId.Kind.PORT_GROUP, ResourceColumns.PORT_GROUPS);

  private final EntityId.Kind kind;
  private final List<Column> columns;

  TableKind(EntityId.Kind kind, List<Column> columns) {
    this.kind = kind;
    this.columns = columns;
  }

  public EntityId.Kind kind() {
    return kind;
  }

  /** Every column there is, in the order of a table nobody has changed. */
  List<Column> columns() {
    return columns;
  }

  Optional<Column> column(String id) {
    return columns.stream().filter(column -> column.id().equals(id)).findFirst();
  }

  /** Stable; under it choices are kept, and words found. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
