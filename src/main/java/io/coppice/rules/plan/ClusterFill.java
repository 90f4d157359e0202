package io.coppice.rules.plan;

import io.coppice.backend.CapacityPlan.HostLoad;
import io.coppice.backend.CapacityPlan.Limit;
import io.coppice.backend.CapacityPlan.Reason;
import io.coppice.backend.CapacityPlanner.Question;
import io.coppice.backend.CapacityPlanner.Watch;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.rules.PoolAdmission;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostFilter;
import io.coppice.rules.placement.Placement;
import io.coppice.rules.placement.PlacementPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts machines of a kind into a cluster until none can be started any more. Each goes where the
 * site would start it: to the host that the policy's weighers prefer of those that its filters
 * leave, and to the roomiest datastore that this host reaches. As one machine more changes what a
 * host can take of that host alone, a host is asked again only when it took one; datastores, pools
 * and HA are asked for each. One thread; used once.
 */
final class ClusterFill {
  /** What conditions of hosts say, by the filter's name; all others are of {@link Limit#PLACE}. */
  private static final Map<String, Limit> OF_RULE =
      Map.of(
          "host-memory", Limit.HOST_MEMORY,
          "host-cpu", Limit.HOST_CPU,
          "host-machines", Limit.HOST_MACHINES,
          "plan-cpu", Limit.CPU_TARGET,
          "plan-memory", Limit.MEMORY_TARGET);

  private static final int STEPS_A_WATCH = 64;

  private final PlannedSite site;
  private final Cluster cluster;
  private final PlacementPolicy policy;
  private final Question question;
  private final PlannedMachine kind;
  private final Set<Limit> limits;
  private final List<HostFilter<Machine>> filters;
  private final Placement<Machine> running;
  private final PriorityQueue<Placement.Weighed> hosts =
      new PriorityQueue<>(Placement.Weighed.LIGHTEST_FIRST);
  private final Map<HostId, Refusal> refused = new LinkedHashMap<>();
  private final Map<HostId, Integer> placed = new HashMap<>();
  private Refusal ended;
  private int count;

  private record Refusal(Limit limit, Problem why) {}

  /** What came of it. */
  record Filled(
      int count, boolean open, Optional<Limit> first, List<Reason> reasons, HostLoad load) {}

  /**
   * @param limits those that are asked besides {@link Limit#PLACE}
   */
  ClusterFill(
      PlannedSite site,
      Cluster cluster,
      PlacementPolicy policy,
      Question question,
      PlannedMachine kind,
      Set<Limit> limits) {
    this.site = site;
    this.cluster = cluster;
    this.policy = policy;
    this.question = question;
    this.kind = kind;
    this.limits = EnumSet.copyOf(limits);
    this.limits.add(Limit.PLACE);
    List<HostFilter<Machine>> all = new ArrayList<>(policy.running().filters());
    all.add(HostFilter.of("plan-cpu", this::cpu));
    all.add(HostFilter.of("plan-memory", this::memory));
    this.filters =
        all.stream().filter(filter -> this.limits.contains(limit(filter.rule()))).toList();
    this.running = new Placement<>(filters, policy.running().weighers());
  }

  private static Limit limit(String rule) {
    return OF_RULE.getOrDefault(rule, Limit.PLACE);
  }

  /** The machines that a host took. */
  Map<HostId, Integer> placed() {
    return placed;
  }

  Filled run(int most, Watch watch) {
    for (Host host : site.index().hosts(cluster.id())) {
      ask(host);
    }
    while (count < most && ended == null && !hosts.isEmpty()) {
      if (count % STEPS_A_WATCH == 0) {
        watch.at((double) count / most);
      }
      place(hosts.poll().host());
    }
    boolean open = count >= most && ended == null && !hosts.isEmpty();
    List<Reason> reasons = open ? List.of() : reasons();
    return new Filled(
        count,
        open,
        reasons.stream().findFirst().map(Reason::limit),
        reasons,
        site.load(cluster.id()));
  }

  /** Asks whether a host can take one more. */
  private void ask(Host host) {
    SiteIndex index = site.index();
    Optional<DatastoreId> on = kind.roomiest(host, index);
    if (on.isEmpty()) {
      refuse(host, Limit.PLACE, Problem.error("plan.no-datastore", host.id(), host.name()));
      return;
    }
    Machine one = kind.machine(site.next(), host, on.get(), index);
    for (HostFilter<Machine> filter : filters) {
      Optional<Problem> obstacle = filter.obstacle(one, host, index).filter(Problem::isError);
      if (obstacle.isPresent()) {
        refuse(host, limit(filter.rule()), obstacle.get());
        return;
      }
    }
    hosts.add(running.weighed(one, host, index));
  }

