package io.coppice.ui.inventory.page.configure;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How an object is set, as cards. Pure. */
final class ObjectSettings {
  private ObjectSettings() {}

  static List<Card> of(FactFormatter facts, EntityId id) {
    return facts
        .find(id)
        .map(
            entity ->
                switch (entity) {
                  case Machine x ->
                      List.of(
                          processor(facts, x),
                          disks(facts, x),
                          adapters(facts, x),
                          boot(facts, x),
                          placement(facts, x));
                  case Host x -> List.of(host(facts, x), nics(facts, x), mounts(facts, x));
                  case Cluster x -> List.of(services(facts, x), pools(facts, x));
                  case ResourcePool x -> List.of(pool(facts, x));
                  default -> List.<Card>of();
                })
        .orElse(List.of());
  }

  private static Card processor(FactFormatter facts, Machine machine) {
    var hardware = machine.hardware();
    return new Card.Builder("compute")
        .actions("edit-hardware")
        .words(facts.the("processors"), facts.the("vcpus", hardware.vcpus()))
        .words(facts.the("hot-add-cpu"), facts.yes(hardware.hotAddCpu()))
        .words(facts.the("memory"), facts.format().bytes(hardware.memory().value()))
        .words(facts.the("hot-add-memory"), facts.yes(hardware.hotAddMemory()))
        .words(facts.the("passthrough"), facts.yes(hardware.passthrough()))
        .words(facts.the("os"), machine.guest().os())
        .build();
  }

  private static Card boot(FactFormatter facts, Machine machine) {
    BootSettings boot = machine.hardware().boot();
    Card.Builder card =
        new Card.Builder("boot")
            .actions("edit-hardware")
            .words(facts.the("firmware"), boot.firmware().name())
            .words(
                facts.the("boot-order"),
                boot.order().stream()
                    .map(device -> facts.the("boot-device." + device))
                    .collect(Collectors.joining(", ")));
    if (boot.disc().isEmpty()) {
      return card.words(facts.the("disc"), facts.the("disc.none")).build();
    }
    return card.line(
            facts.the("disc"),
            FactFormatter.words(boot.disc().get().file()),
            facts.link(boot.disc().get().datastore()))
        .build();
  }

  private static Card disks(FactFormatter facts, Machine machine) {
    Card.Builder card =
        new Card.Builder("disks")
            .actions("edit-hardware", "edit-disk-shares", "migrate")
            .orElse(facts.the("disks.none"));
    for (VirtualDisk disk : machine.hardware().disks()) {
      card.line(
          facts.the("disk.name", disk.key() + 1),
          FactFormatter.words(
              facts.format().bytes(disk.capacity().value())
                  + ", "
                  + facts.the("provisioning." + disk.provisioning())),
          facts.link(disk.datastore()),
          new Item.Words(competes(facts, disk), "quiet"));
    }
    return card.build();
  }

  private static String competes(FactFormatter facts, VirtualDisk disk) {
    String shares = facts.the("disk.shares", disk.shares());
    return disk.ioLimit() == 0 ? shares : shares + ", " + facts.the("disk.limit", disk.ioLimit());
  }

  private static Card adapters(FactFormatter facts, Machine machine) {
    Card.Builder card =
        new Card.Builder("adapters").actions("edit-hardware").orElse(facts.the("adapters.none"));
    for (VirtualNic nic : machine.hardware().nics()) {
      List<Item> items = new ArrayList<>();
      items.add(facts.link(nic.portGroup()));
      items.add(
          nic.connected()
              ? new Item.Badge(Icons.CONNECT, "ok", facts.the("plugged"))
              : new Item.Badge(Icons.DISCONNECT, "warn", facts.the("unplugged")));
      items.add(new Item.Words(nic.mac().toString(), "quiet"));
      if (!nic.ip().isNone()) {
        items.add(FactFormatter.words(nic.ip().toString()));
      }
      card.line(facts.the("adapter.name", nic.key() + 1), items);
    }
    return card.build();
  }

  private static Card placement(FactFormatter facts, Machine machine) {
    var placement = machine.placement();
    return new Card.Builder("placement")
        .actions("edit-allocation")
        .words(facts.the("processors"), facts.allocation(placement.cpu(), Metric.CPU_USED))
        .words(facts.the("memory"), facts.allocation(placement.memory(), Metric.MEMORY_GRANTED))
        .words(facts.the("restart"), facts.the("restart." + placement.restart()))
        .build();
  }

