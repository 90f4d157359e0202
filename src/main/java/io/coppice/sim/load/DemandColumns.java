package io.coppice.sim.load;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.Workload;
import io.coppice.sim.guest.Burden;
import java.util.Arrays;

/** What each running machine asks for in one tick, by row; arrays are reused. */
final class DemandColumns {
  private double[] active = new double[0];
  private int[] fullSpeed = new int[0];
  private int[] cpu = new int[0];
  private int[] memory = new int[0];
  private double[] work = new double[0];
  private int[] disk = new int[0];

  void room(int wanted) {
    if (wanted > cpu.length) {
      int rows = wanted + wanted / 4;
      active = Arrays.copyOf(active, rows);
      fullSpeed = Arrays.copyOf(fullSpeed, rows);
      cpu = Arrays.copyOf(cpu, rows);
      memory = Arrays.copyOf(memory, rows);
      work = Arrays.copyOf(work, rows);
      disk = Arrays.copyOf(disk, rows);
    }
  }

  /** Works out what a machine asks of a host of that many cores of that speed. */
  void ask(int row, GuestColumns guests, GuestDemand demand, int cores, long coreSpeed) {
    long key = demand.key(row);
    Workload workload = guests.workload(row);
    fullSpeed[row] = (int) (Math.min(guests.vcpus(row), cores) * coreSpeed);
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

  /** KiB a second it moves to and from disks on top of its workload. */
  int disk(int row) {
    return disk[row];
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
