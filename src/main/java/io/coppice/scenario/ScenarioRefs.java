package io.coppice.scenario;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.ResourcePool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By what the parts of a scenario refer to each other: the name, a pool's path, or where that is
 * taken already an {@code id} of its own. Names are unique at a site only among what lies side by
 * side, in a scenario among all objects of a sort. Everything is gone through in the order in which
 * it is read again, so that what is written of what was read is the same text.
 */
final class ScenarioRefs {
  private final Inventory inventory;
  private final Map<EntityId, String> refs = new HashMap<>();
  private final Map<EntityId.Kind, Set<String>> taken = new EnumMap<>(EntityId.Kind.class);
  private final Map<EntityId.Kind, Integer> others = new EnumMap<>(EntityId.Kind.class);
  private final Map<EntityId.Kind, Set<String>> names = new EnumMap<>(EntityId.Kind.class);

  ScenarioRefs(Inventory inventory) {
    this.inventory = inventory;
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      taken.put(kind, new HashSet<>());
      Set<String> known = new HashSet<>();
      Optional.ofNullable(inventory.table(kind))
          .ifPresent(table -> table.forEach(entity -> known.add(entity.name())));
      names.put(kind, known);
    }
    inventory.datastores().forEach(this::plain);
    switches().forEach(this::plain);
    for (NetworkSwitch of : switches()) {
      inventory
          .portGroups()
          .forEach(
              group -> {
                if (group.onSwitch().equals(of.id())) {
                  plain(group);
                }
              });
    }
    inventory.clusters().forEach(cluster -> top(cluster, cluster.rootPool(), true));
    hosts().forEach(host -> top(host, host.rootPool(), host.cluster().isEmpty()));
    inventory.clusters().forEach(cluster -> below(cluster.rootPool()));
    hosts().forEach(this::belowHost);
    machines().forEach(this::plain);
  }

  /** Those of hosts last, as they are read. */
  List<NetworkSwitch> switches() {
    List<NetworkSwitch> switches = new ArrayList<>();
    inventory.switches().forEach(switches::add);
    switches.sort(Comparator.comparing(of -> of.host().isPresent()));
    return switches;
  }

  /** Those of clusters first, in the order of the clusters, as they are read. */
  private List<Host> hosts() {
    List<Host> hosts = new ArrayList<>();
    inventory.hosts().forEach(hosts::add);
    hosts.sort(
        Comparator.comparingInt(
            host -> host.cluster().map(EntityId::value).orElse(Integer.MAX_VALUE)));
    return hosts;
  }

  /** What others are linked to comes before them. */
  List<Machine> machines() {
    Map<MachineId, Machine> ordered = new LinkedHashMap<>();
    inventory.machines().forEach(machine -> behindParents(machine, ordered));
    return List.copyOf(ordered.values());
  }

  private void behindParents(Machine machine, Map<MachineId, Machine> ordered) {
    Deque<Machine> chain = new ArrayDeque<>();
    Machine at = machine;
    while (at != null && !ordered.containsKey(at.id()) && !chain.contains(at)) {
      chain.push(at);
      at = at.linked().map(to -> inventory.machine(to.parent())).orElse(null);
    }
    chain.forEach(one -> ordered.put(one.id(), one));
  }

  private void belowHost(Host host) {
    if (host.cluster().isEmpty()) {
      below(host.rootPool());
    }
  }

  private void plain(Entity entity) {
    claim(entity.id(), entity.name());
  }

  /** A cluster, or a host by itself, names the pool at its top too. */
  private void top(Entity owner, ResourcePoolId root, boolean owns) {
    Set<String> pools = taken.get(EntityId.Kind.RESOURCE_POOL);
    if (owns && pools.contains(owner.name())) {
      put(owner.id(), other(owner.id()));
    } else {
      plain(owner);
    }
    if (owns) {
      put(root, of(owner.id()));
    }
  }

  private void below(ResourcePoolId parent) {
    for (int row = 0; row < inventory.pools().size(); row++) {
      ResourcePool pool = inventory.pools().get(row);
      if (pool != null && pool.parent().equals(Optional.of(parent))) {
        claim(pool.id(), natural(pool));
        below(pool.id());
      }
    }
  }

  private void claim(EntityId id, String wanted) {
    put(id, taken.get(id.kind()).contains(wanted) ? other(id) : wanted);
  }

  private String put(EntityId id, String handle) {
    taken.get(id.kind()).add(handle);
    refs.put(id, handle);
    return handle;
  }

  /** Something that is neither taken nor the name of an object that has its turn later. */
  private String other(EntityId id) {
    String handle = id.kind().id(others.merge(id.kind(), 1, Integer::sum)).token();
    while (names.get(id.kind()).contains(handle) || taken.get(id.kind()).contains(handle)) {
      handle += '\'';
    }
    return handle;
  }

  /** What refers to the object. */
  String of(EntityId id) {
    return refs.get(id);
  }

  /** The {@code id} that must be written, if what refers to the object is not natural. */
  Optional<String> said(Entity entity) {
    String natural = entity instanceof ResourcePool pool ? natural(pool) : entity.name();
    return Optional.of(of(entity.id())).filter(handle -> !handle.equals(natural));
  }

  private String natural(ResourcePool pool) {
    return refs.get(pool.parent().orElseThrow()) + '/' + pool.name();
  }
}
