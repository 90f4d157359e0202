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
import io.coppice.model.inventory.UsageScale;
import io.coppice.model.site.Scope;
import io.coppice.model.table.CowTable;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.FactFormatter;
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

  private final FactFormatter facts;
  private final Scope inside;

  private PlaceSummary(FactFormatter facts, EntityId id) {
    this.facts = facts;
    this.inside = Scope.of(id, facts.contents());
  }

  static Summary of(FactFormatter facts, Datacentre datacentre, List<Problem> problems) {
    PlaceSummary sums = new PlaceSummary(facts, datacentre.id());
    List<Summary.Figure> figures = new ArrayList<>(sums.compute());
    figures.add(sums.space());
    figures.add(sums.machines());
    return new Summary(figures, List.of(sums.clusters(), sums.datastores()), problems);
  }

  static Summary of(FactFormatter facts, Folder folder, List<Problem> problems) {
    PlaceSummary sums = new PlaceSummary(facts, folder.id());
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
                      facts,
                      "port-groups",
                      sums.all(facts.inventory().portGroups()).size(),
                      facts.the("in-folder"))),
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
    List<Host> hosts = all(facts.inventory().hosts());
    long speed = 0;
    long used = 0;
    long memory = 0;
    long granted = 0;
    long power = 0;
    for (Host host : hosts) {
      speed += host.hardware().capacity().value();
      used += facts.figure(host.id(), Metric.CPU_USED);
      memory += host.hardware().memory().mib();
      granted += facts.figure(host.id(), Metric.MEMORY_GRANTED);
      power += facts.figure(host.id(), Metric.POWER);
    }
    int usable = (int) hosts.stream().filter(Host::isUsable).count();
    return List.of(
        whole("cpu", Metric.CPU_USED, used, speed),
        whole("memory-granted", Metric.MEMORY_GRANTED, granted, memory),
        Summary.count(facts, "hosts", hosts.size(), facts.the("usable.detail", usable)),
        new Summary.Figure(
            "power",
            facts.written(Metric.POWER, power),
            facts.the("all-hosts"),
            -1,
            UsageScale.CALM,
            Optional.empty(),
            0));
  }

  private Summary.Figure whole(String key, Metric metric, long part, long of) {
    return new Summary.Figure(
        key,
        facts.written(metric, part),
        facts.the("of-all", facts.written(metric, of)),
        of == 0 ? -1 : (double) part / of,
        UsageScale.of(metric),
        Optional.empty(),
        0);
  }

  private Summary.Figure space() {
    long capacity = 0;
    long used = 0;
    for (Datastore datastore : all(facts.inventory().datastores())) {
      capacity += datastore.capacity().mib();
      used += facts.figure(datastore.id(), Metric.SPACE_USED);
    }
    return whole("used", Metric.SPACE_USED, used, capacity);
  }

  private int count(Predicate<Machine> which) {
    int count = 0;
    CowTable<Machine> machines = facts.inventory().machines();
    for (int row = 0; row < machines.size(); row++) {
      Machine machine = machines.get(row);
      if (machine != null && which.test(machine) && inside.test(machine)) {
        count++;
      }
    }
    return count;
  }

  private Summary.Figure machines() {
    // Templates too, as in the table of machines.
    int all = count(_ -> true);
    return Summary.count(facts, "machines", count(Machine::isOn), facts.the("running.detail", all));
  }

  private Summary.Figure off() {
    return Summary.count(facts, "templates", count(Machine::template), facts.the("in-folder"));
  }

  private Card clusters() {
    Card.Builder card =
        new Card.Builder("clusters").actions("new-cluster").orElse(facts.the("clusters.none"));
    List<Cluster> clusters = all(facts.inventory().clusters());
    Map<ClusterId, Long> speeds = new HashMap<>();
    facts
        .inventory()
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
          facts.bar(
              Metric.CPU_USED,
              facts.figure(cluster.id(), Metric.CPU_USED),
              speeds.getOrDefault(cluster.id(), 0L)));
    }
    more(card, clusters.size());
    return card.build();
  }

  private Card datastores() {
    Card.Builder card = new Card.Builder("fullest").orElse(facts.the("datastores.none"));
    List<Datastore> all = all(facts.inventory().datastores());
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
                        UsageScale.SPACE,
                        facts.the(
                            "free-of",
                            facts.written(
                                Metric.SPACE_USED,
                                Math.max(
                                    0,
                                    datastore.capacity().mib()
                                        - facts.figure(datastore.id(), Metric.SPACE_USED)))))));
    more(card, all.size());
    return card.build();
  }

  private double fullness(Datastore datastore) {
    return (double) facts.figure(datastore.id(), Metric.SPACE_USED)
        / Math.max(1, datastore.capacity().mib());
  }

  private Card networks() {
    Card.Builder card = new Card.Builder("port-groups").orElse(facts.the("port-groups.none"));
    List<PortGroup> groups = all(facts.inventory().portGroups());
    groups.stream().limit(MOST).forEach(group -> card.line("", facts.link(group.id())));
    more(card, groups.size());
    return card.build();
  }

  private Card below(Folder folder) {
    Card.Builder card =
        new Card.Builder("folders").actions("new-folder").orElse(facts.the("folders.none"));
    List<Folder> folders = new ArrayList<>();
    facts
        .inventory()
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
        .forEach(other -> card.line("", facts.link(other.id())));
    more(card, folders.size());
    return card.build();
  }

  private void more(Card.Builder card, int size) {
    if (size > MOST) {
      card.line("", new Item.Words(facts.the("more", size - MOST), "quiet"));
    }
  }
}
