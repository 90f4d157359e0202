package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.UsageScale;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.SubGroups;
import io.coppice.model.overlay.fabric.UplinkPinning;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What matters of a machine or template. */
final class MachineSummary {
  private MachineSummary() {}

  static Summary of(FactFormatter facts, Machine machine, List<Problem> problems) {
    return new Summary(
        figures(facts, machine),
        List.of(
            guest(facts, machine),
            hardware(facts, machine),
            storage(facts, machine),
            network(facts, machine),
            related(facts, machine),
            facts.about(machine.about().tags(), machine.about().notes())),
        problems);
  }

  private static List<Summary.Figure> figures(FactFormatter facts, Machine machine) {
    MachineId id = machine.id();
    Host host = facts.inventory().host(machine.host());
    long speed =
        host == null ? 0 : machine.hardware().vcpus() * host.hardware().coreSpeed().value();
    int used = facts.figure(id, Metric.CPU_USED);
    int active = facts.figure(id, Metric.MEMORY_ACTIVE);
    long memory = machine.hardware().memory().mib();
    List<Summary.Figure> figures = new ArrayList<>();
    if (!machine.template()) {
      figures.add(
          Summary.part(
              facts,
              "cpu",
              Metric.CPU_USED,
              used,
              speed,
              facts.the(
                  "cpu.detail",
                  facts.written(Metric.CPU_USED, speed),
                  facts.written(Metric.CPU_READY, facts.figure(id, Metric.CPU_READY)))));
      figures.add(
          Summary.part(
              facts,
              "memory-active",
              Metric.MEMORY_ACTIVE,
              active,
              memory,
              facts.the(
                  "memory.detail",
                  facts.written(Metric.MEMORY_ACTIVE, memory),
                  facts.written(Metric.MEMORY_GRANTED, facts.figure(id, Metric.MEMORY_GRANTED)))));
    }
    figures.add(space(facts, machine));
    if (!machine.template()) {
      figures.add(
          Summary.course(
              facts,
              "disk",
              Metric.DISK_RATE,
              facts.figure(id, Metric.DISK_RATE),
              facts.the(
                  "disk.detail",
                  facts.written(Metric.DISK_LATENCY, facts.figure(id, Metric.DISK_LATENCY)))));
      figures.add(
          Summary.course(
              facts,
              "network",
              Metric.NETWORK_RATE,
              facts.figure(id, Metric.NETWORK_RATE),
              facts.the("network.detail", machine.hardware().nics().size())));
    }
    return figures;
  }

  private static Summary.Figure space(FactFormatter facts, Machine machine) {
    int used = facts.figure(machine.id(), Metric.SPACE_USED);
    int provisioned = facts.figure(machine.id(), Metric.SPACE_PROVISIONED);
    return new Summary.Figure(
        "space",
        facts.written(Metric.SPACE_USED, used),
        facts.the("space.detail", facts.written(Metric.SPACE_PROVISIONED, provisioned)),
        provisioned == 0 ? -1 : (double) used / provisioned,
        UsageScale.CALM,
        Optional.empty(),
        0);
  }

  private static Card guest(FactFormatter facts, Machine machine) {
    String addresses =
        machine.hardware().nics().stream()
            .map(VirtualNic::ip)
            .filter(ip -> !ip.isNone())
            .map(IpAddress::toString)
            .collect(Collectors.joining(", "));
    Card.Builder card =
        new Card.Builder("guest")
            .words(facts.the("os"), machine.guest().os())
            .words(facts.the("host-name"), machine.guest().hostName())
            .words(facts.the("address"), addresses)
            .line(facts.the("tools"), tools(facts, machine))
            .words(
                facts.the("workload"), facts.texts().get("workload." + machine.guest().workload()));
    return card.build();
  }

  private static Item tools(FactFormatter facts, Machine machine) {
    String text = facts.texts().get("tools." + machine.guest().tools());
    return switch (machine.guest().tools()) {
      case RUNNING -> new Item.Badge(Icons.SUCCEEDED, "ok", text);
      case OUT_OF_DATE -> new Item.Badge(Icons.WARNING, "warn", text);
      case NOT_RUNNING, NOT_INSTALLED -> new Item.Badge(Icons.CANCELLED, "quiet", text);
    };
  }

