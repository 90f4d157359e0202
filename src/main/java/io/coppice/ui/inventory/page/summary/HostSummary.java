package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.Say;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.List;

/** What matters of a host. */
final class HostSummary {
  private HostSummary() {}

  static Summary of(Say say, Host host, List<Problem> problems) {
    return new Summary(
        figures(say, host),
        List.of(
            hardware(say, host),
            adapters(say, host),
            storage(say, host),
            related(say, host),
            say.about(host.tags(), host.notes())),
        problems);
  }

  private static List<Summary.Figure> figures(Say say, Host host) {
    HostId id = host.id();
    int machines = 0;
    int running = 0;
    for (int row = 0; row < say.inventory().machines().size(); row++) {
      Machine machine = say.inventory().machines().get(row);
      if (machine != null && machine.host().equals(id)) {
        machines++;
        running += machine.isOn() ? 1 : 0;
      }
    }
    long speed = host.hardware().capacity().value();
    long memory = host.hardware().memory().mib();
    int granted = say.figure(id, Metric.MEMORY_GRANTED);
    return List.of(
        Summary.part(
            say,
            "cpu",
            Metric.CPU_USED,
            say.figure(id, Metric.CPU_USED),
            speed,
            say.the(
                "cpu.detail",
                say.written(Metric.CPU_USED, speed),
                say.written(Metric.CPU_READY, say.figure(id, Metric.CPU_READY)))),
        Summary.part(
            say,
            "memory-granted",
            Metric.MEMORY_GRANTED,
            granted,
            memory,
            say.the(
                "host-memory.detail",
                say.written(Metric.MEMORY_GRANTED, memory),
                say.written(Metric.MEMORY_ACTIVE, say.figure(id, Metric.MEMORY_ACTIVE)))),
        Summary.count(say, "machines", running, say.the("running.detail", machines)),
        Summary.part(
            say,
            "power",
            Metric.POWER,
            say.figure(id, Metric.POWER),
            host.hardware().maxPower(),
            say.the("power.detail", say.written(Metric.POWER, host.hardware().maxPower()))),
        Summary.course(
            say,
            "network",
            Metric.NETWORK_RATE,
            say.figure(id, Metric.NETWORK_RATE),
            say.the(
                "host-io.detail",
                say.written(Metric.DISK_RATE, say.figure(id, Metric.DISK_RATE)))));
  }

  private static Card hardware(Say say, Host host) {
    var hardware = host.hardware();
    return new Card.Builder("hardware")
        .words(say.the("model"), hardware.model())
        .words(say.the("version"), host.version())
        .words(
            say.the("processors"),
            say.the(
                "sockets",
                hardware.sockets(),
                hardware.coresPerSocket(),
                say.written(Metric.CPU_USED, hardware.coreSpeed().value())))
        .words(say.the("memory"), say.format().bytes(hardware.memory().value()))
        .words(
            say.the("power-range"),
            say.the(
                "range",
                say.written(Metric.POWER, hardware.idlePower()),
                say.written(Metric.POWER, hardware.maxPower())))
        .build();
  }

  static Card adapters(Say say, Host host) {
    Card.Builder card = new Card.Builder("nics").orElse(say.the("nics.none"));
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      List<Item> items = new ArrayList<>();
      items.add(
          nic.linkUp()
              ? new Item.Badge(Icons.CONNECT, "ok", say.speed(nic.megabits()))
              : new Item.Badge(Icons.CUT, "bad", say.the("link.down")));
      items.add(
          nic.uplinkOf().map(say::link).orElseGet(() -> new Item.Words(say.the("spare"), "quiet")));
      card.line(nic.name(), items);
    }
    for (Host.Hba hba : host.hardware().hbas()) {
      card.words(hba.name(), hba.protocol() + ", " + say.speed(hba.megabits()));
    }
    return card.build();
  }

  private static Card storage(Say say, Host host) {
    Card.Builder card = new Card.Builder("datastores").orElse(say.the("datastores.none"));
    for (Host.Mount mount : host.datastores()) {
      List<Item> items = new ArrayList<>();
      items.add(say.link(mount.datastore()));
      if (!mount.pathUp()) {
        items.add(new Item.Badge(Icons.CUT, "bad", say.the("path.down")));
      }
      card.line("", items);
    }
    return card.build();
  }

  private static Card related(Say say, Host host) {
    Card.Builder card = new Card.Builder("related").actions("move");
    host.cluster().ifPresent(cluster -> card.line(say.the("cluster"), say.link(cluster)));
    if (host.cluster().isEmpty()) {
      card.line(say.the("folder"), say.link(host.folder()));
    }
    return card.build();
  }
}
