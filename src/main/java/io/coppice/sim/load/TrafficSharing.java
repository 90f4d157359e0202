package io.coppice.sim.load;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.Workload;
import java.util.Arrays;

/**
 * Traffic to datastores and over a host's adapters, in one tick. A machine moves what the processor
 * time it got lets it: starved of that it asks for less. Where more is asked than fits, all give up
 * the same part.
 */
final class TrafficSharing {
  /** KiB a second that a megabit a second carries. */
  static final double KIB_PER_MEGABIT = 1_000_000 / 8.0 / 1024;

  /**
   * Latency of an unloaded datastore, microseconds: an assumption for flash behind a controller.
   */
  static final int BASE_LATENCY = 500;

  /** Latency grows as 1 / (1 - load), that of a queue with one server, up to this load. */
  private static final double BUSIEST = 0.98;

  private final GuestColumns guests;
  private final FigureColumns columns;
  private final DemandColumns demands;
  private final double[] asked;
  private final double[] factors;
  private final int[] latencies;
  private final int[] reachedBy;
  private double[] rates = new double[64];

  TrafficSharing(
      Inventory inventory, GuestColumns guests, FigureColumns columns, DemandColumns demands) {
    this.guests = guests;
    this.columns = columns;
    this.demands = demands;
    int datastores = inventory.datastores().size();
    asked = new double[datastores];
    factors = new double[datastores];
    latencies = new int[datastores];
    reachedBy = new int[datastores];
    Arrays.fill(reachedBy, GuestColumns.NONE);
  }

  /** Notes which datastores a host reaches; goes before its machines. */
  void enter(Host host) {
    for (Host.Mount mount : host.datastores()) {
      if (mount.pathUp() && mount.datastore().value() < reachedBy.length) {
        reachedBy[mount.datastore().value()] = host.id().value();
      }
    }
  }

  private boolean reaches(Host host, int datastore) {
    return datastore != GuestColumns.NONE && reachedBy[datastore] == host.id().value();
  }

  /** Shares the adapters of a host among its machines, and asks its datastores. */
  void network(Host host, RunningByHost roster, HostTotals sum) {
    int hostRow = host.id().value();
    int count = roster.count(hostRow);
    if (rates.length < count) {
      rates = new double[count * 2];
    }
    double wanted = 0;
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      Workload workload = guests.workload(row);
      rates[i] = guests.isWired(row) ? GuestDemand.network(workload, processors(row)) : 0;
      wanted += rates[i];
      if (reaches(host, guests.datastore(row))) {
        asked[guests.datastore(row)] += GuestDemand.disk(workload, processors(row));
      }
    }
    double megabits = 0;
    for (Host.PhysicalNic nic : host.hardware().nics()) {
      megabits += nic.linkUp() ? nic.megabits() : 0;
    }
    double factor = wanted == 0 ? 1 : Math.min(1, megabits * KIB_PER_MEGABIT / wanted);
    for (int i = 0; i < count; i++) {
      int rate = (int) (factor * rates[i]);
      columns.networkRate().set(roster.machine(hostRow, i), rate);
      sum.addNetwork(rate);
    }
  }

  private double processors(int row) {
    return demands.processors(row, guests.vcpus(row));
  }

  /** Grants what the datastores have, when all hosts asked. */
  void datastores(Inventory inventory, Figures figures) {
    for (int row = 0; row < asked.length; row++) {
      Datastore datastore = inventory.datastores().get(row);
      if (datastore == null) {
        continue;
      }
      double capacity = datastore.megabits() * KIB_PER_MEGABIT;
      factors[row] = asked[row] <= capacity ? 1 : capacity / asked[row];
      double busy = capacity <= 0 ? BUSIEST : Math.min(BUSIEST, asked[row] / capacity);
      latencies[row] = (int) (BASE_LATENCY / (1 - busy));
      figures
          .column(EntityId.Kind.DATASTORE, Metric.DISK_RATE)
          .set(row, (int) Math.min(asked[row], capacity));
      figures.column(EntityId.Kind.DATASTORE, Metric.DISK_LATENCY).set(row, latencies[row]);
    }
    Arrays.fill(reachedBy, GuestColumns.NONE);
  }

  /** Hands a machine its part of what its datastore granted. */
  void disk(Host host, int row, HostTotals sum) {
    int datastore = guests.datastore(row);
    boolean reached = reaches(host, datastore);
    int rate =
        reached
            ? (int) (factors[datastore] * GuestDemand.disk(guests.workload(row), processors(row)))
            : 0;
    columns.diskRate().set(row, rate);
    columns.diskLatency().set(row, reached ? latencies[datastore] : 0);
    sum.addDisk(rate);
  }
}
