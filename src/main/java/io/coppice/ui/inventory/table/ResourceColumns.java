package io.coppice.ui.inventory.table;

import static io.coppice.ui.inventory.table.Quantity.COUNT;
import static io.coppice.ui.inventory.table.Quantity.MEBIBYTES;
import static io.coppice.ui.inventory.table.Quantity.MICROSECONDS;
import static io.coppice.ui.inventory.table.Quantity.PER_SECOND;
import static io.coppice.ui.inventory.table.Quantity.RATE;

import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.ui.inventory.table.Column.Badge;
import io.coppice.ui.kit.Icons;
import java.util.List;
import java.util.function.ToLongBiFunction;

/** What tables of datastores and port groups can show. */
final class ResourceColumns {
  private static final Column.Maker<Datastore> STORE = new Column.Maker<>(Datastore.class);
  private static final Column.Maker<PortGroup> GROUP = new Column.Maker<>(PortGroup.class);

  /** The VLAN id that stands for every VLAN. */
  static final List<Column> DATASTORES =
      List.of(
          STORE.badged("name", 17, (_, d) -> d.name(), _ -> new Badge(Icons.DATASTORE, "plain")),
          STORE.words("type", 6, true, (_, d) -> d.type().name()).few(),
          STORE.share(
              "used", 12, true, MEBIBYTES, of(Metric.SPACE_USED), ResourceColumns::capacity),
          STORE.amount("free", 8, true, MEBIBYTES, ResourceColumns::free),
          STORE.amount("capacity", 8, true, MEBIBYTES, ResourceColumns::capacity),
          STORE.share(
              "provisioned",
              12,
              true,
              MEBIBYTES,
              of(Metric.SPACE_PROVISIONED),
              ResourceColumns::capacity),
          STORE.amount("machines", 7, true, COUNT, (s, d) -> s.index().machines(d.id())),
          STORE.amount("hosts", 6, true, COUNT, (s, d) -> s.index().hosts(d.id())),
          STORE.amount("disk-rate", 8, true, RATE, of(Metric.DISK_RATE)),
          STORE.amount("disk-operations", 8, false, PER_SECOND, of(Metric.DISK_OPERATIONS)),
          STORE.amount("latency", 7, true, MICROSECONDS, of(Metric.DISK_LATENCY)),
          STORE.words("folder", 10, false, (s, d) -> s.name(d.folder())));

  static final List<Column> PORT_GROUPS =
      List.of(
          GROUP.badged("name", 18, (_, g) -> g.name(), _ -> new Badge(Icons.PORT_GROUP, "plain")),
          GROUP.words("switch", 14, true, (s, g) -> s.name(g.onSwitch())).few(),
          GROUP.words("kind", 10, true, ResourceColumns::kind).few(),
          GROUP.words("vlan", 7, true, ResourceColumns::vlan).few(),
          GROUP.amount("adapters", 7, true, COUNT, (s, g) -> s.index().machines(g.id())),
          GROUP.amount("connected", 8, true, COUNT, (s, g) -> s.index().running(g.id())),
          GROUP.amount("mtu", 6, true, COUNT, ResourceColumns::mtu),
          GROUP.words("folder", 10, false, (s, g) -> s.name(g.folder())));

  private ResourceColumns() {}

  private static ToLongBiFunction<ColumnSource, Datastore> of(Metric metric) {
    return (source, datastore) -> source.figure(datastore.id(), metric);
  }

  private static long capacity(ColumnSource source, Datastore datastore) {
    return datastore.capacity().mib();
  }

  private static long free(ColumnSource source, Datastore datastore) {
    return Math.max(
        0, datastore.capacity().mib() - source.figure(datastore.id(), Metric.SPACE_USED));
  }

  private static NetworkSwitch on(ColumnSource source, PortGroup group) {
    return source.snapshot().inventory().switches().get(group.onSwitch().value());
  }

  private static String kind(ColumnSource source, PortGroup group) {
    NetworkSwitch on = on(source, group);
    return on == null
        ? ""
        : source.texts().get(on.isDistributed() ? "switch.distributed" : "switch.standard");
  }

  private static String vlan(ColumnSource source, PortGroup group) {
    return switch (group.vlan()) {
      case 0 -> source.texts().get("vlan.none");
      case PortGroup.TRUNK -> source.texts().get("vlan.all");
      default -> Integer.toString(group.vlan());
    };
  }

  private static long mtu(ColumnSource source, PortGroup group) {
    NetworkSwitch on = on(source, group);
    return on == null ? 0 : on.mtu();
  }
}
