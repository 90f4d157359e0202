package io.coppice.model.inventory;

import io.coppice.model.EntityId.PortGroupId;

/**
 * A machine's network adapter.
 *
 * @param key names the adapter within its machine; never reused there
 * @param mac six bytes, printed {@code 00:50:56:..} (VMware's OUI)
 * @param ip the address its guest uses, as tools report it; empty if unknown
 */
public record VirtualNic(int key, String mac, PortGroupId portGroup, boolean connected, String ip) {
  public VirtualNic withConnected(boolean changed) {
    return new VirtualNic(key, mac, portGroup, changed, ip);
  }

  public VirtualNic withPortGroup(PortGroupId changed) {
    return new VirtualNic(key, mac, changed, connected, ip);
  }

  public VirtualNic withAddress(String changedMac, String changedIp) {
    return new VirtualNic(key, changedMac, portGroup, connected, changedIp);
  }
}
