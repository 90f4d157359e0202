package io.coppice.rules.index;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.PrivateVlanDomains;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Broadcast domains behind fences: the hardware addresses in one never meet those elsewhere, but
 * those in every port group of its private VLAN.
 */
final class FencedGroups {
  private static final Integer SITE = -1;

  private final Inventory inventory;
  private final PrivateVlanDomains domains;
  private final Set<Integer> fenced = new HashSet<>();

  /**
   * @param domains null where there are no fences
   */
  private FencedGroups(Inventory inventory, PrivateVlanDomains domains) {
    this.inventory = inventory;
    this.domains = domains;
  }

  static FencedGroups of(SiteIndex index) {
    List<Fence> fences = index.fences();
    FencedGroups groups =
        new FencedGroups(index.inventory(), fences.isEmpty() ? null : index.domains());
    for (Fence fence : fences) {
      fence
          .adapter(index.inventory(), fence.inner())
          .ifPresent(nic -> groups.fenced.add(groups.domain(nic)));
    }
    return groups;
  }

  private Integer domain(VirtualNic nic) {
    return domains.domain(nic.portGroup().value());
  }

  /** Where the adapters of a machine are that have an address. */
  private Set<Integer> places(Object mac, MachineId of) {
    Set<Integer> places = new HashSet<>();
    Machine machine = inventory.machine(of);
    if (machine != null) {
      for (VirtualNic nic : machine.hardware().nics()) {
        if (nic.mac().equals(mac)) {
          places.add(domains != null && fenced.contains(domain(nic)) ? domain(nic) : SITE);
        }
      }
    }
    return places;
  }

  /** Whether two machines that have an address can meet. */
  boolean meet(Object mac, MachineId one, MachineId other) {
    Set<Integer> places = places(mac, one);
    places.retainAll(places(mac, other));
    return !places.isEmpty();
  }

  /**
   * The first two that meet of machines that have an address; the one, if it is only one; else
   * nobody.
   */
  Collection<Integer> meeting(Object mac, Collection<Integer> rows) {
    if (fenced.isEmpty() || rows.size() < 2) {
      return rows;
    }
    Map<Integer, Integer> first = new HashMap<>();
    for (Integer row : rows) {
      for (Integer place : places(mac, new MachineId(row))) {
        Integer before = first.putIfAbsent(place, row);
        if (before != null) {
          return List.of(before, row);
        }
      }
    }
    return List.of();
  }
}
