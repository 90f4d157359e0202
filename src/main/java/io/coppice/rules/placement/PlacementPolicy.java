package io.coppice.rules.placement;

import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.SiteIndex;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a site chooses hosts.
 *
 * @param running where a machine can run and runs best
 * @param registering where a new machine is registered
 * @param forking where a child can run, and in which order hosts are filled with children
 * @param admission what must hold for the site when a machine starts
 */
public record PlacementPolicy(
    Placement<Machine> running,
    Placement<Registration> registering,
    Placement<ForkChild> forking,
    List<AdmissionRule> admission) {
  public PlacementPolicy {
    admission = List.copyOf(admission);
  }

  /** The host of a cluster where the machine runs best, if any can run it. */
  public Optional<Host> best(
      Machine machine, ClusterId cluster, Optional<HostId> except, SiteIndex index) {
    List<Host> hosts =
        index.hosts(cluster).stream()
            .filter(host -> !except.equals(Optional.of(host.id())))
            .toList();
    return running.best(machine, hosts, index);
  }

  /**
   * The hosts on which children can run, the one to be filled first first.
   *
   * @param where whether on the base's host only or anywhere in its cluster
   */
  public List<Host> forkHosts(ForkChild child, ForkPlacement where, SiteIndex index) {
    Host home = index.inventory().host(child.home());
    Set<Host> among = new LinkedHashSet<>(Set.of(home));
    if (where == ForkPlacement.ON_DEMAND) {
      home.cluster().map(index::hosts).ifPresent(among::addAll);
    }
    return forking.ranked(child, among, index);
  }

  /**
   * As DRS places at power-on: the lowest of the fuller of processors and memory; a new machine
   * goes where the fewest are registered; children stay where their base is as long as there is
   * room, and go where most memory is free then; HA keeps room for a failed host.
   */
  public static PlacementPolicy standard() {
    return new PlacementPolicy(
        new Placement<>(
            List.of(
                HostFilter.decisive(
                    "host-usable", (_, host, index) -> HostConditions.unusable(host, index)),
                HostFilter.of("storage-reachable", HostConditions::unreachable),
                HostFilter.of("network-available", HostConditions::network),
                HostFilter.of(
                    "host-processors",
                    (machine, host, _) -> HostConditions.processors(machine, host)),
                HostFilter.of("host-machines", HostConditions::running),
                HostFilter.advised(
                    "host-memory",
                    HostConditions::memory,
                    "memory-not-overcommitted",
                    HostConditions::overcommitted),
                HostFilter.of("host-cpu", HostConditions::cpu),
                HostFilter.of(
                    "not-kept-for-failover",
                    (_, host, index) -> AffinityConditions.keptForFailover(host, index)),
                HostFilter.of("affinity", AffinityConditions::obstacle)),
            List.of(AffinityConditions::unmet, HostConditions::load)),
        new Placement<>(
            List.of(
                HostFilter.of(
                    "host-usable", (_, host, index) -> HostConditions.unusable(host, index)),
                HostFilter.of(
                    "storage-reachable",
                    (made, host, index) ->
                        HostConditions.unreachable(made.datastore(), host, index)),
                HostFilter.of(
                    "network-available",
                    (made, host, index) -> HostConditions.network(made.nics(), host, index))),
            List.of((_, host, index) -> HostConditions.registered(host, index))),
        new Placement<>(
            List.of(
                HostFilter.of(
                    "host-usable", (_, host, index) -> HostConditions.unusable(host, index)),
                HostFilter.of("storage-reachable", ForkChild::unreachable),
                HostFilter.of("network-available", ForkChild::unwired)),
            List.of(
                (child, host, _) -> child.isAtHome(host) ? 0 : 1,
                (_, host, index) -> -ForkCapacity.memory(host, index))),
        List.of(new FailoverCapacity()));
  }
}
