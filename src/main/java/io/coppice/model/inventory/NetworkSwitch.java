package io.coppice.model.inventory;

import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.SwitchId;
import java.util.Optional;

/**
 * A virtual switch: standard on one host, or distributed over many.
 *
 * @param mtu in bytes
 * @param mostHosts that can join it: of a distributed one, as many as its supervisor manages
 */
public record NetworkSwitch(
    SwitchId id, String name, FolderId folder, Optional<HostId> host, int mtu, int mostHosts)
    implements Entity {
  /**
   * Hosts that one supervisor manages, each like a line card: 64 Virtual Ethernet Modules (Cisco
   * Nexus 1000V Series Switches Data Sheet of 2009).
   */
  public static final int SUPERVISED = 64;

  public NetworkSwitch {
    if (mostHosts < 1) {
      throw new IllegalArgumentException("A switch is on a host at least: " + mostHosts);
    }
  }

  /** One with the usual supervisor. */
  public NetworkSwitch(SwitchId id, String name, FolderId folder, Optional<HostId> host, int mtu) {
    this(id, name, folder, host, mtu, host.isPresent() ? 1 : SUPERVISED);
  }

  /** Of an image that is older than the limit: nobody who could join is kept out. */
  static Object absent(String component) {
    return component.equals("mostHosts") ? SiteLimits.SWITCH_HOSTS : null;
  }

  public boolean isDistributed() {
    return host.isEmpty();
  }

  @Override
  public NetworkSwitch withName(String changed) {
    return new NetworkSwitch(id, changed, folder, host, mtu, mostHosts);
  }

  public NetworkSwitch withMtu(int changed) {
    return new NetworkSwitch(id, name, folder, host, changed, mostHosts);
  }

  public NetworkSwitch withMostHosts(int changed) {
    return new NetworkSwitch(id, name, folder, host, mtu, changed);
  }
}
