package io.coppice.sim.load;

import io.coppice.model.EntityId.Kind;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import java.util.Optional;

/** Sums of clusters over their hosts, and of resource pools over everything below them. */
final class FigureRollUp {
  private FigureRollUp() {}

  static void clusters(Inventory inventory, Figures figures) {
    int count = inventory.clusters().size();
    for (Metric metric : Metric.values()) {
      if (!metric.existsFor(Kind.CLUSTER)) {
        continue;
      }
      long[] sums = new long[count];
      for (int row = 0; row < inventory.hosts().size(); row++) {
        Host host = inventory.hosts().get(row);
        if (host != null && host.cluster().isPresent()) {
          sums[host.cluster().get().value()] += figures.column(Kind.HOST, metric).get(row);
        }
      }
      write(figures, Kind.CLUSTER, metric, sums);
    }
  }

  static void pools(
      Inventory inventory, Figures figures, RunningByHost roster, FigureColumns columns) {
    int count = inventory.pools().size();
    long[] cpu = new long[count];
    long[] memory = new long[count];
    GuestColumns guests = roster.guests();
    for (int row = 0; row < inventory.machines().size(); row++) {
      if (guests.host(row) != GuestColumns.NONE) {
        cpu[guests.pool(row)] += columns.cpuUsed().get(row);
        memory[guests.pool(row)] += columns.memoryGranted().get(row);
      }
    }
    write(figures, Kind.RESOURCE_POOL, Metric.CPU_USED, upwards(inventory, cpu));
    write(figures, Kind.RESOURCE_POOL, Metric.MEMORY_GRANTED, upwards(inventory, memory));
  }

  private static long[] upwards(Inventory inventory, long[] own) {
    long[] sums = new long[own.length];
    for (int row = 0; row < own.length; row++) {
      Optional<ResourcePool> at = Optional.ofNullable(inventory.pools().get(row));
      while (at.isPresent()) {
        sums[at.get().id().value()] += own[row];
        at = at.get().parent().map(up -> inventory.pools().get(up.value()));
      }
    }
    return sums;
  }

  private static void write(Figures figures, Kind kind, Metric metric, long[] sums) {
    for (int row = 0; row < sums.length; row++) {
      figures.column(kind, metric).set(row, (int) Math.min(Integer.MAX_VALUE, sums[row]));
    }
  }
}
