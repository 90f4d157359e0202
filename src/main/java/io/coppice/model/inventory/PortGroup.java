package io.coppice.model.inventory;

import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;

/**
 * Ports of a switch with one policy.
 *
 * @param vlan 0 means untagged, 4095 every VLAN; where the policy has a private VLAN, that counts
 */
public record PortGroup(
    PortGroupId id, String name, FolderId folder, SwitchId onSwitch, int vlan, PortPolicy policy)
    implements Entity {
  /** The VLAN of port groups that carry every VLAN. */
  public static final int TRUNK = 4095;

  public PortGroup {
    if (vlan < 0 || vlan > TRUNK) {
      throw new IllegalArgumentException("A VLAN id is 0 to 4095: " + vlan);
    }
  }

  /** Ports without a policy. */
  public PortGroup(PortGroupId id, String name, FolderId folder, SwitchId onSwitch, int vlan) {
    this(id, name, folder, onSwitch, vlan, PortPolicy.NONE);
  }

  /** Of an image that is older than policies. */
  @SuppressWarnings("UnusedMethod") // found by its name
  private static Object absent(String component) {
    return component.equals("policy") ? PortPolicy.NONE : null;
  }

  @Override
  public PortGroup withName(String changed) {
    return new PortGroup(id, changed, folder, onSwitch, vlan, policy);
  }

  public PortGroup withVlan(int changed) {
    return new PortGroup(id, name, folder, onSwitch, changed, policy);
  }

  public PortGroup withPolicy(PortPolicy changed) {
    return new PortGroup(id, name, folder, onSwitch, vlan, changed);
  }
}
