package io.coppice.rules.index;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.Fence;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Port groups behind fences: the hardware addresses in one never meet those elsewhere. */
final class FencedGroups {
  private static final PortGroupId SITE = new PortGroupId(Integer.MAX_VALUE);

  private final Inventory inventory;
  private final Set<PortGroupId> groups = new HashSet<>();

  private FencedGroups(Inventory inventory) {
    this.inventory = inventory;
  }

  static FencedGroups of(SiteIndex index) {
    FencedGroups fenced = new FencedGroups(index.inventory());
    for (Fence fence : index.fences()) {
      fence
          .adapter(index.inventory(), fence.inner())
          .map(VirtualNic::portGroup)
          .ifPresent(fenced.groups::add);
    }
    return fenced;
  }

  /** Where the adapters of a machine are that have an address. */
  private Set<PortGroupId> places(Object mac, MachineId of) {
    Set<PortGroupId> places = new HashSet<>();
    Machine machine = inventory.machine(of);
    if (machine != null) {
      for (VirtualNic nic : machine.hardware().nics()) {
        if (nic.mac().equals(mac)) {
          places.add(groups.contains(nic.portGroup()) ? nic.portGroup() : SITE);
        }
      }
    }
    return places;
  }

  /** Whether two machines that have an address can meet. */
  boolean meet(Object mac, MachineId one, MachineId other) {
    Set<PortGroupId> places = places(mac, one);
    places.retainAll(places(mac, other));
    return !places.isEmpty();
  }

  /**
   * The first two that meet of machines that have an address; the one, if it is only one; else
   * nobody.
   */
  Collection<Integer> meeting(Object mac, Collection<Integer> rows) {
    if (groups.isEmpty() || rows.size() < 2) {
      return rows;
    }
    Map<PortGroupId, Integer> first = new HashMap<>();
    for (Integer row : rows) {
      for (PortGroupId place : places(mac, new MachineId(row))) {
        Integer before = first.putIfAbsent(place, row);
        if (before != null) {
          return List.of(before, row);
        }
      }
    }
    return List.of();
  }
}
