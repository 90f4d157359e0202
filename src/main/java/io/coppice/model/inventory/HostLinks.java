package io.coppice.model.inventory;

import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Host.PhysicalNic;
import java.util.Optional;

/**
 * What the network adapters of a host reach. An adapter carries nothing unless it is an uplink of a
 * switch; the host is managed over the switch of its first uplink, as an installed ESXi is over
 * vmnic0 and vSwitch0.
 */
public final class HostLinks {
  private HostLinks() {}

  /** The switch over which the host is managed; empty if no adapter is an uplink. */
  public static Optional<SwitchId> management(Host host) {
    for (PhysicalNic nic : host.hardware().nics()) {
      if (nic.uplinkOf().isPresent()) {
        return nic.uplinkOf();
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the host can be managed; one without uplinks is taken to be reached if any link is up.
   */
  public static boolean isManaged(Host host) {
    Optional<SwitchId> management = management(host);
    return host.hardware().nics().isEmpty()
        || host.hardware().nics().stream()
            .anyMatch(
                nic -> nic.linkUp() && (management.isEmpty() || nic.uplinkOf().equals(management)));
  }

  /** Whether any adapter is an uplink of the switch, with a link or without. */
  public static boolean hasUplink(Host host, SwitchId of) {
    for (PhysicalNic nic : host.hardware().nics()) {
      if (isUplink(nic, of)) {
        return true;
      }
    }
    return false;
  }

  /** Megabits a second that uplinks of the switch with a link carry. */
  public static long megabits(Host host, SwitchId of) {
    long sum = 0;
    for (PhysicalNic nic : host.hardware().nics()) {
      sum += nic.linkUp() && isUplink(nic, of) ? nic.megabits() : 0;
    }
    return sum;
  }

  private static boolean isUplink(PhysicalNic nic, SwitchId of) {
    return nic.uplinkOf().isPresent() && nic.uplinkOf().get().equals(of);
  }
}
