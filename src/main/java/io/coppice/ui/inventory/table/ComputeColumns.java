package io.coppice.ui.inventory.table;

import static io.coppice.ui.inventory.table.Quantity.BASIS_POINTS;
import static io.coppice.ui.inventory.table.Quantity.COUNT;
import static io.coppice.ui.inventory.table.Quantity.MEBIBYTES;
import static io.coppice.ui.inventory.table.Quantity.MEGAHERTZ;
import static io.coppice.ui.inventory.table.Quantity.RATE;
import static io.coppice.ui.inventory.table.Quantity.WATTS;

import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.Tag;
import io.coppice.ui.inventory.table.Column.Badge;
import io.coppice.ui.kit.Icons;
import java.util.List;
import java.util.function.ToLongBiFunction;

/** What tables of hosts and clusters can show. */
final class ComputeColumns {
  private static final Column.Maker<Host> HOST = new Column.Maker<>(Host.class);
  private static final Column.Maker<Cluster> CLUSTER = new Column.Maker<>(Cluster.class);

  static final List<Column> HOSTS =
      List.of(
          HOST.badged("name", 20.5, (_, h) -> h.name(), ComputeColumns::icon),
          HOST.badged("state", 11, ComputeColumns::state, ComputeColumns::light).few(),
          HOST.words("cluster", 11, true, (s, h) -> h.cluster().map(s::name).orElse("")).few(),
          HOST.share(
              "cpu",
              12,
              true,
              MEGAHERTZ,
              of(Metric.CPU_USED),
              (_, h) -> h.hardware().capacity().value()),
          HOST.share(
              "granted",
              12,
              true,
              MEBIBYTES,
              of(Metric.MEMORY_GRANTED),
              (_, h) -> h.hardware().memory().mib()),
          HOST.amount("ready", 6.5, false, BASIS_POINTS, of(Metric.CPU_READY)),
          HOST.amount("machines", 7, true, COUNT, (s, h) -> s.index().machines(h.id())),
          HOST.amount("running", 7, true, COUNT, (s, h) -> s.index().running(h.id())),
          HOST.share("power", 11, true, WATTS, of(Metric.POWER), (_, h) -> h.hardware().maxPower()),
          HOST.amount("memory", 7, false, MEBIBYTES, (_, h) -> h.hardware().memory().mib()),
          HOST.amount("sockets", 6, false, COUNT, (_, h) -> h.hardware().sockets()),
          HOST.amount("cores", 6, true, COUNT, (_, h) -> h.hardware().cores()),
          HOST.amount("ballooned", 7, false, MEBIBYTES, of(Metric.MEMORY_BALLOONED)),
          HOST.amount("swapped", 7, false, MEBIBYTES, of(Metric.MEMORY_SWAPPED)),
          HOST.amount("compressed", 7, false, MEBIBYTES, of(Metric.MEMORY_COMPRESSED)),
          HOST.amount("overhead", 7, false, MEBIBYTES, of(Metric.MEMORY_OVERHEAD)),
          HOST.amount("cpu-latency", 7, false, BASIS_POINTS, of(Metric.CPU_LATENCY)),
          HOST.amount("memory-latency", 7, false, BASIS_POINTS, of(Metric.MEMORY_LATENCY)),
          HOST.amount("disk-rate", 8, false, RATE, of(Metric.DISK_RATE)),
          HOST.amount("network-rate", 8, false, RATE, of(Metric.NETWORK_RATE)),
          HOST.words("model", 14, false, (_, h) -> h.hardware().model()).few(),
          HOST.words("version", 6, true, (_, h) -> h.version()).few(),
          HOST.several("tags", 12, false, ComputeColumns::tags),
          HOST.words("notes", 16, false, (_, h) -> h.notes().replace('\n', ' ')));

  static final List<Column> CLUSTERS =
      List.of(
          CLUSTER.badged("name", 18, (_, c) -> c.name(), _ -> new Badge(Icons.CLUSTER, "plain")),
          CLUSTER.amount("hosts", 6, true, COUNT, (s, c) -> s.index().hosts(c.id())),
          CLUSTER.amount("machines", 7, true, COUNT, (s, c) -> s.index().machines(c.id())),
          CLUSTER.amount("running", 7, true, COUNT, (s, c) -> s.index().running(c.id())),
          CLUSTER.amount("cpu", 9, true, MEGAHERTZ, ofCluster(Metric.CPU_USED)),
          CLUSTER.amount("granted", 11, true, MEBIBYTES, ofCluster(Metric.MEMORY_GRANTED)),
          CLUSTER.amount("power", 8, true, WATTS, ofCluster(Metric.POWER)),
          CLUSTER
              .words("ha", 6, true, (s, c) -> s.texts().get(c.ha() ? "table.on" : "table.off"))
              .few(),
          CLUSTER
              .words("drs", 6, true, (s, c) -> s.texts().get(c.drs() ? "table.on" : "table.off"))
              .few(),
          CLUSTER.words("folder", 10, false, (s, c) -> s.name(c.folder())));

  private ComputeColumns() {}

  private static ToLongBiFunction<ColumnSource, Host> of(Metric metric) {
    return (source, host) -> source.figure(host.id(), metric);
  }

  private static ToLongBiFunction<ColumnSource, Cluster> ofCluster(Metric metric) {
    return (source, cluster) -> source.figure(cluster.id(), metric);
  }

  private static Badge icon(Host host) {
    return new Badge(Icons.HOST, host.isUsable() ? "plain" : "quiet");
  }

  private static String state(ColumnSource source, Host host) {
    boolean resting = host.state() == Host.State.CONNECTED && host.maintenance();
    return source.texts().get(resting ? "host-state.MAINTENANCE" : "host-state." + host.state());
  }

  private static Badge light(Host host) {
    return switch (host.state()) {
      case CONNECTED ->
          host.maintenance()
              ? new Badge(Icons.MAINTENANCE, "warn")
              : new Badge(Icons.CONNECT, "ok");
      case DISCONNECTED -> new Badge(Icons.DISCONNECT, "warn");
      case NOT_RESPONDING -> new Badge(Icons.ERROR, "bad");
      case POWERED_OFF -> new Badge(Icons.POWERED_OFF, "quiet");
    };
  }

  private static List<String> tags(ColumnSource source, Host host) {
    return host.tags().stream().sorted().map(Tag::toString).toList();
  }
}
