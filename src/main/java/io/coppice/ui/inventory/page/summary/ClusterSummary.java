package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.Card.Item;
import io.coppice.ui.inventory.page.card.Say;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Names;
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

  static Summary of(Say say, Cluster cluster, List<Problem> problems) {
    Sums sums = sums(say, cluster.id());
    List<Card> cards = new ArrayList<>();
    cards.add(hosts(say, sums, true));
    cards.add(hosts(say, sums, false));
    cards.add(services(say, cluster));
    cards.add(pools(say, cluster));
    cards.add(
        new Card.Builder("related")
            .actions("move")
            .line(say.the("folder"), say.link(cluster.folder()))
            .build());
    return new Summary(figures(say, cluster.id(), sums), cards, problems);
  }

  private static Sums sums(Say say, ClusterId id) {
    List<Host> hosts = new ArrayList<>();
    Map<Integer, Host> byRow = new HashMap<>();
    say.inventory()
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
    for (int row = 0; row < say.inventory().machines().size(); row++) {
      Machine machine = say.inventory().machines().get(row);
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

  private static List<Summary.Figure> figures(Say say, ClusterId id, Sums sums) {
    return List.of(
        Summary.part(
            say,
            "cpu",
            Metric.CPU_USED,
            say.figure(id, Metric.CPU_USED),
            sums.speed(),
            say.the("of-all", say.written(Metric.CPU_USED, sums.speed()))),
        Summary.part(
            say,
            "memory-granted",
            Metric.MEMORY_GRANTED,
            say.figure(id, Metric.MEMORY_GRANTED),
            sums.memory(),
            say.the("of-all", say.written(Metric.MEMORY_GRANTED, sums.memory()))),
        Summary.count(say, "machines", sums.running(), say.the("running.detail", sums.machines())),
        Summary.count(say, "hosts", sums.hosts().size(), say.the("usable.detail", sums.usable())),
        Summary.course(
            say, "power", Metric.POWER, say.figure(id, Metric.POWER), say.the("all-hosts")));
  }

  /** The hosts that are busiest, by one of two measures. */
  private static Card hosts(Say say, Sums sums, boolean byCpu) {
    Card.Builder card =
        new Card.Builder(byCpu ? "hosts-cpu" : "hosts-memory").orElse(say.the("hosts.none"));
    for (Host host : sums.hosts().stream().limit(12).toList()) {
      Metric metric = byCpu ? Metric.CPU_USED : Metric.MEMORY_GRANTED;
      long whole = byCpu ? host.hardware().capacity().value() : host.hardware().memory().mib();
      long part = say.figure(host.id(), metric);
      Item.Bar bar =
          new Item.Bar(
              (double) part / whole, false, say.format().percent((double) part, (double) whole));
      card.to(host.id(), Names.withoutDomain(host.name()), host.isUsable() ? bar : away(say, host));
    }
    if (sums.hosts().size() > 12) {
      card.line("", new Item.Words(say.the("more-hosts", sums.hosts().size() - 12), "quiet"));
    }
    return card.build();
  }

  private static Item away(Say say, Host host) {
    boolean resting = host.state() == Host.State.CONNECTED && host.maintenance();
    return new Item.Badge(
        resting ? Icons.MAINTENANCE : Icons.DISCONNECT,
        resting ? "warn" : "bad",
        say.texts().get("host-state." + (resting ? "MAINTENANCE" : host.state())));
  }

  private static Card services(Say say, Cluster cluster) {
    return new Card.Builder("services")
        .line(say.the("ha"), service(say, cluster.ha()))
        .line("", new Item.Words(say.the("ha.help"), "quiet"))
        .line(say.the("drs"), service(say, cluster.drs()))
        .line("", new Item.Words(say.the("drs.help"), "quiet"))
        .build();
  }

  private static Item service(Say say, boolean on) {
    return new Item.Badge(on ? Icons.SUCCEEDED : Icons.CANCELLED, on ? "ok" : "quiet", say.yes(on));
  }

  private static Card pools(Say say, Cluster cluster) {
    Card.Builder card =
        new Card.Builder("pools").actions("new-pool", "new-vapp").orElse(say.the("pools.none"));
    say.inventory()
        .pools()
        .forEach(
            pool -> {
              if (pool.owner().equals(cluster.id()) && !pool.isRoot()) {
                card.line(
                    "",
                    say.link(pool.id()),
                    new Item.Words(
                        say.written(Metric.CPU_USED, say.figure(pool.id(), Metric.CPU_USED)),
                        "quiet"));
              }
            });
    return card.build();
  }
}
