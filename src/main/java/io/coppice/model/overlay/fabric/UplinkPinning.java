package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.overlay.fabric.SubGroups.SubGroup;
import io.coppice.model.overlay.fabric.SubGroups.Uplink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Which uplinks of hosts are in which sub-groups, where distributed switches are in host mode. */
public final class UplinkPinning {
  private final Inventory inventory;
  private final Fabric fabric;
  private final IntPredicate usable;

  /** Cables by the host's printed id and adapter; made when a switch in host mode is asked for. */
  private Map<FabricLink.End, Integer> cables;

  /**
   * @param fabric that is said or derived
   * @param usable whether a link, by its place, carries anything
   */
  public UplinkPinning(Fabric fabric, Inventory inventory, IntPredicate usable) {
    this.fabric = fabric;
    this.inventory = inventory;
    this.usable = usable;
  }

  /** The pinning in a network as it stands. */
  public static UplinkPinning of(Fabric said, Inventory inventory) {
    Fabric fabric = DerivedFabric.orSaid(said, inventory);
    return new UplinkPinning(fabric, inventory, UsableLinks.of(fabric, inventory)::get);
  }

  /** The sub-groups of a host's uplinks; empty where the switch is not in host mode. */
  public Optional<SubGroups> of(Host host, SwitchId on) {
    NetworkSwitch its = inventory.switches().get(on.value());
    return its == null || !its.uplinks().isHostMode()
        ? Optional.empty()
        : Optional.of(groups(host, its, its.uplinks()));
  }

  /** The sub-groups that they would be in. */
  public SubGroups groups(Host host, NetworkSwitch on, UplinkPolicy policy) {
    Map<String, List<Uplink>> byUpstream = new LinkedHashMap<>();
    Map<String, String> upstream = new HashMap<>();
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      FabricLink.End own = FabricLink.End.of(host.id(), nic.name());
      Integer link = cables().get(own);
      if (link != null && nic.uplinkOf().filter(on.id()::equals).isPresent()) {
        FabricLink cable = fabric.links().get(link);
        String to = cable.a().equals(own) ? cable.b().node() : cable.a().node();
        String group = policy == UplinkPolicy.MAC_PINNING ? nic.name() : to;
        upstream.put(group, to);
        byUpstream
            .computeIfAbsent(group, _ -> new ArrayList<>())
            .add(new Uplink(nic.name(), link, usable.test(link)));
      }
    }
    List<SubGroup> groups = new ArrayList<>();
    byUpstream.forEach(
        (group, uplinks) -> groups.add(new SubGroup(groups.size(), upstream.get(group), uplinks)));
    return new SubGroups(groups);
  }

  private Map<FabricLink.End, Integer> cables() {
    if (cables == null) {
      cables = new HashMap<>();
      for (int row = 0; row < fabric.links().size(); row++) {
        cables.putIfAbsent(fabric.links().get(row).a(), row);
        cables.putIfAbsent(fabric.links().get(row).b(), row);
      }
    }
    return cables;
  }
}
