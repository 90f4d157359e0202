package io.coppice.rules.index;

import io.coppice.model.ByteSum;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.MachineStorage;
import java.util.Arrays;

/** What powered-on machines have a right to on each host, and what machines take on datastores. */
public final class Commitments {
  private static final class OnHost {
    private long reservedMemory;
    private long reservedCpu;
    private long memory;
    private long processors;
    private int machines;
  }

  private static final OnHost NOTHING = new OnHost();

  /** By rows, which are dense; null where nothing ever was. */
  private OnHost[] hosts = new OnHost[16];

  private ByteSum[] datastores = new ByteSum[16];

  void add(Machine machine, int sign) {
    for (DatastoreId place : MachineStorage.places(machine)) {
      sum(place).add(MachineStorage.used(machine, place), sign);
    }
    if (!machine.isOn()) {
      return;
    }
    OnHost on = room(machine.host());
    on.reservedMemory += sign * memoryNeed(machine);
    on.reservedCpu += sign * (long) machine.placement().cpu().reservation();
    // A forked child shares what it was given with its base; its group's cost is summed there.
    on.memory +=
        sign * (machine.fork().isPresent() ? overhead(machine) : machine.hardware().memory().mib());
    on.processors += sign * (long) machine.hardware().vcpus();
    on.machines += sign;
  }

  private ByteSum sum(DatastoreId id) {
    int row = id.value();
    if (row >= datastores.length) {
      datastores = Arrays.copyOf(datastores, row + row / 2 + 1);
    }
    if (datastores[row] == null) {
      datastores[row] = new ByteSum();
    }
    return datastores[row];
  }

  private OnHost room(HostId id) {
    int row = id.value();
    if (row >= hosts.length) {
      hosts = Arrays.copyOf(hosts, row + row / 2 + 1);
    }
    if (hosts[row] == null) {
      hosts[row] = new OnHost();
    }
    return hosts[row];
  }

  private OnHost of(HostId id) {
    OnHost on = id.value() < hosts.length ? hosts[id.value()] : null;
    return on == null ? NOTHING : on;
  }

  /** Bytes machines take on the datastore. */
  public long used(DatastoreId id) {
    ByteSum sum = id.value() < datastores.length ? datastores[id.value()] : null;
    return sum == null ? 0 : sum.value();
  }

  /** MiB that running machines have reserved on the host, with their overhead. */
  public long reservedMemory(HostId id) {
    return of(id).reservedMemory;
  }

  /** MHz that running machines have reserved on the host. */
  public long reservedCpu(HostId id) {
    return of(id).reservedCpu;
  }

  /** MiB of memory configured in running machines of the host. */
  public long runningMemory(HostId id) {
    return of(id).memory;
  }

  /** Virtual processors of running machines of the host. */
  public long runningProcessors(HostId id) {
    return of(id).processors;
  }

  public int running(HostId id) {
    return of(id).machines;
  }

  /** MiB a machine needs unreserved on a host to be powered on there. */
  public static long memoryNeed(Machine machine) {
    return Math.min(machine.placement().memory().reservation(), machine.hardware().memory().mib())
        + overhead(machine);
  }

  /** MiB of overhead as measured for forked machines, and as documented for others. */
  private static long overhead(Machine machine) {
    return machine.fork().isPresent()
        ? ForkEstimate.OVERHEAD / Bytes.MIB
        : overhead(machine.hardware());
  }

  /**
   * MiB the hypervisor needs for a machine besides its memory. A plane through the table "Sample
   * Overhead Memory on Virtual Machines" of vSphere Resource Management (256 MiB to 16 GiB, 1 to 8
   * processors), within 1 MiB of every entry.
   */
  public static long overhead(MachineHardware hardware) {
    return Math.round(14.4 + 4.0 * hardware.vcpus() + 7.6 * hardware.memory().mib() / 1024.0);
  }

  /**
   * MiB a host can give to machines: 4 % are taken for the hypervisor itself. An assumption in the
   * middle of what hosts of 64 to 512 GiB show as "system".
   */
  public static long memoryForMachines(Host host) {
    return host.hardware().memory().mib() * 96 / 100;
  }

  /** MHz a host can reserve for machines: 5 % are taken for the hypervisor; an assumption too. */
  public static long cpuForMachines(Host host) {
    return host.hardware().capacity().value() * 95 / 100;
  }
}