  private void refuse(Host host, Limit limit, Problem why) {
    refused.put(host.id(), new Refusal(limit, why));
  }

  private void place(Host host) {
    SiteIndex index = site.index();
    DatastoreId on = kind.roomiest(host, index).orElseThrow();
    Machine one = kind.machine(site.next(), host, on, index);
    Optional<Refusal> lacking = lacking(one, on, index);
    if (lacking.isPresent()) {
      refused.put(host.id(), lacking.get());
      return;
    }
    ended = admission(one, host, index).orElse(null);
    if (ended != null) {
      return;
    }
    site.add(one.withPower(PowerState.POWERED_ON));
    site.setDemand(host.id(), (long) site.demand(host.id()) + kind.demand());
    placed.merge(host.id(), 1, Integer::sum);
    count++;
    ask(host);
  }

  /** What the datastore lacks for it. */
  private Optional<Refusal> lacking(Machine one, DatastoreId on, SiteIndex index) {
    Datastore store = index.inventory().datastore(on);
    long need = MachineStorage.used(one.withPower(PowerState.POWERED_ON), on);
    long free = index.freeSpace(on);
    if (limits.contains(Limit.SPACE) && need > free) {
      return Optional.of(
          new Refusal(
              Limit.SPACE,
              Problem.error(
                  "datastore.no-room",
                  on,
                  store.name(),
                  new Bytes(need).toString(),
                  new Bytes(free).toString())));
    }
    long taken = store.capacity().value() - free + need;
    long bound = store.capacity().value() / 100 * question.targets().space();
    return limits.contains(Limit.SPACE_TARGET) && taken > bound
        ? Optional.of(
            new Refusal(
                Limit.SPACE_TARGET,
                Problem.error(
                    "plan.space-target",
                    on,
                    store.name(),
                    String.valueOf(question.targets().space()))))
        : Optional.empty();
  }

  /** What the cluster's HA and the pool say. */
  private Optional<Refusal> admission(Machine one, Host host, SiteIndex index) {
    if (limits.contains(Limit.HA)) {
      Optional<Problem> short_ =
          policy.admission().stream()
              .flatMap(rule -> rule.verdict(one, host, index).stream())
              .flatMap(verdict -> verdict.problem().stream())
              .filter(Problem::isError)
              .findFirst();
      if (short_.isPresent()) {
        return short_.map(why -> new Refusal(Limit.HA, why));
      }
    }
    return limits.contains(Limit.POOL)
        ? PoolAdmission.lacking(one, index).map(why -> new Refusal(Limit.POOL, why))
        : Optional.empty();
  }

  private Optional<Problem> cpu(Machine one, Host host, SiteIndex index) {
    long sum = index.figures().get(host.id(), Metric.CPU_DEMAND) + (long) kind.demand();
    long bound = Commitments.cpuForMachines(host) * question.targets().cpu() / 100;
    return sum <= bound
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "plan.cpu-target",
                host.id(),
                host.name(),
                sum + " MHz",
                bound + " MHz",
                String.valueOf(question.targets().cpu())));
  }

  private Optional<Problem> memory(Machine one, Host host, SiteIndex index) {
    long sum = PlannedSite.configured(host, index) + one.hardware().memory().mib();
    long bound = Commitments.memoryForMachines(host) * question.targets().memory() / 100;
    return sum <= bound
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                "plan.memory-target",
                host.id(),
                host.name(),
                sum + " MiB",
                bound + " MiB",
                String.valueOf(question.targets().memory())));
  }

  /** What ended it first, then by how many hosts it keeps from taking the next. */
  private List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>();
    if (ended != null) {
      reasons.add(new Reason(ended.limit(), 0, ended.why()));
    }
    Map<Limit, Integer> counts = new EnumMap<>(Limit.class);
    Map<Limit, Problem> firsts = new EnumMap<>(Limit.class);
    refused
        .values()
        .forEach(
            refusal -> {
              counts.merge(refusal.limit(), 1, Integer::sum);
              firsts.putIfAbsent(refusal.limit(), refusal.why());
            });
    counts.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Limit, Integer> one) -> one.getKey() == Limit.PLACE)
                .thenComparing(one -> -one.getValue()))
        .forEach(
            one -> reasons.add(new Reason(one.getKey(), one.getValue(), firsts.get(one.getKey()))));
    return reasons;
  }
}
