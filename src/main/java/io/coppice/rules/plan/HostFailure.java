package io.coppice.rules.plan;

import io.coppice.backend.CapacityPlan.HostLoad;
import io.coppice.backend.HostLoss;
import io.coppice.backend.HostLoss.Restart;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.RestartPriority;
import io.coppice.model.inventory.PowerState;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.Placement;
import io.coppice.rules.placement.PlacementPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a host out of a copy of the site and restarts what ran there as HA does: by priority, those
 * that come first in a rule of order before the others, each on the host that the policy prefers of
 * those that can run it by then. HA itself is not bound by admission control. One thread; used
 * once.
 */
final class HostFailure {
  private final PlannedSite site;
  private final Placement<Machine> running;
  private final Host lost;

  HostFailure(PlannedSite site, PlacementPolicy policy, HostId lost) {
    this.site = site;
    this.running = policy.running();
    this.lost = site.index().inventory().host(lost);
  }

  HostLoss run() {
    Optional<Cluster> cluster =
        lost.cluster().map(id -> site.index().inventory().clusters().get(id.value()));
    List<Machine> ran = site.index().machines(lost.id()).stream().filter(Machine::isOn).toList();
    if (cluster.isEmpty()) {
      HostLoad none = new HostLoad(0, 0, 0, 0);
      return new HostLoss(lost.id(), left(ran, Optional.empty()), none, none);
    }
    Cluster in = cluster.get();
    HostLoad before = site.load(in.id());
    site.set(lost.withState(Host.State.NOT_RESPONDING));
    site.setDemand(lost.id(), 0);
    ran.forEach(machine -> site.set(machine.withPower(PowerState.POWERED_OFF)));
    List<Restart> restarts = new ArrayList<>();
    if (in.ha()) {
      order(ran, in).forEach(machine -> restarts.add(restart(machine, in)));
    } else {
      restarts.addAll(left(ran, cluster));
    }
    return new HostLoss(lost.id(), restarts, before, site.load(in.id()));
  }

  private List<Restart> left(List<Machine> ran, Optional<Cluster> in) {
    String name = in.map(Cluster::name).orElse(lost.name());
    return ran.stream()
        .map(
            machine ->
                new Restart(
                    machine.id(),
                    Optional.empty(),
                    Optional.of(Problem.error("plan.no-ha", machine.id(), machine.name(), name))))
        .toList();
  }

  private Restart restart(Machine machine, Cluster in) {
    if (machine.placement().restart() == RestartPriority.DISABLED) {
      return new Restart(
          machine.id(),
          Optional.empty(),
          Optional.of(Problem.error("plan.restart-disabled", machine.id(), machine.name())));
    }
    SiteIndex index = site.index();
    List<Host> hosts = index.hosts(in.id());
    Machine off = index.inventory().machine(machine.id());
    Optional<Host> to = running.best(off, hosts, index);
    if (to.isEmpty()) {
      return new Restart(machine.id(), Optional.empty(), why(off, hosts, index));
    }
    HostId host = to.get().id();
    site.set(off.withHost(host).withPower(PowerState.POWERED_ON));
    site.setDemand(host, (long) site.demand(host) + site.demand(machine));
    return new Restart(machine.id(), Optional.of(host), Optional.empty());
  }

  /** What keeps it from most of the hosts that are left. */
  private Optional<Problem> why(Machine machine, List<Host> hosts, SiteIndex index) {
    Map<String, List<Problem>> found = new HashMap<>();
    for (Host host : hosts) {
      if (!host.id().equals(lost.id())) {
        running
            .obstacle(machine, host, index)
            .ifPresent(why -> found.computeIfAbsent(why.code(), _ -> new ArrayList<>()).add(why));
      }
    }
    return found.values().stream()
        .max(
            Comparator.comparingInt((List<Problem> all) -> all.size())
                .thenComparing(all -> all.getFirst().code()))
        .map(List::getFirst)
        .or(() -> Optional.of(Problem.error("plan.no-other-host", machine.id(), machine.name())));
  }

  /** As waves come: by priority, in one of them by rules of order, then by id. */
  private static List<Machine> order(List<Machine> ran, Cluster in) {
    List<Machine> sorted =
        ran.stream()
            .sorted(
                Comparator.comparing((Machine machine) -> machine.placement().restart())
                    .thenComparing(machine -> machine.id().value()))
            .toList();
    List<AffinityRule> rules =
        in.drsPolicy().rules().stream()
            .filter(rule -> rule.kind() == AffinityRule.Kind.IN_ORDER)
            .toList();
    if (rules.isEmpty()) {
      return sorted;
    }
    Map<MachineId, RestartPriority> waiting = new HashMap<>();
    sorted.forEach(machine -> waiting.put(machine.id(), machine.placement().restart()));
    List<Machine> order = new ArrayList<>();
    List<Machine> left = new ArrayList<>(sorted);
    while (!left.isEmpty()) {
      RestartPriority turn = left.getFirst().placement().restart();
      List<Machine> wave =
          left.stream()
              .filter(machine -> machine.placement().restart() == turn)
              .filter(machine -> !waits(machine, rules, waiting))
              .toList();
      // Rules that go round in a circle hold nobody up for ever.
      List<Machine> due = wave.isEmpty() ? List.of(left.getFirst()) : wave;
      order.addAll(due);
      Set<Machine> done = new HashSet<>(due);
      left.removeIf(done::contains);
      due.forEach(machine -> waiting.remove(machine.id()));
    }
    return order;
  }

  private static boolean waits(
      Machine machine, List<AffinityRule> rules, Map<MachineId, RestartPriority> waiting) {
    for (AffinityRule rule : rules) {
      int at = rule.machines().indexOf(machine.id());
      for (MachineId before : rule.machines().subList(0, Math.max(0, at))) {
        if (machine.placement().restart() == waiting.get(before)) {
          return true;
        }
      }
    }
    return false;
  }
}
