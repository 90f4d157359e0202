package io.coppice.sim.network;

import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Which port groups share a broadcast domain: those of one switch with one primary VLAN. */
final class PrivateVlanDomains {
  private final Inventory inventory;
  private final Map<Integer, Integer> first = new HashMap<>();

  /** Primary VLANs of different switches are different ones, and those without tunnels end here. */
  private record Primary(int onSwitch, int vlan, boolean hasSegment) {}

  /**
   * @param hasSegment asked of rows of port groups
   */
  PrivateVlanDomains(Inventory inventory, IntPredicate hasSegment) {
    this.inventory = inventory;
    Map<Primary, Integer> known = new HashMap<>();
    inventory
        .portGroups()
        .forEach(
            group ->
                group
                    .policy()
                    .privateVlan()
                    .map(PrivateVlan::primary)
                    .map(
                        vlan ->
                            new Primary(
                                group.onSwitch().value(),
                                vlan,
                                hasSegment.test(group.id().value())))
                    .ifPresent(
                        primary -> {
                          int row = group.id().value();
                          first.put(row, known.computeIfAbsent(primary, _ -> row));
                        }));
  }

  /** The first port group of the domain; the same number for all that are in it. */
  int domain(int group) {
    return first.getOrDefault(group, group);
  }

  String name(int group) {
    PortGroup its = inventory.portGroups().get(group);
    return its == null ? "" : its.name();
  }

  PortPolicy policy(int group) {
    return Optional.ofNullable(inventory.portGroups().get(group))
        .map(PortGroup::policy)
        .orElse(PortPolicy.NONE);
  }
}
