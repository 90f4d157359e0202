package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.table.CowTable;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.Say;
import io.coppice.ui.inventory.table.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What matters of datacentres and folders: what they hold, summed up. */
final class PlaceSummary {
  private static final int MOST = 12;

  private final Say say;
  private final Predicate<Entity> inside;

  private PlaceSummary(Say say, EntityId id) {
    this.say = say;
    this.inside = Scope.of(id, say.inventory());
  }

  static Summary of(Say say, Datacentre datacentre, List<Problem> problems) {
    PlaceSummary sums = new PlaceSummary(say, datacentre.id());
    List<Summary.Figure> figures = new ArrayList<>(sums.compute());
    figures.add(sums.space());
    figures.add(sums.machines());
    return new Summary(figures, List.of(sums.clusters(), sums.datastores()), problems);
  }

  static Summary of(Say say, Folder folder, List<Problem> problems) {
    PlaceSummary sums = new PlaceSummary(say, folder.id());
    Card below = sums.below(folder);
    return switch (folder.contents()) {
      case HOSTS -> {
        List<Summary.Figure> figures = new ArrayList<>(sums.compute());
        figures.add(sums.machines());
        yield new Summary(figures, List.of(sums.clusters(), below), problems);
      }
      case MACHINES -> new Summary(List.of(sums.machines(), sums.off()), List.of(below), problems);
      case STORAGE ->
          new Summary(List.of(sums.space()), List.of(sums.datastores(), below), problems);
      case NETWORKS ->
          new Summary(
              List.of(
                  Summary.count(
                      say,
                      "port-groups",
                      sums.all(say.inventory().portGroups()).size(),
                      say.the("in-folder"))),
              List.of(sums.networks(), below),
              problems);
    };
  }

  private <T extends Entity> List<T> all(CowTable<T> table) {
    List<T> found = new ArrayList<>();
    table.forEach(
        entity -> {
          if (inside.test(entity)) {
            found.add(entity);
          }
        });
    found.sort(Comparator.comparing(Entity::name));
    return found;
  }

  private List<Summary.Figure> compute() {
    List<Host> hosts = all(say.inventory().hosts());
    long speed = 0;
    long used = 0;
    long memory = 0;
    long granted = 0;
    long power = 0;
    for (Host host : hosts) {
      speed += host.hardware().capacity().value();
      used += say.figure(host.id(), Metric.CPU_USED);
      memory += host.hardware().memory().mib();
      granted += say.figure(host.id(), Metric.MEMORY_GRANTED);
      power += say.figure(host.id(), Metric.POWER);
    }
    int usable = (int) hosts.stream().filter(Host::isUsable).count();
    return List.of(
        whole("cpu", Metric.CPU_USED, used, speed),
        whole("memory-granted", Metric.MEMORY_GRANTED, granted, memory),
        Summary.count(say, "hosts", hosts.size(), say.the("usable.detail", usable)),
        new Summary.Figure(
            "power",
            say.written(Metric.POWER, power),
            say.the("all-hosts"),
            -1,
            false,
            Optional.empty(),
            0));
  }

  private Summary.Figure whole(String key, Metric metric, long part, long of) {
    return new Summary.Figure(
        key,
        say.written(metric, part),
        say.the("of-all", say.written(metric, of)),
        of == 0 ? -1 : (double) part / of,
        false,
        Optional.empty(),
        0);
  }

  private Summary.Figure space() {
    long capacity = 0;
    long used = 0;
    for (Datastore datastore : all(say.inventory().datastores())) {
      capacity += datastore.capacity().mib();
      used += say.figure(datastore.id(), Metric.SPACE_USED);
    }
    return whole("used", Metric.SPACE_USED, used, capacity);
  }

  private int count(Predicate<Machine> which) {
    int count = 0;
    CowTable<Machine> machines = say.inventory().machines();
    for (int row = 0; row < machines.size(); row++) {
      Machine machine = machines.get(row);
      if (machine != null && which.test(machine) && inside.test(machine)) {
        count++;
      }
    }
    return count;
  }

  private Summary.Figure machines() {
    int all = count(machine -> !machine.template());
    return Summary.count(say, "machines", count(Machine::isOn), say.the("running.detail", all));
  }

  private Summary.Figure off() {
    return Summary.count(say, "templates", count(Machine::template), say.the("in-folder"));
  }

  private Card clusters() {
    Card.Builder card =
        new Card.Builder("clusters").actions("new-cluster").orElse(say.the("clusters.none"));
    List<Cluster> clusters = all(say.inventory().clusters());
    Map<ClusterId, Long> speeds = new HashMap<>();
    say.inventory()
        .hosts()
        .forEach(
            host ->
                host.cluster()
                    .ifPresent(
                        id -> speeds.merge(id, host.hardware().capacity().value(), Long::sum)));
    for (Cluster cluster : clusters.stream().limit(MOST).toList()) {
      card.to(
          cluster.id(),
          cluster.name(),
          say.bar(
              Metric.CPU_USED,
              say.figure(cluster.id(), Metric.CPU_USED),
              speeds.getOrDefault(cluster.id(), 0L)));
    }
    more(card, clusters.size());
    return card.build();
  }

  private Card datastores() {
    Card.Builder card = new Card.Builder("fullest").orElse(say.the("datastores.none"));
    List<Datastore> all = all(say.inventory().datastores());
    all.stream()
        .sorted(Comparator.comparingDouble(this::fullness).reversed())
        .limit(MOST)
        .forEach(
            datastore ->
                card.to(
                    datastore.id(),
                    datastore.name(),
                    new Item.Bar(
                        fullness(datastore),
                        false,
                        say.the(
                            "free-of",
                            say.written(
                                Metric.SPACE_USED,
                                Math.max(
                                    0,
                                    datastore.capacity().mib()
                                        - say.figure(datastore.id(), Metric.SPACE_USED)))))));
    more(card, all.size());
    return card.build();
  }

  private double fullness(Datastore datastore) {
    return (double) say.figure(datastore.id(), Metric.SPACE_USED)
        / Math.max(1, datastore.capacity().mib());
  }

  private Card networks() {
    Card.Builder card = new Card.Builder("port-groups").orElse(say.the("port-groups.none"));
    List<PortGroup> groups = all(say.inventory().portGroups());
    groups.stream().limit(MOST).forEach(group -> card.line("", say.link(group.id())));
    more(card, groups.size());
    return card.build();
  }

  private Card below(Folder folder) {
    Card.Builder card =
        new Card.Builder("folders").actions("new-folder").orElse(say.the("folders.none"));
    List<Folder> folders = new ArrayList<>();
    say.inventory()
        .folders()
        .forEach(
            other -> {
              if (other.parent().filter(folder.id()::equals).isPresent()) {
                folders.add(other);
              }
            });
    folders.stream()
        .sorted(Comparator.comparing(Folder::name))
        .limit(MOST)
        .forEach(other -> card.line("", say.link(other.id())));
    more(card, folders.size());
    return card.build();
  }

  private void more(Card.Builder card, int size) {
    if (size > MOST) {
      card.line("", new Item.Words(say.the("more", size - MOST), "quiet"));
    }
  }
}
