package io.coppice.rules.plan;

import io.coppice.backend.CapacityPlan;
import io.coppice.backend.CapacityPlan.HostLoad;
import io.coppice.backend.CapacityPlan.Limit;
import io.coppice.backend.CapacityPlan.Room;
import io.coppice.backend.CapacityPlanner;
import io.coppice.backend.HostLoss;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Megahertz;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.PlacementPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans with the policy of placement by which the site goes. Stateless, any thread. */
public final class ClusterPlanner implements CapacityPlanner {
  private final PlacementPolicy policy;

  public ClusterPlanner(PlacementPolicy policy) {
    this.policy = policy;
  }

  @Override
  public CapacityPlan plan(Question question, Snapshot on, Watch watch) {
    Cluster cluster = on.inventory().clusters().get(question.cluster().value());
    if (cluster == null) {
      throw new IllegalArgumentException("There is no " + question.cluster());
    }
    IndexCache cache = new IndexCache();
    PlannedSite site = busiest(on, cache, cluster, question.busiest());
    PlannedMachine kind = kind(question, cluster, site);
    HostLoad now = site.load(cluster.id());
    int running = running(cluster, site.index());
    Set<Limit> every = EnumSet.allOf(Limit.class);
    double parts = every.size();
    ClusterFill.Filled all =
        new ClusterFill(site, cluster, policy, question, kind, every)
            .run(MOST, part -> watch.at(part / parts));
    List<Room> rooms = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      if (limit != Limit.PLACE && isUnasked(limit, question.kind())) {
        rooms.add(new Room(limit, MOST, true));
      } else if (limit != Limit.PLACE) {
        int done = limit.ordinal();
        ClusterFill alone =
            new ClusterFill(
                busiest(on, cache, cluster, question.busiest()),
                cluster,
                policy,
                question,
                kind,
                EnumSet.of(limit));
        ClusterFill.Filled filled = alone.run(MOST, part -> watch.at((done + part) / parts));
        rooms.add(new Room(limit, filled.count(), filled.open()));
      }
    }
    watch.at(1);
    rooms.sort(Comparator.comparingInt(Room::fits));
    return new CapacityPlan(
        running,
        all.count(),
        all.open(),
        all.first(),
        all.reasons(),
        rooms,
        new Megahertz(kind.demand()),
        now,
        all.load());
  }

  @Override
  public List<HostLoss> losses(List<HostId> hosts, Snapshot on, Watch watch) {
    IndexCache cache = new IndexCache();
    List<HostLoss> losses = new ArrayList<>(hosts.size());
    for (HostId host : hosts) {
      watch.at((double) losses.size() / hosts.size());
      losses.add(new HostFailure(new PlannedSite(on, cache), policy, host).run());
    }
    watch.at(1);
    return losses;
  }

  /** What reserves nothing is never refused for want of it. */
  private static boolean isUnasked(Limit limit, MachineKind kind) {
    return switch (limit) {
      case HOST_CPU -> kind.cpuReservation() == 0;
      case POOL -> kind.cpuReservation() == 0 && kind.memoryReservation() == 0;
      default -> false;
    };
  }

  /** The site when machines ask for most. */
  private static PlannedSite busiest(Snapshot on, IndexCache cache, Cluster cluster, int percent) {
    PlannedSite site = new PlannedSite(on, cache);
    if (percent != 100) {
      for (Host host : site.index().hosts(cluster.id())) {
        site.setDemand(host.id(), (long) site.demand(host.id()) * percent / 100);
      }
    }
    return site;
  }

  private static int running(Cluster cluster, SiteIndex index) {
    return index.hosts(cluster.id()).stream().mapToInt(host -> index.running(host.id())).sum();
  }

  private static PlannedMachine kind(Question question, Cluster cluster, PlannedSite site) {
    SiteIndex index = site.index();
    MachineKind kind = question.kind();
    Optional<Machine> like = kind.like().map(index.inventory()::machine);
    long now =
        kind.demand()
            .map(Megahertz::value)
            .orElseGet(
                () ->
                    like.filter(Machine::isOn)
                        .map(machine -> (long) site.demand(machine))
                        .orElseGet(() -> mean(cluster, kind.vcpus(), site)));
    long busiest = kind.demand().isPresent() ? now : now * question.busiest() / 100;
    return new PlannedMachine(kind, cluster, like, (int) Math.min(Integer.MAX_VALUE, busiest));
  }

  /** What machines of the cluster ask for on the average, for so many virtual processors. */
  private static long mean(Cluster cluster, int vcpus, PlannedSite site) {
    SiteIndex index = site.index();
    long sum = 0;
    long processors = 0;
    for (Host host : index.hosts(cluster.id())) {
      for (Machine machine : index.machines(host.id())) {
        if (machine.isOn()) {
          sum += site.demand(machine);
          processors += machine.hardware().vcpus();
        }
      }
    }
    return processors == 0 ? 0 : sum * vcpus / processors;
  }
}
