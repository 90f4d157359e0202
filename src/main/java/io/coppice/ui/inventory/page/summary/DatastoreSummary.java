package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.Icons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What matters of a datastore. */
final class DatastoreSummary {
  private static final int LARGEST = 8;

  private DatastoreSummary() {}

  static Summary of(FactFormatter say, Datastore datastore, List<Problem> problems) {
    List<Machine> machines = new ArrayList<>();
    say.inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.hardware().disks().stream()
                  .anyMatch(disk -> disk.datastore().equals(datastore.id()))) {
                machines.add(machine);
              }
            });
    return new Summary(
        figures(say, datastore, machines.size()),
        List.of(
            facts(say, datastore),
            largest(say, datastore, machines),
            paths(say, datastore.id()),
            new Card.Builder("related")
                .actions("move")
                .line(say.the("folder"), say.link(datastore.folder()))
                .build()),
        problems);
  }

  private static List<Summary.Figure> figures(
      FactFormatter say, Datastore datastore, int machines) {
    DatastoreId id = datastore.id();
    long capacity = datastore.capacity().mib();
    int used = say.figure(id, Metric.SPACE_USED);
    int provisioned = say.figure(id, Metric.SPACE_PROVISIONED);
    return List.of(
        Summary.part(
            say,
            "used",
            Metric.SPACE_USED,
            used,
            capacity,
            say.the("free.detail", say.written(Metric.SPACE_USED, Math.max(0, capacity - used)))),
        Summary.part(
            say,
            "provisioned",
            Metric.SPACE_PROVISIONED,
            provisioned,
            capacity,
            say.the("provisioned.detail")),
        Summary.count(say, "stored", machines, say.the("stored-here")),
        Summary.course(
            say,
            "disk",
            Metric.DISK_RATE,
            say.figure(id, Metric.DISK_RATE),
            say.the("bandwidth.detail", say.speed(datastore.megabits()))),
        Summary.course(
            say,
            "latency",
            Metric.DISK_LATENCY,
            say.figure(id, Metric.DISK_LATENCY),
            say.the(
                "latency.operations",
                say.written(Metric.DISK_OPERATIONS, say.figure(id, Metric.DISK_OPERATIONS)))));
  }

  private static Card facts(FactFormatter say, Datastore datastore) {
    Card.Builder card =
        new Card.Builder("storage")
            .actions(datastore.ioControl() ? "io-control-off" : "io-control-on")
            .words(say.the("io-control"), say.yes(datastore.ioControl()))
            .words(say.the("type"), datastore.type().name())
            .words(say.the("capacity"), say.format().bytes(datastore.capacity().value()))
            .words(say.the("bandwidth"), say.speed(datastore.megabits()));
    if (datastore.filler().value() > 0) {
      card.line(
          say.the("filler"),
          new Item.Badge(Icons.FILL, "warn", say.format().bytes(datastore.filler().value())));
    }
    return card.build();
  }

  private static Card largest(FactFormatter say, Datastore datastore, List<Machine> machines) {
    Card.Builder card = new Card.Builder("largest").orElse(say.the("largest.none"));
    machines.stream()
        .sorted(
            Comparator.comparingLong((Machine m) -> MachineStorage.used(m, datastore.id()))
                .reversed()
                .thenComparing(Machine::name))
        .limit(LARGEST)
        .forEach(
            machine ->
                card.line(
                    "",
                    say.link(machine.id()),
                    new Item.Words(
                        say.format().bytes(MachineStorage.used(machine, datastore.id())),
                        "quiet")));
    return card.build();
  }

  private static Card paths(FactFormatter say, DatastoreId id) {
    Card.Builder card = new Card.Builder("paths").orElse(say.the("paths.none"));
    int up = 0;
    for (int row = 0; row < say.inventory().hosts().size(); row++) {
      Host host = say.inventory().hosts().get(row);
      if (host == null) {
        continue;
      }
      for (Host.Mount mount : host.datastores()) {
        if (mount.datastore().equals(id)) {
          if (mount.pathUp()) {
            up++;
          } else {
            card.line(
                "",
                say.link(host.id()),
                new Item.Badge(
                    Icons.CUT, "bad", say.the(mount.gone() ? "path.gone" : "path.down")));
          }
        }
      }
    }
    if (up > 0) {
      card.line("", new Item.Badge(Icons.CONNECT, "ok", say.the("paths.up", up)));
    }
    return card.build();
  }
}
