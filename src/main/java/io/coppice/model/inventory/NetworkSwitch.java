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
 * @param uplinks how it shares each host's uplinks among the ports there
 */
public record NetworkSwitch(
    SwitchId id,
    String name,
    FolderId folder,
    Optional<HostId> host,
    int mtu,
    int mostHosts,
    UplinkPolicy uplinks)
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

  /** One whose uplinks are equal ways. */
  public NetworkSwitch(
      SwitchId id, String name, FolderId folder, Optional<HostId> host, int mtu, int mostHosts) {
    this(id, name, folder, host, mtu, mostHosts, UplinkPolicy.FLOW_HASH);
  }

  /** Of an older image: nobody who could join is kept out, and uplinks are equal ways. */
  static Object absent(String component) {
    return switch (component) {
      case "mostHosts" -> SiteLimits.SWITCH_HOSTS;
      case "uplinks" -> UplinkPolicy.FLOW_HASH;
      default -> null;
    };
  }

  public boolean isDistributed() {
    return host.isEmpty();
  }

  @Override
  public NetworkSwitch withName(String changed) {
    return new NetworkSwitch(id, changed, folder, host, mtu, mostHosts, uplinks);
  }

  public NetworkSwitch withMtu(int changed) {
    return new NetworkSwitch(id, name, folder, host, changed, mostHosts, uplinks);
  }

  public NetworkSwitch withMostHosts(int changed) {
    return new NetworkSwitch(id, name, folder, host, mtu, changed, uplinks);
  }

  public NetworkSwitch withUplinks(UplinkPolicy changed) {
    return new NetworkSwitch(id, name, folder, host, mtu, mostHosts, changed);
  }
}