  private static Card host(FactFormatter facts, Host host) {
    var hardware = host.hardware();
    return new Card.Builder("compute")
        .words(facts.the("model"), hardware.model())
        .words(facts.the("version"), host.version())
        .words(
            facts.the("processors"),
            facts.the(
                "sockets",
                hardware.sockets(),
                hardware.coresPerSocket(),
                facts.written(Metric.CPU_USED, hardware.coreSpeed().value())))
        .words(facts.the("cores"), facts.format().count(hardware.cores()))
        .words(facts.the("memory"), facts.format().bytes(hardware.memory().value()))
        .words(
            facts.the("power-range"),
            facts.the(
                "range",
                facts.written(Metric.POWER, hardware.idlePower()),
                facts.written(Metric.POWER, hardware.maxPower())))
        .build();
  }

  private static Card nics(FactFormatter facts, Host host) {
    Card.Builder card = new Card.Builder("nics").orElse(facts.the("nics.none"));
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      List<Item> items = new ArrayList<>();
      items.add(
          nic.linkUp()
              ? new Item.Badge(Icons.CONNECT, "ok", facts.the("link.up"))
              : new Item.Badge(Icons.CUT, "bad", facts.the("link.down")));
      items.add(FactFormatter.words(facts.speed(nic.megabits())));
      nic.uplinkOf().ifPresent(on -> items.add(facts.link(on)));
      card.line(nic.name(), items);
    }
    for (Host.Hba hba : host.hardware().hbas()) {
      card.line(
          hba.name(),
          FactFormatter.words(hba.protocol()),
          FactFormatter.words(facts.speed(hba.megabits())));
    }
    return card.build();
  }

  private static Card mounts(FactFormatter facts, Host host) {
    Card.Builder card = new Card.Builder("datastores").orElse(facts.the("datastores.none"));
    for (Host.Mount mount : host.datastores()) {
      card.line(
          "",
          facts.link(mount.datastore()),
          mount.pathUp()
              ? new Item.Badge(Icons.CONNECT, "ok", facts.the("path.up"))
              : new Item.Badge(
                  Icons.CUT, "bad", facts.the(mount.gone() ? "path.gone" : "path.down")));
    }
    return card.build();
  }

  private static Card services(FactFormatter facts, Cluster cluster) {
    return new Card.Builder("services")
        .actions(cluster.ha() ? "ha-off" : "ha-on", cluster.drs() ? "drs-off" : "drs-on")
        .line(facts.the("ha"), service(facts, cluster.ha()))
        .line("", new Item.Words(facts.the("ha.help"), "quiet"))
        .line(facts.the("drs"), service(facts, cluster.drs()))
        .line("", new Item.Words(facts.the("drs.help"), "quiet"))
        .build();
  }

  private static Card pools(FactFormatter facts, Cluster cluster) {
    Card.Builder card =
        new Card.Builder("pools").actions("new-pool", "new-vapp").orElse(facts.the("pools.none"));
    facts
        .inventory()
        .pools()
        .forEach(
            pool -> {
              if (pool.owner().equals(cluster.id()) && !pool.isRoot()) {
                card.line("", facts.link(pool.id()));
                card.line(
                    facts.the("processors"),
                    FactFormatter.words(facts.allocation(pool.cpu(), Metric.CPU_USED)));
                card.line(
                    facts.the("memory"),
                    FactFormatter.words(facts.allocation(pool.memory(), Metric.MEMORY_GRANTED)));
              }
            });
    return card.build();
  }

  private static Item service(FactFormatter facts, boolean on) {
    return new Item.Badge(
        on ? Icons.SUCCEEDED : Icons.CANCELLED, on ? "ok" : "quiet", facts.yes(on));
  }

  private static Card pool(FactFormatter facts, ResourcePool pool) {
    return new Card.Builder("allocation")
        .actions("edit-allocation")
        .words(facts.the("cpu-shares"), facts.format().count(pool.cpu().shares()))
        .words(
            facts.the("cpu-reservation"), facts.written(Metric.CPU_USED, pool.cpu().reservation()))
        .words(
            facts.the("cpu-limit"),
            pool.cpu().isLimited()
                ? facts.written(Metric.CPU_USED, pool.cpu().limit())
                : facts.the("unlimited"))
        .words(facts.the("cpu-expandable"), facts.yes(pool.cpu().expandable()))
        .words(facts.the("memory-shares"), facts.format().count(pool.memory().shares()))
        .words(
            facts.the("memory-reservation"),
            facts.written(Metric.MEMORY_GRANTED, pool.memory().reservation()))
        .words(
            facts.the("memory-limit"),
            pool.memory().isLimited()
                ? facts.written(Metric.MEMORY_GRANTED, pool.memory().limit())
                : facts.the("unlimited"))
        .words(facts.the("memory-expandable"), facts.yes(pool.memory().expandable()))
        .build();
  }
}
