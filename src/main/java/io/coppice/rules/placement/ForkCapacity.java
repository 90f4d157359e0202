package io.coppice.rules.placement;

import io.coppice.model.Bytes;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;

/** What a host has left for children. */
public final class ForkCapacity {
  private ForkCapacity() {}

  /** How many more machines may run on a host at all. */
  public static int machines(Host host, SiteIndex index) {
    return Math.max(0, HostConditions.MOST_RUNNING - index.running(host.id()));
  }

  /** Bytes free on a host for more children. */
  public static long memory(Host host, SiteIndex index) {
    long used = 0;
    for (Machine machine : index.machines(host.id())) {
      if (machine.isOn() && index.forks().member(machine.id()).isEmpty()) {
        used += Bytes.MIB * index.figures().get(machine.id(), Metric.MEMORY_GRANTED);
      }
    }
    return ForkEstimate.usable(host)
        - used
        - ForkEstimate.cost(host.id(), index.forks())
        - index.reservations().of(host.id(), Sort.MEMORY) * Bytes.MIB;
  }
}
