package io.coppice.sim.load;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Metric;
import io.coppice.sim.flow.FlowTable;
import io.coppice.sim.flow.GuestTraffic;
import io.coppice.sim.flow.ResourceUse;
import java.util.Arrays;
import java.util.Map;

/**
 * Traffic to datastores and over a host's adapters, in one tick. A machine moves what the processor
 * time it got lets it: starved of that it asks for less. Each of its disks asks the datastore that
 * it lies on, for no more than its limit lets through. Where more is asked of a line or a datastore
 * than fits, all give up the same part; of a datastore with I/O control each gets by the shares of
 * its disk (vSphere Storage, "Storage I/O Control", which likewise acts only when the datastore is
 * short). What waits at a limit or for its turn waits the longer: a guest keeps as many reads and
 * writes on their way, so by Little's law each takes as many times longer as it gets fewer through.
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

  /** A guest that waits a thousand times as long has no use of its disk any more. */
  private static final double MOST_TIMES = 1_000;

  private final GuestColumns guests;
  private final FigureColumns columns;
  private final DemandColumns demands;
  private final FlowTable flows;

  /** What bulk transfers move at the adapters of machines, bytes a second. */
  private final Map<Integer, Long> transfers;

  private final double[] asked;
  private final int[] askingHosts;
  private final int[] lines;
  private final double[] factors;
  private final int[] latencies;
  private final int[] lastAsking;
  private final int[] reachedBy;
  private final double[] wantedOf;
  private final double[] factorOf;

  /** The switches over which machines of the host at hand want to send, and how many. */
  private final int[] wantedSwitches;

  private int wantedCount;
  private final boolean[] controlled;
  private final int[][] askingDisks;
  private final int[] askingCount;
  private final long[] operations;
  private final WaterFilling filling = new WaterFilling();

  /** Of each machine, where its disks begin in what is known of every disk that asks. */
  private final int[] firstDisk;

  private int disks;
  private double[] wanted = new double[64];
  private int[] shares = new int[64];

  /** KiB a second by disk, where its datastore was divided by shares. */
  private int[] byShares = new int[0];

  /** KiB a second that each machine would move, before its limit. */
  private final double[] disk;

  /** KiB a second that each would send and receive. */
  private final double[] network;

  TrafficSharing(
      Inventory inventory,
      GuestColumns guests,
      FigureColumns columns,
      DemandColumns demands,
      FlowTable flows) {
    this.flows = flows;
    this.transfers = flows.ofMachines();
    this.guests = guests;
    this.columns = columns;
    this.demands = demands;
    disk = new double[inventory.machines().size()];
    network = new double[disk.length];
    firstDisk = new int[disk.length];
    int datastores = inventory.datastores().size();
    asked = new double[datastores];
    askingHosts = new int[datastores];
    lastAsking = new int[datastores];
    Arrays.fill(lastAsking, GuestColumns.NONE);
    wantedOf = new double[inventory.switches().size()];
    factorOf = new double[inventory.switches().size()];
    wantedSwitches = new int[inventory.switches().size()];
    lines = new int[inventory.hosts().size()];
    factors = new double[datastores];
    latencies = new int[datastores];
    reachedBy = new int[datastores];
    Arrays.fill(reachedBy, GuestColumns.NONE);
    controlled = new boolean[datastores];
    askingDisks = new int[datastores][];
    askingCount = new int[datastores];
    operations = new long[datastores];
    inventory.datastores().forEach(its -> controlled[its.id().value()] = its.ioControl());
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

  /** Works out what machines would move with the processor time they got; goes before hosts. */
  void demand(RunningRows running) {
    for (int i = 0; i < running.count(); i++) {
      demand(running.row(i));
    }
  }

  private void demand(int row) {
    disk[row] = demands.disk(row, guests);
    network[row] =
        guests.networkSwitch(row) == GuestColumns.NONE ? 0 : demands.network(row, guests);
  }

  /** Shares the adapters of a host among its machines, and asks its datastores. */
  void network(Host host, RunningByHost roster, HostTotals sum) {
    int hostRow = host.id().value();
    int count = roster.count(hostRow);
    wantedCount = 0;
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      int on = guests.networkSwitch(row);
      if (on != GuestColumns.NONE && network[row] != 0) {
        if (wantedOf[on] == 0) {
          wantedSwitches[wantedCount++] = on;
        }
        wantedOf[on] += network[row];
      }
      ask(host, row);
    }
    factors(host);
    for (int i = 0; i < count; i++) {
      int row = roster.machine(hostRow, i);
      int on = guests.networkSwitch(row);
      long bulk = transfers.isEmpty() ? 0 : transfers.getOrDefault(row, 0L) / 1024;
      int rate =
          on == GuestColumns.NONE
              ? 0
              : (int) Math.min(Integer.MAX_VALUE, factorOf[on] * network[row] + bulk);
      columns.networkRate()[row] = rate;
      sum.addNetwork(rate);
    }
    for (int i = 0; i < wantedCount; i++) {
      wantedOf[wantedSwitches[i]] = 0;
    }
  }

  /**
   * Traffic leaves a host over uplinks of its switch that have a link, and no others. A switch
   * without uplinks on the host is one for the machines there among themselves.
   */
  private void factors(Host host) {
    HostId id = host.id();
    int management = HostLinks.management(host).map(SwitchId::value).orElse(GuestColumns.NONE);
    double out = 0;
    for (int i = 0; i < wantedCount; i++) {
      int on = wantedSwitches[i];
      factorOf[on] = 1;
      SwitchId of = new SwitchId(on);
      if (HostLinks.hasUplink(host, of)) {
        double taken =
            on == management
                ? (flows.taken(ResourceUse.sends(id)) + flows.taken(ResourceUse.receives(id)))
                    / 1024.0
                : 0;
        double left = Math.max(0, HostLinks.megabits(host, of) * KIB_PER_MEGABIT - taken);
        factorOf[on] = Math.min(1, left / wantedOf[on]);
        out += on == management ? wantedOf[on] : 0;
      }
    }
    lines[id.value()] = (int) Math.min(Integer.MAX_VALUE, out);
  }

  /**
   * Asks each datastore for what the machine's disk there would move and its limit lets through.
   */
  private void ask(Host host, int row) {
    int count = guests.disks(row);
    if (wanted.length < disks + count) {
      wanted = Arrays.copyOf(wanted, (disks + count) * 2);
      shares = Arrays.copyOf(shares, wanted.length);
    }
    firstDisk[row] = disks;
    for (int i = 0; i < count; i++) {
      int datastore = guests.datastore(row, i);
      wanted[disks] = Math.min(disk[row] * guests.diskPart(row, i), guests.diskLimit(row, i));
      shares[disks] = guests.diskShares(row, i);
      if (reaches(host, datastore)) {
        ask(host.id().value(), datastore, disks);
      }
      disks++;
    }
  }

  private void ask(int host, int datastore, int of) {
    asked[datastore] += wanted[of];
    if (controlled[datastore]) {
      int at = askingCount[datastore]++;
      int[] rows = askingDisks[datastore] == null ? new int[64] : askingDisks[datastore];
      askingDisks[datastore] = at == rows.length ? Arrays.copyOf(rows, at * 2) : rows;
      askingDisks[datastore][at] = of;
    }
    if (wanted[of] > 0 && lastAsking[datastore] != host) {
      lastAsking[datastore] = host;
      askingHosts[datastore]++;
    }
  }

  /** What guests ask for now, for what shares with them. */
  GuestTraffic asked() {
    int[] disks = new int[asked.length];
    for (int row = 0; row < disks.length; row++) {
      disks[row] = (int) Math.min(Integer.MAX_VALUE, asked[row]);
    }
    return new GuestTraffic(disks, askingHosts, lines);
  }

  /** Grants what the datastores have, when all hosts asked. */
  void datastores(Inventory inventory, Figures figures) {
    for (int row = 0; row < asked.length; row++) {
      Datastore datastore = inventory.datastores().get(row);
      if (datastore == null) {
        continue;
      }
      double all = datastore.megabits() * KIB_PER_MEGABIT;
      double taken = flows.taken(ResourceUse.disk(datastore.id())) / 1024.0;
      double capacity = Math.max(0, all - taken);
      factors[row] = asked[row] <= capacity ? 1 : capacity / asked[row];
      if (controlled[row] && factors[row] < 1) {
        byShares(row, (long) capacity);
      } else {
        controlled[row] = false;
      }
      double busy = all <= 0 ? BUSIEST : Math.min(BUSIEST, (asked[row] + taken) / all);
      latencies[row] = (int) (BASE_LATENCY / (1 - busy));
      figures
          .writable(EntityId.Kind.DATASTORE, Metric.DISK_RATE)
          .set(row, (int) Math.min(Integer.MAX_VALUE, Math.min(asked[row] + taken, all)));
      figures.writable(EntityId.Kind.DATASTORE, Metric.DISK_LATENCY).set(row, latencies[row]);
    }
    Arrays.fill(reachedBy, GuestColumns.NONE);
  }

  /** Divides what a datastore has among all disks that ask it, by their shares. */
  private void byShares(int datastore, long capacity) {
    if (byShares.length < disks) {
      byShares = new int[disks];
    }
    filling.clear();
    for (int i = 0; i < askingCount[datastore]; i++) {
      int of = askingDisks[datastore][i];
      filling.add(shares[of], 0, 0, (long) Math.ceil(wanted[of]));
    }
    filling.fill(capacity);
    for (int i = 0; i < askingCount[datastore]; i++) {
      byShares[askingDisks[datastore][i]] = (int) Math.min(Integer.MAX_VALUE, filling.granted(i));
    }
  }

  /** Writes what datastores do, when all machines have their part. */
  void operations(Figures figures) {
    for (int row = 0; row < operations.length; row++) {
      figures
          .writable(EntityId.Kind.DATASTORE, Metric.DISK_OPERATIONS)
          .set(row, (int) Math.min(Integer.MAX_VALUE, operations[row]));
    }
  }

  /**
   * Hands a machine what its datastores granted its disks. Its latency is that of its mean read or
   * write, which most are of the disk that gets most through.
   */
  void disk(Host host, int row, HostTotals sum) {
    long rate = 0;
    long each = 0;
    double waited = 0;
    int unmoved = 0;
    for (int i = guests.disks(row) - 1; i >= 0; i--) {
      int datastore = guests.datastore(row, i);
      if (!reaches(host, datastore)) {
        continue;
      }
      int granted = granted(datastore, firstDisk[row] + i);
      int done = granted / sizeOf(row);
      int latency = latency(datastore, disk[row] * guests.diskPart(row, i), granted);
      rate += granted;
      each += done;
      waited += (double) latency * granted;
      unmoved = latency;
      operations[datastore] += done;
    }
    columns.diskRate()[row] = (int) Math.min(Integer.MAX_VALUE, rate);
    columns.diskOperations()[row] = (int) Math.min(Integer.MAX_VALUE, each);
    columns.diskLatency()[row] = rate > 0 ? (int) (waited / rate) : unmoved;
    sum.addDisk((int) Math.min(Integer.MAX_VALUE, rate));
  }

  private int sizeOf(int row) {
    return GuestDemand.operationSize(guests.workload(row));
  }

  private int granted(int datastore, int of) {
    return controlled[datastore]
        ? Math.min(byShares[of], (int) wanted[of])
        : (int) (factors[datastore] * wanted[of]);
  }

  private int latency(int datastore, double wouldMove, int rate) {
    double times = Math.clamp(wouldMove / Math.max(1, rate), 1, MOST_TIMES);
    return (int) (latencies[datastore] * times);
  }
}
