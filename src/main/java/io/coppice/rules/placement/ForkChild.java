package io.coppice.rules.placement;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;

/**
 * A child that is to be placed.
 *
 * @param source whose memory and disks it begins with
 * @param home the host that has the base in memory, where its pages are shared
 */
public record ForkChild(Machine source, HostId home) {
  boolean isAtHome(Host host) {
    return host.id().equals(home);
  }

  /** The base's host has what its source has; another must reach its datastores. */
  Optional<Problem> unreachable(Host host, SiteIndex index) {
    return isAtHome(host) ? Optional.empty() : HostConditions.unreachable(source, host, index);
  }

  /** And its port groups, those of unplugged adapters too: children may plug them in. */
  Optional<Problem> unwired(Host host, SiteIndex index) {
    List<VirtualNic> nics = isAtHome(host) ? List.of() : source.hardware().nics();
    return HostConditions.network(nics.stream().map(VirtualNic::portGroup).toList(), host, index);
  }
}
