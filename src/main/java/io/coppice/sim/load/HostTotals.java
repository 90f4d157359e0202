package io.coppice.sim.load;

import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Metric;

/** What the machines of one host get together. */
final class HostTotals {
  private long cpuDemand;
  private long cpuUsed;
  private long readyWeighted;
  private long vcpus;
  private long cpuLatencyWeighted;
  private long memoryLatencyWeighted;
  private long machines;
  private long memory;
  private long active;
  private long ballooned;
  private long compressed;
  private long overhead;
  private long swapped;
  private long disk;
  private long network;

  /** Adds a machine; {@code ready} in hundredths of a percent over its processors. */
  void addProcessors(long demand, long used, int ready, int processors) {
    cpuDemand += demand;
    cpuUsed += used;
    readyWeighted += (long) ready * processors;
    vcpus += processors;
  }

  /** Adds a machine's latencies, in hundredths of a percent. */
  void addLatencies(int cpu, int ofMemory) {
    cpuLatencyWeighted += cpu;
    memoryLatencyWeighted += ofMemory;
    machines++;
  }

  void addMemory(long granted, long inUse, long balloon, long zipped, long swap, long besideGuest) {
    memory += granted;
    active += inUse;
    ballooned += balloon;
    compressed += zipped;
    swapped += swap;
    overhead += besideGuest;
  }

  /** Memory that no machine has by itself. */
  void addBases(long mib) {
    memory += mib;
  }

  /** What the hypervisor takes besides. */
  void addOverhead(long mib) {
    overhead += mib;
  }

  void addDisk(int rate) {
    disk += rate;
  }

  void addNetwork(int rate) {
    network += rate;
  }

  /** Writes the figures of the host, its power linear between idle and full by processor load. */
  void write(Figures figures, Host host) {
    set(figures, host, Metric.CPU_DEMAND, cpuDemand);
    set(figures, host, Metric.CPU_USED, cpuUsed);
    set(figures, host, Metric.CPU_READY, vcpus == 0 ? 0 : readyWeighted / vcpus);
    set(figures, host, Metric.MEMORY_GRANTED, memory);
    set(figures, host, Metric.MEMORY_ACTIVE, active);
    set(figures, host, Metric.MEMORY_BALLOONED, ballooned);
    set(figures, host, Metric.MEMORY_SWAPPED, swapped);
    set(figures, host, Metric.MEMORY_COMPRESSED, compressed);
    set(figures, host, Metric.MEMORY_OVERHEAD, overhead);
    set(figures, host, Metric.CPU_LATENCY, machines == 0 ? 0 : cpuLatencyWeighted / machines);
    set(figures, host, Metric.MEMORY_LATENCY, machines == 0 ? 0 : memoryLatencyWeighted / machines);
    set(figures, host, Metric.DISK_RATE, disk);
    set(figures, host, Metric.NETWORK_RATE, network);
    int idle = host.hardware().idlePower();
    long most = Math.max(1, host.hardware().capacity().value());
    set(figures, host, Metric.POWER, idle + (host.hardware().maxPower() - idle) * cpuUsed / most);
  }

  private static void set(Figures figures, Host host, Metric metric, long value) {
    figures
        .writable(host.id().kind(), metric)
        .set(host.id().value(), (int) Math.min(Integer.MAX_VALUE, value));
  }
}
