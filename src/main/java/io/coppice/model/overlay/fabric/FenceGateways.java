package io.coppice.model.overlay.fabric;

import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The router of each fenced network, which its machines know from DHCP (option 3, RFC 2132 section
 * 3.5) or were customised with; of two fences around one network the first counts.
 */
public final class FenceGateways {
  private final Map<Integer, IpAddress> byDomain = new HashMap<>();

  public FenceGateways(Fabric fabric, Inventory inventory, PrivateVlanDomains domains) {
    for (Fence fence : fabric.fences()) {
      Optional<VirtualNic> inner = fence.adapter(inventory, fence.inner());
      fence
          .gateway(inventory)
          .ifPresent(
              ip -> byDomain.putIfAbsent(domains.domain(inner.get().portGroup().value()), ip));
    }
  }

  /** Of a broadcast domain, as {@link PrivateVlanDomains} numbers them. */
  public Optional<IpAddress> of(int domain) {
    return Optional.ofNullable(byDomain.get(domain));
  }
}
