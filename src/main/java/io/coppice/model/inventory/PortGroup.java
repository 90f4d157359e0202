package io.coppice.model.inventory;

import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;

/** Ports of a switch with one policy; VLAN 0 means untagged, 4095 every VLAN. */
public record PortGroup(PortGroupId id, String name, FolderId folder, SwitchId onSwitch, int vlan)
    implements Entity {
  public PortGroup {
    if (vlan < 0 || vlan > 4095) {
      throw new IllegalArgumentException("A VLAN id is 0 to 4095: " + vlan);
    }
  }

  @Override
  public PortGroup withName(String changed) {
    return new PortGroup(id, changed, folder, onSwitch, vlan);
  }

  public PortGroup withVlan(int changed) {
    return new PortGroup(id, name, folder, onSwitch, changed);
  }
}
