package io.coppice.sim.load;

import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.inventory.Workload;
import io.coppice.rules.index.Commitments;
import java.util.Arrays;
import java.util.List;

/**
 * What the model needs of each machine, in plain columns by row, so that a tick over tens of
 * thousands of them walks no objects. A cache of the inventory.
 */
final class GuestColumns {
  static final int NONE = -1;

  private static final Workload[] WORKLOADS = Workload.values();

  private int[] hosts = new int[0];
  private int[] pools = new int[0];
  private int[] vcpus = new int[0];
  private int[] variations = new int[0];
  private int[] memory = new int[0];
  private int[] overheads = new int[0];
  private int[] datastores = new int[0];
  private OtherDisks[] others = new OtherDisks[0];
  private int[] diskShares = new int[0];
  private int[] diskLimits = new int[0];
  private byte[] workloads = new byte[0];
  private int[] switches = new int[0];
  private boolean[] stalled = new boolean[0];
  private MeasuredLoad[] measured = new MeasuredLoad[0];
  private boolean[] balloons = new boolean[0];
  private final Claims cpuClaims = new Claims();
  private final Claims memoryClaims = new Claims();

  /**
   * The disks after the first, of the few machines that have some, and which part of all traffic is
   * that of the first.
   */
  private record OtherDisks(
      int[] datastores, int[] shares, int[] limits, double[] parts, double ofFirst) {
    static OtherDisks of(List<VirtualDisk> disks) {
      int count = disks.size() - 1;
      OtherDisks made =
          new OtherDisks(
              new int[count], new int[count], new int[count], new double[count], part(disks, 0));
      for (int i = 0; i < count; i++) {
        VirtualDisk disk = disks.get(i + 1);
        made.datastores[i] = disk.datastore().value();
        made.shares[i] = disk.shares();
        made.limits[i] = disk.ioLimit();
        made.parts[i] = part(disks, i + 1);
      }
      return made;
    }

    private static double part(List<VirtualDisk> disks, int at) {
      double all = disks.stream().mapToDouble(disk -> disk.capacity().value()).sum();
      return all == 0 ? 1.0 / disks.size() : disks.get(at).capacity().value() / all;
    }
  }

  /** Shares, reservation and limit of each machine for one resource. */
  static final class Claims {
    private int[] shares = new int[0];
    private int[] reservations = new int[0];
    private int[] limits = new int[0];

    int shares(int row) {
      return shares[row];
    }

    int reservation(int row) {
      return reservations[row];
    }

    int limit(int row) {
      return limits[row];
    }

    private void set(int row, Allocation allocation) {
      shares[row] = allocation.shares();
      reservations[row] = allocation.reservation();
      limits[row] = allocation.limit();
    }

    private void room(int rows) {
      shares = Arrays.copyOf(shares, rows);
      reservations = Arrays.copyOf(reservations, rows);
      limits = Arrays.copyOf(limits, rows);
    }
  }

  /** Makes room for at least that many machines. */
  void room(int wanted) {
    int from = hosts.length;
    if (wanted <= from) {
      return;
    }
    int rows = wanted + wanted / 4;
    hosts = Arrays.copyOf(hosts, rows);
    Arrays.fill(hosts, from, rows, NONE);
    pools = Arrays.copyOf(pools, rows);
    vcpus = Arrays.copyOf(vcpus, rows);
    variations = Arrays.copyOf(variations, rows);
    memory = Arrays.copyOf(memory, rows);
    overheads = Arrays.copyOf(overheads, rows);
    datastores = Arrays.copyOf(datastores, rows);
    others = Arrays.copyOf(others, rows);
    diskShares = Arrays.copyOf(diskShares, rows);
    diskLimits = Arrays.copyOf(diskLimits, rows);
    workloads = Arrays.copyOf(workloads, rows);
    switches = Arrays.copyOf(switches, rows);
    stalled = Arrays.copyOf(stalled, rows);
    measured = Arrays.copyOf(measured, rows);
    balloons = Arrays.copyOf(balloons, rows);
    cpuClaims.room(rows);
    memoryClaims.room(rows);
  }

