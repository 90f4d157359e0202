package io.coppice.ui.inventory.page.configure;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.Say;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.List;

/** How an object is set, as cards. Pure. */
final class Settings {
  private Settings() {}

  static List<Card> of(Say say, EntityId id) {
    return say.find(id)
        .map(
            entity ->
                switch (entity) {
                  case Machine x ->
                      List.of(
                          processor(say, x), disks(say, x), adapters(say, x), placement(say, x));
                  case Host x -> List.of(host(say, x), nics(say, x), mounts(say, x));
                  case Cluster x -> List.of(services(say, x), pools(say, x));
                  case ResourcePool x -> List.of(pool(say, x));
                  default -> List.<Card>of();
                })
        .orElse(List.of());
  }

  private static Card processor(Say say, Machine machine) {
    var hardware = machine.hardware();
    return new Card.Builder("compute")
        .actions("edit-hardware")
        .words(say.the("processors"), say.the("vcpus", hardware.vcpus()))
        .words(say.the("hot-add-cpu"), say.yes(hardware.hotAddCpu()))
        .words(say.the("memory"), say.format().bytes(hardware.memory().value()))
        .words(say.the("hot-add-memory"), say.yes(hardware.hotAddMemory()))
        .words(say.the("passthrough"), say.yes(hardware.passthrough()))
        .words(say.the("os"), machine.guest().os())
        .build();
  }

  private static Card disks(Say say, Machine machine) {
    Card.Builder card =
        new Card.Builder("disks").actions("edit-hardware", "migrate").orElse(say.the("disks.none"));
    for (VirtualDisk disk : machine.hardware().disks()) {
      card.line(
          say.the("disk.name", disk.key() + 1),
          Say.words(
              say.format().bytes(disk.capacity().value())
                  + ", "
                  + say.the("provisioning." + disk.provisioning())),
          say.link(disk.datastore()));
    }
    return card.build();
  }

  private static Card adapters(Say say, Machine machine) {
    Card.Builder card =
        new Card.Builder("adapters").actions("edit-hardware").orElse(say.the("adapters.none"));
    for (VirtualNic nic : machine.hardware().nics()) {
      List<Item> items = new ArrayList<>();
      items.add(say.link(nic.portGroup()));
      items.add(
          nic.connected()
              ? new Item.Badge(Icons.CONNECT, "ok", say.the("plugged"))
              : new Item.Badge(Icons.DISCONNECT, "warn", say.the("unplugged")));
      items.add(new Item.Words(nic.mac(), "quiet"));
      if (!nic.ip().isEmpty()) {
        items.add(Say.words(nic.ip()));
      }
      card.line(say.the("adapter.name", nic.key() + 1), items);
    }
    return card.build();
  }

  private static Card placement(Say say, Machine machine) {
    var placement = machine.placement();
    return new Card.Builder("placement")
        .actions("edit-allocation")
        .words(say.the("processors"), say.allocation(placement.cpu(), Metric.CPU_USED))
        .words(say.the("memory"), say.allocation(placement.memory(), Metric.MEMORY_GRANTED))
        .words(say.the("restart"), say.the("restart." + placement.restart()))
        .build();
  }

  private static Card host(Say say, Host host) {
    var hardware = host.hardware();
    return new Card.Builder("compute")
        .words(say.the("model"), hardware.model())
        .words(say.the("version"), host.version())
        .words(
            say.the("processors"),
            say.the(
                "sockets",
                hardware.sockets(),
                hardware.coresPerSocket(),
                say.written(Metric.CPU_USED, hardware.coreSpeed().value())))
        .words(say.the("cores"), say.format().count(hardware.cores()))
        .words(say.the("memory"), say.format().bytes(hardware.memory().value()))
        .words(
            say.the("power-range"),
            say.the(
                "range",
                say.written(Metric.POWER, hardware.idlePower()),
                say.written(Metric.POWER, hardware.maxPower())))
        .build();
  }

  private static Card nics(Say say, Host host) {
    Card.Builder card = new Card.Builder("nics").orElse(say.the("nics.none"));
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      List<Item> items = new ArrayList<>();
      items.add(
          nic.linkUp()
              ? new Item.Badge(Icons.CONNECT, "ok", say.the("link.up"))
              : new Item.Badge(Icons.CUT, "bad", say.the("link.down")));
      items.add(Say.words(say.speed(nic.megabits())));
      nic.uplinkOf().ifPresent(on -> items.add(say.link(on)));
      card.line(nic.name(), items);
    }
    for (Host.Hba hba : host.hardware().hbas()) {
      card.line(hba.name(), Say.words(hba.protocol()), Say.words(say.speed(hba.megabits())));
    }
    return card.build();
  }

  private static Card mounts(Say say, Host host) {
    Card.Builder card = new Card.Builder("datastores").orElse(say.the("datastores.none"));
    for (Host.Mount mount : host.datastores()) {
      card.line(
          "",
          say.link(mount.datastore()),
          mount.pathUp()
              ? new Item.Badge(Icons.CONNECT, "ok", say.the("path.up"))
              : new Item.Badge(Icons.CUT, "bad", say.the("path.down")));
    }
    return card.build();
  }

  private static Card services(Say say, Cluster cluster) {
    return new Card.Builder("services")
        .actions(cluster.ha() ? "ha-off" : "ha-on", cluster.drs() ? "drs-off" : "drs-on")
        .line(say.the("ha"), service(say, cluster.ha()))
        .line("", new Item.Words(say.the("ha.help"), "quiet"))
        .line(say.the("drs"), service(say, cluster.drs()))
        .line("", new Item.Words(say.the("drs.help"), "quiet"))
        .build();
  }

  private static Card pools(Say say, Cluster cluster) {
    Card.Builder card =
        new Card.Builder("pools").actions("new-pool", "new-vapp").orElse(say.the("pools.none"));
    say.inventory()
        .pools()
        .forEach(
            pool -> {
              if (pool.owner().equals(cluster.id()) && !pool.isRoot()) {
                card.line("", say.link(pool.id()));
                card.line(
                    say.the("processors"), Say.words(say.allocation(pool.cpu(), Metric.CPU_USED)));
                card.line(
                    say.the("memory"),
                    Say.words(say.allocation(pool.memory(), Metric.MEMORY_GRANTED)));
              }
            });
    return card.build();
  }

  private static Item service(Say say, boolean on) {
    return new Item.Badge(on ? Icons.SUCCEEDED : Icons.CANCELLED, on ? "ok" : "quiet", say.yes(on));
  }

  private static Card pool(Say say, ResourcePool pool) {
    return new Card.Builder("allocation")
        .actions("edit-allocation")
        .words(say.the("cpu-shares"), say.format().count(pool.cpu().shares()))
        .words(say.the("cpu-reservation"), say.written(Metric.CPU_USED, pool.cpu().reservation()))
        .words(
            say.the("cpu-limit"),
            pool.cpu().isLimited()
                ? say.written(Metric.CPU_USED, pool.cpu().limit())
                : say.the("unlimited"))
        .words(say.the("cpu-expandable"), say.yes(pool.cpu().expandable()))
        .words(say.the("memory-shares"), say.format().count(pool.memory().shares()))
        .words(
            say.the("memory-reservation"),
            say.written(Metric.MEMORY_GRANTED, pool.memory().reservation()))
        .words(
            say.the("memory-limit"),
            pool.memory().isLimited()
                ? say.written(Metric.MEMORY_GRANTED, pool.memory().limit())
                : say.the("unlimited"))
        .words(say.the("memory-expandable"), say.yes(pool.memory().expandable()))
        .build();
  }
}
