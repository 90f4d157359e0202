package io.coppice.scenario;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.ResourcePool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The hosts that the machines of a resource pool run on, taken in turn. */
final class PoolHosts {
  private final Inventory inventory;
  private final Map<ResourcePoolId, List<HostId>> hostsOfPool = new HashMap<>();
  private final Map<ResourcePoolId, Integer> nextHost = new HashMap<>();

  /** Of the hosts that were read so far; pools that come later are found too. */
  PoolHosts(Inventory inventory) {
    this.inventory = inventory;
    inventory
        .hosts()
        .forEach(
            host ->
                hostsOfPool
                    .computeIfAbsent(host.rootPool(), _ -> new ArrayList<>())
                    .add(host.id()));
  }

  /** Whether the pools have hosts, and the host that is named is one of theirs. */
  void check(ScenarioObject section, List<ResourcePoolId> pools, Optional<HostId> host) {
    for (ResourcePoolId pool : pools) {
      List<HostId> all = hostsOfPool.getOrDefault(rootOf(pool), List.of());
      String name = inventory.pools().get(pool.value()).name();
      if (all.isEmpty()) {
        section.errors().add("scenario.pool-without-hosts", section.where("pools"), name);
      } else if (host.isPresent() && !all.contains(host.get())) {
        String there =
            all.stream()
                .limit(6)
                .map(id -> inventory.host(id).name())
                .collect(Collectors.joining(", "));
        section.errors().add("scenario.other-host", section.where("host"), name, there);
      }
    }
  }

  private ResourcePoolId rootOf(ResourcePoolId pool) {
    ResourcePoolId root = pool;
    for (ResourcePool at = inventory.pools().get(root.value());
        at.parent().isPresent();
        at = inventory.pools().get(root.value())) {
      root = at.parent().get();
    }
    return root;
  }

  /** The hosts of a pool in turn, as far as machines can run there. */
  HostId next(ResourcePoolId pool) {
    ResourcePoolId root = rootOf(pool);
    List<HostId> hosts = hostsOfPool.get(root);
    HostId chosen = hosts.getFirst();
    for (int tried = 0; tried < hosts.size(); tried++) {
      chosen = hosts.get(nextHost.merge(root, 1, Integer::sum) % hosts.size());
      if (inventory.host(chosen).isUsable()) {
        break;
      }
    }
    return chosen;
  }
}
