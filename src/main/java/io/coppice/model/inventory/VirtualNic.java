package io.coppice.model.inventory;

import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;

/**
 * A machine's network adapter.
 *
 * @param key names the adapter within its machine; never reused there
 * @param mac {@link MacAddress#NONE} if the site had none left to give
 * @param ip the address its guest uses, as tools report it; {@link IpAddress#NONE} if unknown
 */
public record VirtualNic(
    int key, MacAddress mac, PortGroupId portGroup, boolean connected, IpAddress ip) {
  public VirtualNic withConnected(boolean changed) {
    return new VirtualNic(key, mac, portGroup, changed, ip);
  }

  public VirtualNic withPortGroup(PortGroupId changed) {
    return new VirtualNic(key, mac, changed, connected, ip);
  }

  public VirtualNic withAddress(MacAddress changedMac, IpAddress changedIp) {
    return new VirtualNic(key, changedMac, portGroup, connected, changedIp);
  }
}
