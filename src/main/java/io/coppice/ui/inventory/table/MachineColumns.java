package io.coppice.ui.inventory.table;

import static io.coppice.ui.inventory.table.Quantity.BASIS_POINTS;
import static io.coppice.ui.inventory.table.Quantity.COUNT;
import static io.coppice.ui.inventory.table.Quantity.MEBIBYTES;
import static io.coppice.ui.inventory.table.Quantity.MEGAHERTZ;
import static io.coppice.ui.inventory.table.Quantity.MICROSECONDS;
import static io.coppice.ui.inventory.table.Quantity.PER_SECOND;
import static io.coppice.ui.inventory.table.Quantity.RATE;

import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.ui.inventory.table.Column.Badge;
import io.coppice.ui.kit.Icons;
import java.util.List;

/** What a table of machines can show. */
final class MachineColumns {
  private static final Column.Maker<Machine> OF = new Column.Maker<>(Machine.class);

  static final List<Column> ALL =
      List.of(
          OF.badged("name", 17, (_, m) -> m.name(), MachineColumns::icon),
          OF.badged("state", 11, MachineColumns::state, MachineColumns::light).few(),
          OF.words("host", 17, true, (s, m) -> s.name(m.host())),
          OF.words("cluster", 10, false, MachineColumns::cluster).few(),
          OF.share("cpu", 12, true, MEGAHERTZ, figure(Metric.CPU_USED), MachineColumns::speed),
          OF.amount("ready", 6.5, false, BASIS_POINTS, figure(Metric.CPU_READY)),
          OF.share(
              "active", 12, true, MEBIBYTES, figure(Metric.MEMORY_ACTIVE), MachineColumns::memory),
          OF.amount("memory", 7, true, MEBIBYTES, MachineColumns::memory),
          OF.amount("vcpus", 6, true, COUNT, (_, m) -> m.hardware().vcpus()),
          OF.share(
              "space",
              12,
              true,
              MEBIBYTES,
              figure(Metric.SPACE_USED),
              figure(Metric.SPACE_PROVISIONED)),
          OF.words("ip", 9, true, MachineColumns::address),
          OF.words("guest", 13, true, (_, m) -> m.guest().os()).few(),
          OF.words("host-name", 12, false, (_, m) -> m.guest().hostName()),
          OF.words("tools", 9, false, (s, m) -> s.texts().get("tools." + m.guest().tools())).few(),
          OF.words(
                  "workload", 8, false, (s, m) -> s.texts().get("workload." + m.guest().workload()))
              .few(),
          OF.amount("ballooned", 7, false, MEBIBYTES, figure(Metric.MEMORY_BALLOONED)),
          OF.amount("swapped", 7, false, MEBIBYTES, figure(Metric.MEMORY_SWAPPED)),
          OF.amount("compressed", 7, false, MEBIBYTES, figure(Metric.MEMORY_COMPRESSED)),
          OF.amount("overhead", 7, false, MEBIBYTES, figure(Metric.MEMORY_OVERHEAD)),
          OF.amount("cpu-latency", 7, false, BASIS_POINTS, figure(Metric.CPU_LATENCY)),
          OF.amount("memory-latency", 7, false, BASIS_POINTS, figure(Metric.MEMORY_LATENCY)),
          OF.amount("disk-rate", 8, false, RATE, figure(Metric.DISK_RATE)),
          OF.amount("latency", 7, false, MICROSECONDS, figure(Metric.DISK_LATENCY)),
          OF.amount("disk-operations", 8, false, PER_SECOND, figure(Metric.DISK_OPERATIONS)),
          OF.amount("network-rate", 8, false, RATE, figure(Metric.NETWORK_RATE)),
          OF.amount("provisioned", 8, false, MEBIBYTES, figure(Metric.SPACE_PROVISIONED)),
          OF.amount("snapshots", 7, false, COUNT, (_, m) -> m.snapshots().nodes().size()),
          OF.words("pool", 10, false, (s, m) -> s.name(m.pool())).few(),
          OF.words("folder", 10, false, (s, m) -> s.name(m.folder())).few(),
          OF.several("datastore", 11, false, MachineColumns::datastores),
          OF.several("tags", 12, false, MachineColumns::tags),
          OF.words("notes", 16, false, (_, m) -> m.about().notes().replace('\n', ' ')));

  private MachineColumns() {}

  private static java.util.function.ToLongBiFunction<ColumnSource, Machine> figure(Metric metric) {
    return (source, machine) -> source.figure(machine.id(), metric);
  }

  private static Badge icon(Machine machine) {
    return machine.template()
        ? new Badge(Icons.TEMPLATE, "quiet")
        : new Badge(Icons.MACHINE, machine.isOn() ? "plain" : "quiet");
  }

  private static String state(ColumnSource source, Machine machine) {
    String now = machine.stalled() ? "power.STALLED" : "power." + machine.power();
    return source.texts().get(machine.template() ? "power.TEMPLATE" : now);
  }

  private static Badge light(Machine machine) {
    if (machine.template()) {
      return new Badge(Icons.TEMPLATE, "quiet");
    }
    if (machine.stalled()) {
      return new Badge(Icons.WARNING, "bad");
    }
    return new Badge(
        Icons.of(machine.power()),
        switch (machine.power()) {
          case POWERED_ON -> "ok";
          case POWERED_OFF -> "quiet";
          case SUSPENDED -> "warn";
        });
  }

  private static String cluster(ColumnSource source, Machine machine) {
    Host host = source.snapshot().inventory().host(machine.host());
    return host == null ? "" : host.cluster().map(source::name).orElse("");
  }

  /** What its processors could run at most on this host. */
  private static long speed(ColumnSource source, Machine machine) {
    Host host = source.snapshot().inventory().host(machine.host());
    return host == null ? 0 : machine.hardware().vcpus() * host.hardware().coreSpeed().value();
  }

  private static long memory(ColumnSource source, Machine machine) {
    return machine.hardware().memory().mib();
  }

  private static String address(ColumnSource source, Machine machine) {
    for (VirtualNic nic : machine.hardware().nics()) {
      if (!nic.ip().isNone()) {
        return nic.ip().toString();
      }
    }
    return "";
  }

  private static List<String> datastores(ColumnSource source, Machine machine) {
    return machine.hardware().disks().stream()
        .map(disk -> source.name(disk.datastore()))
        .distinct()
        .toList();
  }

  private static List<String> tags(ColumnSource source, Machine machine) {
    return machine.about().tags().stream().sorted().map(Tag::toString).toList();
  }
}
