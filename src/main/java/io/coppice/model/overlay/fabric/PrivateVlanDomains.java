package io.coppice.model.overlay.fabric;

import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.PrivateVlan;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** Which port groups share a broadcast domain: those of one switch with one primary VLAN. */
public final class PrivateVlanDomains {
  private final Map<Integer, Integer> first = new HashMap<>();

  /** Primary VLANs of different switches are different ones, and those without tunnels end here. */
  private record Primary(int onSwitch, int vlan, boolean hasSegment) {}

  /**
   * The domains of an inventory.
   *
   * @param hasSegment asked of rows of port groups
   */
  public PrivateVlanDomains(Inventory inventory, IntPredicate hasSegment) {
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
  public int domain(int group) {
    return first.getOrDefault(group, group);
  }
}