  /** Takes over what a machine is now; null for one that is gone. */
  void set(int row, Machine machine, Inventory inventory) {
    if (machine == null || !machine.isOn()) {
      hosts[row] = NONE;
      return;
    }
    hosts[row] = machine.host().value();
    pools[row] = machine.pool().value();
    vcpus[row] = machine.hardware().vcpus();
    variations[row] = machine.variation();
    memory[row] = (int) Math.min(Integer.MAX_VALUE, machine.hardware().memory().mib());
    // A forked machine's process is counted with its own pages.
    overheads[row] =
        machine.fork().isPresent() ? 0 : (int) Commitments.overhead(machine.hardware());
    List<VirtualDisk> disks = machine.hardware().disks();
    datastores[row] = disks.isEmpty() ? NONE : disks.getFirst().datastore().value();
    diskShares[row] = disks.isEmpty() ? 0 : disks.getFirst().shares();
    diskLimits[row] = disks.isEmpty() ? 0 : disks.getFirst().ioLimit();
    others[row] = disks.size() > 1 ? OtherDisks.of(disks) : null;
    stalled[row] = machine.stalled();
    workloads[row] = (byte) machine.guest().workload().ordinal();
    switches[row] = switchOf(machine, inventory);
    measured[row] = machine.guest().measured().orElse(null);
    // A balloon would take pages that are the base's, which frees nothing.
    balloons[row] = machine.guest().tools().answers() && machine.fork().isEmpty();
    cpuClaims.set(row, machine.placement().cpu());
    memoryClaims.set(row, machine.placement().memory());
  }

  /** Where it runs, or {@link #NONE}. */
  int host(int row) {
    return row < hosts.length ? hosts[row] : NONE;
  }

  int pool(int row) {
    return pools[row];
  }

  int vcpus(int row) {
    return vcpus[row];
  }

  /** What tells its load from that of others with its workload. */
  int variation(int row) {
    return variations[row];
  }

  /** MiB. */
  int memory(int row) {
    return memory[row];
  }

  /** MiB the hypervisor needs for it besides. */
  int overhead(int row) {
    return overheads[row];
  }

  /** Where its first disk lies, or {@link #NONE}. */
  int datastore(int row) {
    return datastores[row];
  }

  int disks(int row) {
    return datastores[row] == NONE ? 0 : others[row] == null ? 1 : 1 + others[row].parts.length;
  }

  /** Where one of its disks lies. */
  int datastore(int row, int disk) {
    return disk == 0 ? datastores[row] : others[row].datastores[disk - 1];
  }

  /** The weight of a disk on its datastore. */
  int diskShares(int row, int disk) {
    return disk == 0 ? diskShares[row] : others[row].shares[disk - 1];
  }

  /** The part of the machine's traffic that is a disk's: by capacity, an assumption. */
  double diskPart(int row, int disk) {
    OtherDisks more = others[row];
    return more == null ? 1 : disk == 0 ? more.ofFirst : more.parts[disk - 1];
  }

  /** KiB a second that a disk's limit of reads and writes lets through; without one, any. */
  double diskLimit(int row, int disk) {
    int limit = disk == 0 ? diskLimits[row] : others[row].limits[disk - 1];
    return limit == 0
        ? Double.MAX_VALUE
        : (double) limit * GuestDemand.operationSize(workload(row));
  }

  /** Whether it stands still and asks for nothing but the memory it has. */
  boolean isStalled(int row) {
    return stalled[row];
  }

  Workload workload(int row) {
    return WORKLOADS[workloads[row]];
  }

  /** The switch of its first connected adapter, which takes its traffic; or {@link #NONE}. */
  int networkSwitch(int row) {
    return switches[row];
  }

  private static int switchOf(Machine machine, Inventory inventory) {
    for (VirtualNic nic : machine.hardware().nics()) {
      PortGroup group = inventory.portGroups().get(nic.portGroup().value());
      if (nic.connected() && group != null) {
        return group.onSwitch().value();
      }
    }
    return NONE;
  }

  /** What it was measured to ask for, or null. */
  MeasuredLoad measured(int row) {
    return measured[row];
  }

  /** Whether its tools can drive a balloon. */
  boolean balloons(int row) {
    return balloons[row];
  }

  Claims cpu() {
    return cpuClaims;
  }

  Claims memory() {
    return memoryClaims;
  }
}
