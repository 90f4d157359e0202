package io.coppice.sim.load;

import io.coppice.model.EntityId.Kind;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Metric;
import io.coppice.model.table.CowInts;

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
      PoolTree tree, int machines, Figures figures, RunningByHost roster, FigureColumns columns) {
    long[] cpu = new long[tree.size()];
    long[] memory = new long[tree.size()];
    GuestColumns guests = roster.guests();
    for (int row = 0; row < machines; row++) {
      if (guests.host(row) != GuestColumns.NONE) {
        cpu[guests.pool(row)] += columns.cpuUsed()[row];
        memory[guests.pool(row)] += columns.memoryGranted()[row];
      }
    }
    for (int rank = tree.count() - 1; rank >= 0; rank--) {
      int pool = tree.atRank(rank);
      int parent = tree.parent(pool);
      if (parent != PoolTree.NONE) {
        cpu[parent] += cpu[pool];
        memory[parent] += memory[pool];
      }
    }
    write(figures, Kind.RESOURCE_POOL, Metric.CPU_USED, cpu);
    write(figures, Kind.RESOURCE_POOL, Metric.MEMORY_GRANTED, memory);
  }

  private static void write(Figures figures, Kind kind, Metric metric, long[] sums) {
    CowInts column = figures.writable(kind, metric);
    for (int row = 0; row < sums.length; row++) {
      column.set(row, (int) Math.min(Integer.MAX_VALUE, sums[row]));
    }
  }
}
