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
import java.util.HashMap;
import java.util.Map;

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

  private final Map<HostId, OnHost> hosts = new HashMap<>();
  private final Map<DatastoreId, ByteSum> datastores = new HashMap<>();

  void add(Machine machine, int sign) {
    for (DatastoreId place : MachineStorage.places(machine)) {
      datastores
          .computeIfAbsent(place, p -> new ByteSum())
          .add(MachineStorage.used(machine, place), sign);
    }
    if (!machine.isOn()) {
      return;
    }
    OnHost on = hosts.computeIfAbsent(machine.host(), h -> new OnHost());
    on.reservedMemory += sign * memoryNeed(machine);
    on.reservedCpu += sign * (long) machine.placement().cpu().reservation();
    // A forked child shares what it was given with its base; its group's cost is summed there.
    on.memory +=
        sign * (machine.fork().isPresent() ? overhead(machine) : machine.hardware().memory().mib());
    on.processors += sign * (long) machine.hardware().vcpus();
    on.machines += sign;
  }

  /** Bytes machines take on the datastore. */
  public long used(DatastoreId id) {
    ByteSum sum = datastores.get(id);
    return sum == null ? 0 : sum.value();
  }

  /** MiB that running machines have reserved on the host, with their overhead. */
  public long reservedMemory(HostId id) {
    return hosts.getOrDefault(id, NOTHING).reservedMemory;
  }

  /** MHz that running machines have reserved on the host. */
  public long reservedCpu(HostId id) {
    return hosts.getOrDefault(id, NOTHING).reservedCpu;
  }

  /** MiB of memory configured in running machines of the host. */
  public long runningMemory(HostId id) {
    return hosts.getOrDefault(id, NOTHING).memory;
  }

  /** Virtual processors of running machines of the host. */
  public long runningProcessors(HostId id) {
    return hosts.getOrDefault(id, NOTHING).processors;
  }

  public int running(HostId id) {
    return hosts.getOrDefault(id, NOTHING).machines;
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
