package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.UsageScale;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.ShortHostNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What matters of a cluster. */
final class ClusterSummary {
  private ClusterSummary() {}

  /** What its hosts have and run together. */
  private record Sums(List<Host> hosts, long speed, long memory, int machines, int running) {
    int usable() {
      return (int) hosts.stream().filter(Host::isUsable).count();
    }
  }

  static Summary of(FactFormatter facts, Cluster cluster, List<Problem> problems) {
    Sums sums = sums(facts, cluster.id());
    List<Card> cards = new ArrayList<>();
    cards.add(hosts(facts, sums, true));
    cards.add(hosts(facts, sums, false));
    cards.add(services(facts, cluster));
    cards.add(pools(facts, cluster));
    cards.add(
        new Card.Builder("related")
            .actions("move")
            .line(facts.the("folder"), facts.link(cluster.folder()))
            .build());
    return new Summary(figures(facts, cluster.id(), sums), cards, problems);
  }

  private static Sums sums(FactFormatter facts, ClusterId id) {
    List<Host> hosts = new ArrayList<>();
    Map<Integer, Host> byRow = new HashMap<>();
    facts
        .inventory()
        .hosts()
        .forEach(
            host -> {
              if (host.cluster().filter(id::equals).isPresent()) {
                hosts.add(host);
                byRow.put(host.id().value(), host);
              }
            });
    hosts.sort(Comparator.comparing(Host::name));
    int[] counts = new int[2];
    for (int row = 0; row < facts.inventory().machines().size(); row++) {
      Machine machine = facts.inventory().machines().get(row);
      if (machine != null && byRow.containsKey(machine.host().value())) {
        counts[0]++;
        counts[1] += machine.isOn() ? 1 : 0;
      }
    }
    List<Host> usable = hosts.stream().filter(Host::isUsable).toList();
    long speed = usable.stream().mapToLong(h -> h.hardware().capacity().value()).sum();
    long memory = usable.stream().mapToLong(h -> h.hardware().memory().mib()).sum();
    return new Sums(hosts, speed, memory, counts[0], counts[1]);
  }

  private static List<Summary.Figure> figures(FactFormatter facts, ClusterId id, Sums sums) {
    return List.of(
        Summary.part(
            facts,
            "cpu",
            Metric.CPU_USED,
            facts.figure(id, Metric.CPU_USED),
            sums.speed(),
            facts.the("of-all", facts.written(Metric.CPU_USED, sums.speed()))),
        Summary.part(
            facts,
            "memory-granted",
            Metric.MEMORY_GRANTED,
            facts.figure(id, Metric.MEMORY_GRANTED),
            sums.memory(),
            facts.the("of-all", facts.written(Metric.MEMORY_GRANTED, sums.memory()))),
        Summary.count(
            facts, "machines", sums.running(), facts.the("running.detail", sums.machines())),
        Summary.count(
            facts, "hosts", sums.hosts().size(), facts.the("usable.detail", sums.usable())),
        Summary.course(
            facts, "power", Metric.POWER, facts.figure(id, Metric.POWER), facts.the("all-hosts")));
  }

  /** The hosts that are busiest, by one of two measures. */
  private static Card hosts(FactFormatter facts, Sums sums, boolean byCpu) {
    Card.Builder card =
        new Card.Builder(byCpu ? "hosts-cpu" : "hosts-memory").orElse(facts.the("hosts.none"));
    for (Host host : sums.hosts().stream().limit(12).toList()) {
      Metric metric = byCpu ? Metric.CPU_USED : Metric.MEMORY_GRANTED;
      long whole = byCpu ? host.hardware().capacity().value() : host.hardware().memory().mib();
      long part = facts.figure(host.id(), metric);
      Item.Bar bar =
          new Item.Bar(
              (double) part / whole,
              UsageScale.LOAD,
              facts.format().percent((double) part, (double) whole));
      card.to(
          host.id(),
          ShortHostNames.withoutDomain(host.name()),
          host.isUsable() ? bar : away(facts, host));
    }
    if (sums.hosts().size() > 12) {
      card.line("", new Item.Words(facts.the("more-hosts", sums.hosts().size() - 12), "quiet"));
    }
    return card.build();
  }

  private static Item away(FactFormatter facts, Host host) {
    boolean resting = host.state() == Host.State.CONNECTED && host.maintenance();
    return new Item.Badge(
        resting ? Icons.MAINTENANCE : Icons.DISCONNECT,
        resting ? "warn" : "bad",
        facts.texts().get("host-state." + (resting ? "MAINTENANCE" : host.state())));
  }

  private static Card services(FactFormatter facts, Cluster cluster) {
    return new Card.Builder("services")
        .line(facts.the("ha"), service(facts, cluster.ha()))
        .line("", new Item.Words(facts.the("ha.help"), "quiet"))
        .line(facts.the("drs"), service(facts, cluster.drs()))
        .line("", new Item.Words(facts.the("drs.help"), "quiet"))
        .build();
  }

  private static Item service(FactFormatter facts, boolean on) {
    return new Item.Badge(
        on ? Icons.SUCCEEDED : Icons.CANCELLED, on ? "ok" : "quiet", facts.yes(on));
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
                card.line(
                    "",
                    facts.link(pool.id()),
                    new Item.Words(
                        facts.written(Metric.CPU_USED, facts.figure(pool.id(), Metric.CPU_USED)),
                        "quiet"));
              }
            });
    return card.build();
  }
}
