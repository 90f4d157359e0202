package io.coppice.rules.placement;

import io.coppice.backend.InitialPlacement;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SiteState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Recommends by the policy by which the site places. Stateless, any thread. */
public final class PlacementAdvisor implements InitialPlacement {
  private final PlacementPolicy policy;

  public PlacementAdvisor(PlacementPolicy policy) {
    this.policy = policy;
  }

  @Override
  public List<Advice> advise(List<MachineId> machines, Snapshot on) {
    IndexCache cache = new IndexCache();
    Inventory planned = on.inventory().copy();
    List<Advice> all = new ArrayList<>();
    for (MachineId id : machines) {
      Machine machine = planned.machine(id);
      if (machine == null || planned.host(machine.host()).cluster().isEmpty()) {
        continue;
      }
      SiteIndex index =
          cache.of(
              new SiteState(planned.freeze(), on.forks(), on.figures(), on.jobs(), on.fabric()));
      Advice advice = advise(machine, index);
      all.add(advice);
      advice.choices().stream()
          .findFirst()
          .ifPresent(
              best -> planned.set(machine.withHost(best.host()).withPower(PowerState.POWERED_ON)));
    }
    return List.copyOf(all);
  }

  /** What is recommended for a machine in the cluster of its host. */
  public Advice advise(Machine machine, SiteIndex index) {
    List<Host> hosts = index.hosts(index.inventory().host(machine.host()).cluster().orElseThrow());
    List<Host> ranked = policy.running().ranked(machine, hosts, index);
    long least =
        ranked.stream()
            .mapToLong(host -> HostConditions.load(machine, host, index))
            .min()
            .orElse(0);
    List<Choice> choices =
        ranked.stream().map(host -> choice(machine, host, least, index)).toList();
    Set<HostId> fit = ranked.stream().map(Host::id).collect(Collectors.toSet());
    List<Problem> obstacles =
        hosts.stream()
            .filter(host -> !fit.contains(host.id()))
            .flatMap(host -> policy.running().obstacle(machine, host, index).stream())
            .toList();
    return new Advice(machine.id(), choices, obstacles);
  }

  private static Choice choice(Machine machine, Host host, long least, SiteIndex index) {
    List<Reason> reasons = new ArrayList<>();
    for (AffinityRule rule : AffinityConditions.rules(machine, host, index)) {
      boolean unmet = AffinityConditions.isUnmet(rule, machine, host.id(), index);
      switch (rule.kind()) {
        case TOGETHER -> {
          if (unmet || AffinityConditions.runsAny(rule, machine, host.id(), index)) {
            reasons.add(new Reason(unmet ? Why.NOT_TOGETHER : Why.TOGETHER, rule.name()));
          }
        }
        case APART -> reasons.add(new Reason(Why.APART, rule.name()));
        case MUST_RUN_ON -> reasons.add(new Reason(Why.MUST_RUN_ON, rule.name()));
        case SHOULD_RUN_ON ->
            reasons.add(
                new Reason(unmet ? Why.SHOULD_RUN_ELSEWHERE : Why.SHOULD_RUN_ON, rule.name()));
        case IN_ORDER -> {
          // says when, not where
        }
      }
    }
    boolean best = HostConditions.load(machine, host, index) == least;
    reasons.add(new Reason(best ? Why.LEAST_LOADED : Why.MORE_LOADED, ""));
    long has = Math.max(1, Commitments.memoryForMachines(host));
    long before =
        index.runningMemory(host.id())
            + index.frozenMemory(host.id())
            + index.reservations().of(host.id(), Reservations.Sort.PLACED);
    long asked = index.figures().get(host.id(), Metric.CPU_DEMAND);
    return new Choice(
        host.id(),
        reasons,
        (int) (1000L * asked / Math.max(1, Commitments.cpuForMachines(host))),
        (int) (1000 * before / has),
        (int) (1000 * (before + machine.hardware().memory().mib()) / has));
  }
}
