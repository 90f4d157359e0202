package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.List;

/** What matters of a host. */
final class HostSummary {
  private HostSummary() {}

  static Summary of(FactFormatter facts, Host host, List<Problem> problems) {
    return new Summary(
        figures(facts, host),
        List.of(
            hardware(facts, host),
            adapters(facts, host),
            storage(facts, host),
            related(facts, host),
            facts.about(host.tags(), host.notes())),
        problems);
  }

  private static List<Summary.Figure> figures(FactFormatter facts, Host host) {
    HostId id = host.id();
    int machines = 0;
    int running = 0;
    for (int row = 0; row < facts.inventory().machines().size(); row++) {
      Machine machine = facts.inventory().machines().get(row);
      if (machine != null && machine.host().equals(id)) {
        machines++;
        running += machine.isOn() ? 1 : 0;
      }
    }
    long speed = host.hardware().capacity().value();
    long memory = host.hardware().memory().mib();
    int granted =
        facts.figure(id, Metric.MEMORY_GRANTED) + facts.figure(id, Metric.MEMORY_OVERHEAD);
    return List.of(
        Summary.part(
            facts,
            "cpu",
            Metric.CPU_USED,
            facts.figure(id, Metric.CPU_USED),
            speed,
            facts.the(
                "cpu.detail",
                facts.written(Metric.CPU_USED, speed),
                facts.written(Metric.CPU_READY, facts.figure(id, Metric.CPU_READY)))),
        Summary.part(
            facts,
            "memory-granted",
            Metric.MEMORY_GRANTED,
            granted,
            memory,
            facts.the(
                "host-memory.detail",
                facts.written(Metric.MEMORY_GRANTED, memory),
                facts.written(Metric.MEMORY_ACTIVE, facts.figure(id, Metric.MEMORY_ACTIVE)))),
        Summary.count(facts, "machines", running, facts.the("running.detail", machines)),
        Summary.part(
            facts,
            "power",
            Metric.POWER,
            facts.figure(id, Metric.POWER),
            host.hardware().maxPower(),
            facts.the("power.detail", facts.written(Metric.POWER, host.hardware().maxPower()))),
        Summary.course(
            facts,
            "network",
            Metric.NETWORK_RATE,
            facts.figure(id, Metric.NETWORK_RATE),
            facts.the(
                "host-io.detail",
                facts.written(Metric.DISK_RATE, facts.figure(id, Metric.DISK_RATE)))));
  }

  private static Card hardware(FactFormatter facts, Host host) {
    var hardware = host.hardware();
    return new Card.Builder("hardware")
        .words(facts.the("model"), hardware.model())
        .words(facts.the("version"), host.version())
        .words(
            facts.the("processors"),
            facts.the(
                "sockets",
                hardware.sockets(),
                hardware.coresPerSocket(),
                facts.written(Metric.CPU_USED, hardware.coreSpeed().value())))
        .words(facts.the("memory"), facts.format().bytes(hardware.memory().value()))
        .words(
            facts.the("power-range"),
            facts.the(
                "range",
                facts.written(Metric.POWER, hardware.idlePower()),
                facts.written(Metric.POWER, hardware.maxPower())))
        .build();
  }

  static Card adapters(FactFormatter facts, Host host) {
    Card.Builder card = new Card.Builder("nics").orElse(facts.the("nics.none"));
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      List<Item> items = new ArrayList<>();
      items.add(
          nic.linkUp()
              ? new Item.Badge(Icons.CONNECT, "ok", facts.speed(nic.megabits()))
              : new Item.Badge(Icons.CUT, "bad", facts.the("link.down")));
      items.add(
          nic.uplinkOf()
              .map(facts::link)
              .orElseGet(() -> new Item.Words(facts.the("spare"), "quiet")));
      card.line(nic.name(), items);
    }
    for (Host.Hba hba : host.hardware().hbas()) {
      card.words(hba.name(), hba.protocol() + ", " + facts.speed(hba.megabits()));
    }
    return card.build();
  }

  private static Card storage(FactFormatter facts, Host host) {
    Card.Builder card = new Card.Builder("datastores").orElse(facts.the("datastores.none"));
    for (Host.Mount mount : host.datastores()) {
      List<Item> items = new ArrayList<>();
      items.add(facts.link(mount.datastore()));
      if (!mount.pathUp()) {
        items.add(
            new Item.Badge(Icons.CUT, "bad", facts.the(mount.gone() ? "path.gone" : "path.down")));
      }
      card.line("", items);
    }
    return card.build();
  }

  private static Card related(FactFormatter facts, Host host) {
    Card.Builder card = new Card.Builder("related").actions("move");
    host.cluster().ifPresent(cluster -> card.line(facts.the("cluster"), facts.link(cluster)));
    if (host.cluster().isEmpty()) {
      card.line(facts.the("folder"), facts.link(host.folder()));
    }
    return card.build();
  }
}
