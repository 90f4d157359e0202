package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.Say;
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

  static Summary of(Say say, Machine machine, List<Problem> problems) {
    return new Summary(
        figures(say, machine),
        List.of(
            guest(say, machine),
            hardware(say, machine),
            storage(say, machine),
            network(say, machine),
            related(say, machine),
            say.about(machine.about().tags(), machine.about().notes())),
        problems);
  }

  private static List<Summary.Figure> figures(Say say, Machine machine) {
    MachineId id = machine.id();
    Host host = say.inventory().host(machine.host());
    long speed =
        host == null ? 0 : machine.hardware().vcpus() * host.hardware().coreSpeed().value();
    int used = say.figure(id, Metric.CPU_USED);
    int active = say.figure(id, Metric.MEMORY_ACTIVE);
    long memory = machine.hardware().memory().mib();
    List<Summary.Figure> figures = new ArrayList<>();
    if (!machine.template()) {
      figures.add(
          Summary.part(
              say,
              "cpu",
              Metric.CPU_USED,
              used,
              speed,
              say.the(
                  "cpu.detail",
                  say.written(Metric.CPU_USED, speed),
                  say.written(Metric.CPU_READY, say.figure(id, Metric.CPU_READY)))));
      figures.add(
          Summary.part(
              say,
              "memory-active",
              Metric.MEMORY_ACTIVE,
              active,
              memory,
              say.the(
                  "memory.detail",
                  say.written(Metric.MEMORY_ACTIVE, memory),
                  say.written(Metric.MEMORY_GRANTED, say.figure(id, Metric.MEMORY_GRANTED)))));
    }
    figures.add(space(say, machine));
    if (!machine.template()) {
      figures.add(
          Summary.course(
              say,
              "disk",
              Metric.DISK_RATE,
              say.figure(id, Metric.DISK_RATE),
              say.the(
                  "disk.detail",
                  say.written(Metric.DISK_LATENCY, say.figure(id, Metric.DISK_LATENCY)))));
      figures.add(
          Summary.course(
              say,
              "network",
              Metric.NETWORK_RATE,
              say.figure(id, Metric.NETWORK_RATE),
              say.the("network.detail", machine.hardware().nics().size())));
    }
    return figures;
  }

  private static Summary.Figure space(Say say, Machine machine) {
    int used = say.figure(machine.id(), Metric.SPACE_USED);
    int provisioned = say.figure(machine.id(), Metric.SPACE_PROVISIONED);
    return new Summary.Figure(
        "space",
        say.written(Metric.SPACE_USED, used),
        say.the("space.detail", say.written(Metric.SPACE_PROVISIONED, provisioned)),
        provisioned == 0 ? -1 : (double) used / provisioned,
        true,
        Optional.empty(),
        0);
  }

  private static Card guest(Say say, Machine machine) {
    String addresses =
        machine.hardware().nics().stream()
            .map(VirtualNic::ip)
            .filter(ip -> !ip.isEmpty())
            .collect(Collectors.joining(", "));
    Card.Builder card =
        new Card.Builder("guest")
            .words(say.the("os"), machine.guest().os())
            .words(say.the("host-name"), machine.guest().hostName())
            .words(say.the("address"), addresses)
            .line(say.the("tools"), tools(say, machine))
            .words(say.the("workload"), say.texts().get("workload." + machine.guest().workload()));
    return card.build();
  }

  private static Item tools(Say say, Machine machine) {
    String text = say.texts().get("tools." + machine.guest().tools());
    return switch (machine.guest().tools()) {
      case RUNNING -> new Item.Badge(Icons.SUCCEEDED, "ok", text);
      case OUT_OF_DATE -> new Item.Badge(Icons.WARNING, "warn", text);
      case NOT_RUNNING, NOT_INSTALLED -> new Item.Badge(Icons.CANCELLED, "quiet", text);
    };
  }

  private static Card hardware(Say say, Machine machine) {
    var hardware = machine.hardware();
    return new Card.Builder("hardware")
        .actions("edit-hardware")
        .words(say.the("processors"), say.the("vcpus", hardware.vcpus()))
        .words(say.the("memory"), say.format().bytes(hardware.memory().value()))
        .words(say.the("hot-add"), hotAdd(say, machine))
        .words(
            say.the("snapshots"),
            machine.snapshots().isEmpty()
                ? say.the("snapshots.none")
                : say.the(
                    "snapshots.some",
                    machine.snapshots().nodes().size(),
                    say.format().bytes(images(machine))))
        .build();
  }

  private static long images(Machine machine) {
    return machine.snapshots().nodes().stream()
        .mapToLong(node -> io.coppice.model.inventory.Space.imageOf(node).value())
        .sum();
  }

  static String hotAdd(Say say, Machine machine) {
    var hardware = machine.hardware();
    if (hardware.hotAddCpu() && hardware.hotAddMemory()) {
      return say.the("hot-add.both");
    }
    return say.the(
        hardware.hotAddCpu()
            ? "hot-add.cpu"
            : hardware.hotAddMemory() ? "hot-add.memory" : "hot-add.none");
  }

  private static Card storage(Say say, Machine machine) {
    Card.Builder card = new Card.Builder("disks").actions("migrate").orElse(say.the("disks.none"));
    for (VirtualDisk disk : machine.hardware().disks()) {
      card.line(
          say.the("disk.name", disk.key() + 1),
          new Item.Bar(
              (double) disk.used().value() / Math.max(1, disk.capacity().value()),
              disk.provisioning() == VirtualDisk.Provisioning.THICK,
              say.the(
                  "of",
                  say.format().bytes(disk.used().value()),
                  say.format().bytes(disk.capacity().value()))));
    }
    return card.build();
  }

  private static Card network(Say say, Machine machine) {
    Card.Builder card = new Card.Builder("adapters").orElse(say.the("adapters.none"));
    for (VirtualNic nic : machine.hardware().nics()) {
      List<Item> items = new ArrayList<>();
      items.add(say.link(nic.portGroup()));
      if (!nic.connected()) {
        items.add(new Item.Badge(Icons.DISCONNECT, "warn", say.the("unplugged")));
      }
      card.line(say.the("adapter.name", nic.key() + 1), items);
    }
    return card.build();
  }

  private static Card related(Say say, Machine machine) {
    Card.Builder card = new Card.Builder("related").actions("migrate", "move");
    Host host = say.inventory().host(machine.host());
    card.line(say.the("host"), say.link(machine.host()));
    if (host != null && host.cluster().isPresent()) {
      card.line(say.the("cluster"), say.link(host.cluster().get()));
    }
    card.line(say.the("pool"), say.link(machine.pool()));
    card.line(say.the("folder"), say.link(machine.folder()));
    Set<EntityId> stores = new TreeSet<>(java.util.Comparator.comparingInt(EntityId::value));
    machine.hardware().disks().forEach(disk -> stores.add(disk.datastore()));
    card.line(say.the("datastore"), say.links(stores));
    machine.linked().ifPresent(linked -> card.line(say.the("linked"), say.link(linked.parent())));
    return card.build();
  }
}