  private static Card hardware(FactFormatter facts, Machine machine) {
    var hardware = machine.hardware();
    return new Card.Builder("hardware")
        .actions("edit-hardware")
        .words(facts.the("processors"), facts.the("vcpus", hardware.vcpus()))
        .words(facts.the("memory"), facts.format().bytes(hardware.memory().value()))
        .words(facts.the("hot-add"), hotAdd(facts, machine))
        .words(
            facts.the("snapshots"),
            machine.snapshots().isEmpty()
                ? facts.the("snapshots.none")
                : facts.the(
                    "snapshots.some",
                    machine.snapshots().nodes().size(),
                    facts.format().bytes(images(machine))))
        .build();
  }

  private static long images(Machine machine) {
    return machine.snapshots().nodes().stream()
        .mapToLong(node -> io.coppice.model.inventory.MachineStorage.imageOf(node).value())
        .sum();
  }

  static String hotAdd(FactFormatter facts, Machine machine) {
    var hardware = machine.hardware();
    if (hardware.hotAddCpu() && hardware.hotAddMemory()) {
      return facts.the("hot-add.both");
    }
    return facts.the(
        hardware.hotAddCpu()
            ? "hot-add.cpu"
            : hardware.hotAddMemory() ? "hot-add.memory" : "hot-add.none");
  }

  private static Card storage(FactFormatter facts, Machine machine) {
    Card.Builder card =
        new Card.Builder("disks").actions("migrate").orElse(facts.the("disks.none"));
    for (VirtualDisk disk : machine.hardware().disks()) {
      card.line(
          facts.the("disk.name", disk.key() + 1),
          new Item.Bar(
              (double) disk.used().value() / Math.max(1, disk.capacity().value()),
              disk.provisioning() == VirtualDisk.Provisioning.THICK
                  ? UsageScale.CALM
                  : UsageScale.LOAD,
              facts.the(
                  "of",
                  facts.format().bytes(disk.used().value()),
                  facts.format().bytes(disk.capacity().value()))));
    }
    return card.build();
  }

  private static Card network(FactFormatter facts, Machine machine) {
    Card.Builder card = new Card.Builder("adapters").orElse(facts.the("adapters.none"));
    for (VirtualNic nic : machine.hardware().nics()) {
      List<Item> items = new ArrayList<>();
      items.add(facts.link(nic.portGroup()));
      if (!nic.connected()) {
        items.add(new Item.Badge(Icons.DISCONNECT, "warn", facts.the("unplugged")));
      }
      pinned(facts, machine, nic).ifPresent(it -> items.add(new Item.Words(it, "quiet")));
      card.line(facts.the("adapter.name", nic.key() + 1), items);
    }
    return card.build();
  }

  /** By which uplinks an adapter's frames leave, where its switch pins ports to some of them. */
  private static Optional<String> pinned(FactFormatter facts, Machine machine, VirtualNic nic) {
    PortGroup group = facts.inventory().portGroups().get(nic.portGroup().value());
    NetworkSwitch on =
        group == null ? null : facts.inventory().switches().get(group.onSwitch().value());
    if (on == null || !on.uplinks().isHostMode() || !machine.isOn() || !nic.connected()) {
      return Optional.empty();
    }
    return UplinkPinning.of(facts.snapshot().fabric(), facts.inventory())
        .of(facts.inventory().host(machine.host()), on.id())
        .flatMap(
            its ->
                its.pinned(SubGroups.portNumber(machine.id(), nic.key()), group.policy().pinning()))
        .map(
            to ->
                facts.the(
                    "pinned",
                    to.id(),
                    to.uplinks().stream()
                        .filter(SubGroups.Uplink::up)
                        .map(SubGroups.Uplink::nic)
                        .collect(Collectors.joining(", "))));
  }

  private static Card related(FactFormatter facts, Machine machine) {
    Card.Builder card = new Card.Builder("related").actions("migrate", "move");
    Host host = facts.inventory().host(machine.host());
    card.line(facts.the("host"), facts.link(machine.host()));
    if (host != null && host.cluster().isPresent()) {
      card.line(facts.the("cluster"), facts.link(host.cluster().get()));
    }
    card.line(facts.the("pool"), facts.link(machine.pool()));
    card.line(facts.the("folder"), facts.link(machine.folder()));
    Set<EntityId> stores = new TreeSet<>(java.util.Comparator.comparingInt(EntityId::value));
    machine.hardware().disks().forEach(disk -> stores.add(disk.datastore()));
    card.line(facts.the("datastore"), facts.links(stores));
    machine
        .linked()
        .ifPresent(linked -> card.line(facts.the("linked"), facts.link(linked.parent())));
    return card.build();
  }
}
