package io.coppice.sim.load;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.model.inventory.Workload;
import io.coppice.sim.guest.Burden;
import java.util.Arrays;

/** What each running machine asks for in one tick, by row; arrays are reused. */
final class DemandColumns {
  private static final int NOT_MEASURED = -1;

  /** Hundredths of a percent in a whole. */
  private static final int WHOLE = 10_000;

  private double[] active = new double[0];
  private int[] measuredDisk = new int[0];
  private int[] measuredNetwork = new int[0];
  private int[] fullSpeed = new int[0];
  private int[] cpu = new int[0];
  private int[] memory = new int[0];
  private double[] work = new double[0];
  private int[] disk = new int[0];

  void room(int wanted) {
    if (wanted > cpu.length) {
      int rows = wanted + wanted / 4;
      active = Arrays.copyOf(active, rows);
      measuredDisk = Arrays.copyOf(measuredDisk, rows);
      measuredNetwork = Arrays.copyOf(measuredNetwork, rows);
      fullSpeed = Arrays.copyOf(fullSpeed, rows);
      cpu = Arrays.copyOf(cpu, rows);
      memory = Arrays.copyOf(memory, rows);
      work = Arrays.copyOf(work, rows);
      disk = Arrays.copyOf(disk, rows);
    }
  }

  /** Works out what a machine asks of a host of that many cores of that speed. */
  void ask(int row, GuestColumns guests, GuestDemand demand, int cores, long coreSpeed) {
    long key = demand.key(guests.variation(row));
    Workload workload = guests.workload(row);
    fullSpeed[row] = (int) (Math.min(guests.vcpus(row), cores) * coreSpeed);
    MeasuredLoad load = guests.measured(row);
    if (load != null) {
      measured(row, load, guests, demand);
      return;
    }
    measuredDisk[row] = NOT_MEASURED;
    measuredNetwork[row] = NOT_MEASURED;
    cpu[row] = guests.isStalled(row) ? 0 : (int) (demand.cpu(key, workload) * fullSpeed[row]);
    memory[row] = (int) (GuestDemand.consumed(key, workload) * guests.memory(row));
    active[row] = demand.active(key, workload);
    disk[row] = 0;
  }

  /** It asks for that on top of its workload. */
  void bear(int row, Burden burden, GuestColumns guests, long coreSpeed) {
    long more = burden.processors() * coreSpeed;
    cpu[row] = (int) Math.min(fullSpeed[row], cpu[row] + more);
    int mib = (int) (burden.memory() / Bytes.MIB);
    memory[row] = Math.max(memory[row], Math.min(guests.memory(row), memory[row] + mib));
    double share = memory[row] == 0 ? 0 : (double) mib / memory[row];
    active[row] = Math.min(1, active[row] + share);
    disk[row] = (int) Math.min(Integer.MAX_VALUE, burden.disk() / 1024);
  }

  /** What was not measured follows the workload. */
  private void measured(int row, MeasuredLoad load, GuestColumns guests, GuestDemand demand) {
    int step = load.step(demand.now());
    long key = demand.key(guests.variation(row));
    Workload workload = guests.workload(row);
    int wanted = guests.isStalled(row) ? 0 : load.cpuAt(step);
    cpu[row] = (int) ((long) wanted * fullSpeed[row] / WHOLE);
    if (load.hasMemory()) {
      memory[row] = (int) ((long) load.memoryKept() * guests.memory(row) / WHOLE);
      active[row] = load.memoryAt(step) / (double) Math.max(1, load.memoryKept());
    } else {
      memory[row] = (int) (GuestDemand.consumed(key, workload) * guests.memory(row));
      active[row] = demand.active(key, workload);
    }
    measuredDisk[row] = load.hasDisk() ? load.diskAt(step) : NOT_MEASURED;
    measuredNetwork[row] = load.hasNetwork() ? load.networkAt(step) : NOT_MEASURED;
    disk[row] = 0;
  }

  /** KiB a second it moves to and from disks with the processor time it got. */
  double disk(int row, GuestColumns guests) {
    return disk[row]
        + (measuredDisk[row] == NOT_MEASURED
            ? GuestDemand.disk(guests.workload(row), processors(row, guests.vcpus(row)))
            : measuredDisk[row] * done(row));
  }

  /** KiB a second over the network, likewise. */
  double network(int row, GuestColumns guests) {
    return measuredNetwork[row] == NOT_MEASURED
        ? GuestDemand.network(guests.workload(row), processors(row, guests.vcpus(row)))
        : measuredNetwork[row] * done(row);
  }

  /** Part of the work it asked for that it could do. */
  private double done(int row) {
    return cpu[row] == 0 ? 1 : Math.min(1, work[row] / cpu[row]);
  }

  /** It keeps that many MiB, whatever its workload would touch: the rest is its base's. */
  void keep(int row, int mib) {
    memory[row] = mib;
  }

  /** It got processor time worth that many MHz of undisturbed work. */
  void work(int row, double megahertz) {
    work[row] = megahertz;
  }

  /** The processors' worth of undisturbed time a machine got. */
  double processors(int row, int vcpus) {
    return fullSpeed[row] == 0 ? 0 : work[row] * vcpus / fullSpeed[row];
  }

  /** MHz. */
  int cpu(int row) {
    return cpu[row];
  }

  /** MHz of all its processors that can run at once. */
  int fullSpeed(int row) {
    return fullSpeed[row];
  }

  /** MiB it has touched and would keep. */
  int memory(int row) {
    return memory[row];
  }

  /** Share of its memory it uses now, 0 to 1. */
  double active(int row) {
    return active[row];
  }
}
