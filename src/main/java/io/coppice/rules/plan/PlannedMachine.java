package io.coppice.rules.plan;

import io.coppice.backend.CapacityPlanner.MachineKind;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.inventory.Workload;
import io.coppice.rules.index.SiteIndex;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Machines of the kind that is planned, as they would be started.
 *
 * @param demand MHz that one asks for at its busiest
 */
record PlannedMachine(MachineKind kind, Cluster cluster, Optional<Machine> like, int demand) {
  /** The datastore with most room of those that the host reaches. */
  Optional<DatastoreId> roomiest(Host host, SiteIndex index) {
    return host.datastores().stream()
        .filter(Host.Mount::pathUp)
        .map(Host.Mount::datastore)
        .filter(id -> index.inventory().datastore(id) != null)
        .max(
            Comparator.comparingLong(index::freeSpace)
                .thenComparing(Comparator.comparing(DatastoreId::value).reversed()));
  }

  /** One that is to be powered on on that host. */
  Machine machine(int row, Host host, DatastoreId on, SiteIndex index) {
    List<VirtualNic> nics =
        like.stream()
            .flatMap(machine -> machine.hardware().nics().stream())
            .map(
                nic ->
                    new VirtualNic(
                        nic.key(),
                        nic.mac(),
                        index.portGroupOn(nic.portGroup(), host).orElse(nic.portGroup()),
                        nic.connected(),
                        nic.ip()))
            .toList();
    Bytes used = kind.used().compareTo(kind.disk()) > 0 ? kind.disk() : kind.used();
    List<VirtualDisk> disks =
        kind.disk().equals(Bytes.ZERO) && like.isPresent()
            ? List.of()
            : List.of(new VirtualDisk(0, kind.disk(), kind.provisioning(), on, used));
    MachineHardware hardware =
        new MachineHardware(kind.vcpus(), kind.memory(), disks, nics, false, false, false);
    Machine.Placement placement =
        new Machine.Placement(
            reserving(Allocation.normalCpu(kind.vcpus()), kind.cpuReservation()),
            reserving(Allocation.normalMemory(kind.memory().mib()), kind.memoryReservation()),
            Machine.RestartPriority.MEDIUM);
    Datacentre centre = index.inventory().datacentres().get(0);
    return new Machine(
        new MachineId(row),
        "+",
        like.map(Machine::folder).orElse(centre.machines()),
        pool(index),
        host.id(),
        hardware,
        new Machine.Guest("", "", Workload.IDLE, Machine.Tools.RUNNING),
        PowerState.POWERED_OFF,
        false,
        SnapshotTree.EMPTY,
        placement.fitting(hardware),
        new Machine.About(Set.of(), ""),
        Optional.empty(),
        Optional.empty());
  }

  private static Allocation reserving(Allocation normal, int reservation) {
    return new Allocation(normal.shares(), reservation, normal.limit(), normal.expandable());
  }

  /** The pool of the machine it is like, if that is one of the cluster. */
  private ResourcePoolId pool(SiteIndex index) {
    return like.map(Machine::pool)
        .filter(
            id ->
                Optional.ofNullable(index.inventory().pools().get(id.value()))
                    .map(ResourcePool::owner)
                    .filter(cluster.id()::equals)
                    .isPresent())
        .orElse(cluster.rootPool());
  }
}
