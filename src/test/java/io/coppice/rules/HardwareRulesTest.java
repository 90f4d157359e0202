package io.coppice.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualDisk.Provisioning;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Each bound of hardware at its edge, on both sides. Machine 0 is off, 1 and 2 run; each has two
 * processors, 4 GiB, a thin disk of 40 GiB and one adapter.
 */
class HardwareRulesTest {
  private static final MachineId OFF = new MachineId(0);
  private static final MachineId ON = new MachineId(1);
  private static final DatastoreId STORE = new DatastoreId(0);
  private static final Bytes DISK = Bytes.ofGiB(40);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 9));

  private static EditHardware edit(
      MachineId id,
      Optional<Integer> vcpus,
      Optional<Bytes> memory,
      List<DiskChange> disks,
      List<NicChange> nics) {
    return new EditHardware(id, vcpus, memory, disks, nics, Optional.empty(), Optional.empty());
  }

  private static EditHardware vcpus(MachineId id, int count) {
    return edit(id, Optional.of(count), Optional.empty(), List.of(), List.of());
  }

  private static EditHardware memory(MachineId id, Bytes size) {
    return edit(id, Optional.empty(), Optional.of(size), List.of(), List.of());
  }

  private static EditHardware disks(MachineId id, DiskChange... changes) {
    return edit(id, Optional.empty(), Optional.empty(), List.of(changes), List.of());
  }

  private static EditHardware nics(MachineId id, NicChange... changes) {
    return edit(id, Optional.empty(), Optional.empty(), List.of(), List.of(changes));
  }

  private static EditHardware hotAdd(MachineId id, boolean cpu) {
    return new EditHardware(
        id,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        cpu ? Optional.of(false) : Optional.empty(),
        cpu ? Optional.empty() : Optional.of(false));
  }

  private void passes(EditHardware edit) {
    assertEquals(List.of(), worlds.obstacles(edit), edit::toString);
  }

  private void stops(EditHardware edit, String... codes) {
    assertEquals(List.of(codes), worlds.obstacles(edit), edit::toString);
  }

  private void has(MachineId id, boolean hotAdd, List<VirtualDisk> disks, List<VirtualNic> nics) {
    Machine machine = worlds.machine(id.value());
    MachineHardware was = machine.hardware();
    worlds
        .world()
        .set(
            machine.withHardware(
                new MachineHardware(
                    was.vcpus(), was.memory(), disks, nics, hotAdd, hotAdd, false)));
  }

  private void set(Host host) {
    worlds.world().inventory().hosts().set(host.id().value(), host);
  }

  private void set(Datastore datastore) {
    worlds.world().inventory().datastores().set(datastore.id().value(), datastore);
  }

  private void withoutHotAdd(MachineId id) {
    MachineHardware was = worlds.machine(id.value()).hardware();
    has(id, false, was.disks(), was.nics());
  }

  private static Bytes more(Bytes than) {
    return new Bytes(than.value() + 1);
  }

  private static Bytes less(Bytes than) {
    return new Bytes(than.value() - 1);
  }

  @Test
  void processorsAndMemoryLieWithinTheLimitsOfAnySite() {
    passes(vcpus(OFF, 1));
    stops(vcpus(OFF, 0), "hardware.bounds-processors");
    passes(vcpus(OFF, SiteLimits.PROCESSORS));
    stops(vcpus(OFF, SiteLimits.PROCESSORS + 1), "hardware.bounds-processors");
    passes(memory(OFF, SiteLimits.LEAST_MEMORY));
    stops(memory(OFF, less(SiteLimits.LEAST_MEMORY)), "hardware.bounds-memory");
    passes(memory(OFF, SiteLimits.MEMORY));
    stops(memory(OFF, more(SiteLimits.MEMORY)), "hardware.bounds-memory");
  }

  @Test
  void aRunningMachineOnlyGrowsAndOnlyWhereItAllowsThat() {
    passes(vcpus(ON, 2));
    passes(vcpus(ON, 3));
    stops(vcpus(ON, 1), "hardware.shrinks-cpu");
    passes(memory(ON, Bytes.ofGiB(4)));
    passes(memory(ON, Bytes.ofGiB(5)));
    stops(memory(ON, Bytes.ofGiB(3)), "hardware.shrinks-memory");
    withoutHotAdd(ON);
    passes(vcpus(ON, 2));
    stops(vcpus(ON, 3), "hardware.no-hot-add-cpu");
    passes(memory(ON, Bytes.ofGiB(4)));
    stops(memory(ON, Bytes.ofGiB(5)), "hardware.no-hot-add-memory");
    passes(vcpus(OFF, 1));
    passes(memory(OFF, Bytes.ofGiB(3)));
  }

  @Test
  void aRunningMachineGrowsWithinItsHost() {
    passes(vcpus(ON, 64));
    stops(vcpus(ON, 65), "host.too-few-processors");
    Machine machine = worlds.machine(1);
    passes(memory(ON, Bytes.ofGiB(600)));
    worlds
        .world()
        .set(
            machine.withPlacement(
                new Machine.Placement(
                    machine.placement().cpu(),
                    new Allocation(1000, 4096, Allocation.UNLIMITED, true),
                    Machine.RestartPriority.MEDIUM)));
    stops(memory(ON, Bytes.ofGiB(3)), "machine.reserves-too-much");
    passes(memory(ON, Bytes.ofGiB(4)));
  }

  @Test
  void whetherAMachineCanGrowWhileItRunsIsSetWhileItIsOff() {
    passes(hotAdd(OFF, true));
    passes(hotAdd(OFF, false));
    assertEquals(1, worlds.obstacles(hotAdd(ON, true)).size());
    assertEquals(1, worlds.obstacles(hotAdd(ON, false)).size());
  }

  @Test
  void aSuspendedMachineKeepsItsHardware() {
    worlds.run(new MachineOperation.Suspend(ON));
    stops(vcpus(ON, 3), "machine.is-suspended");
  }

  @Test
  void aNewDiskLiesWithinItsLimitsOnADatastoreThatIsReached() {
    passes(disks(ON, new DiskChange.Add(SiteLimits.LEAST_DISK, Provisioning.THIN, STORE)));
    stops(
        disks(ON, new DiskChange.Add(less(SiteLimits.LEAST_DISK), Provisioning.THIN, STORE)),
        "hardware.bounds-disk-size");
    passes(disks(ON, new DiskChange.Add(SiteLimits.DISK, Provisioning.THIN, STORE)));
    stops(
        disks(ON, new DiskChange.Add(more(SiteLimits.DISK), Provisioning.THIN, STORE)),
        "hardware.bounds-disk-size");
    stops(
        disks(ON, new DiskChange.Add(DISK, Provisioning.THIN, new DatastoreId(9))), "object.gone");
    Host host = worlds.host(1);
    set(host.withDatastores(List.of(new Host.Mount(new DatastoreId(1), true))));
    stops(disks(ON, new DiskChange.Add(DISK, Provisioning.THIN, STORE)), "storage.unreachable");
  }

  @Test
  void aThickDiskTakesItsRoomAtOnceAndAThinOneIsOnlyWarnedOf() {
    Bytes free = new Bytes(worlds.index().freeSpace(STORE));
    passes(disks(ON, new DiskChange.Add(free, Provisioning.THICK, STORE)));
    stops(
        disks(ON, new DiskChange.Add(more(free), Provisioning.THICK, STORE)), "datastore.no-room");
    assertEquals(Set.of(), warnings(disks(ON, new DiskChange.Add(free, Provisioning.THIN, STORE))));
    EditHardware beyond = disks(ON, new DiskChange.Add(more(free), Provisioning.THIN, STORE));
    passes(beyond);
    assertEquals(Set.of("datastore.thin-may-outgrow"), warnings(beyond));
  }

  private Set<String> warnings(EditHardware edit) {
    Set<String> codes = new TreeSet<>();
    worlds
        .check(edit)
        .problems()
        .forEach(
            problem -> {
              assertEquals(Severity.WARNING, problem.severity());
              codes.add(problem.code());
            });
    return codes;
  }

  @Test
  void aDiskGrowsAndNeverShrinks() {
    passes(disks(ON, new DiskChange.Grow(0, DISK)));
    passes(disks(ON, new DiskChange.Grow(0, more(DISK))));
    stops(disks(ON, new DiskChange.Grow(0, less(DISK))), "hardware.disk-shrinks");
    passes(disks(ON, new DiskChange.Grow(0, SiteLimits.DISK)));
    stops(disks(ON, new DiskChange.Grow(0, more(SiteLimits.DISK))), "hardware.bounds-disk-size");
    stops(disks(ON, new DiskChange.Grow(7, DISK)), "hardware.no-disk");
  }

  @Test
  void aThickDiskGrowsIntoWhatIsFree() {
    VirtualDisk thin = worlds.machine(0).hardware().disks().getFirst();
    has(
        OFF,
        true,
        List.of(new VirtualDisk(0, DISK, Provisioning.THICK, thin.datastore(), DISK)),
        worlds.machine(0).hardware().nics());
    long free = worlds.index().freeSpace(thin.datastore());
    passes(disks(OFF, new DiskChange.Grow(0, new Bytes(DISK.value() + free))));
    stops(
        disks(OFF, new DiskChange.Grow(0, new Bytes(DISK.value() + free + 1))),
        "datastore.no-room");
    Datastore full = worlds.world().inventory().datastore(thin.datastore());
    set(full.withFiller(new Bytes(full.filler().value() + free)));
    passes(disks(OFF, new DiskChange.Grow(0, DISK)));
    stops(disks(OFF, new DiskChange.Grow(0, more(DISK))), "datastore.no-room");
  }

  @Test
  void disksUnderSnapshotsAndClonesStayAsTheyAre() {
    EditHardware remove = disks(OFF, new DiskChange.Remove(0));
    EditHardware grow = disks(OFF, new DiskChange.Grow(0, more(DISK)));
    passes(remove);
    stops(disks(OFF, new DiskChange.Remove(3)), "hardware.no-disk");
    worlds.run(new SnapshotOperation.Take(OFF, "before", "", false, false));
    stops(remove, "hardware.disk-has-snapshots");
    stops(grow, "hardware.disk-has-snapshots");
    passes(disks(OFF, new DiskChange.Add(DISK, Provisioning.THIN, STORE)));
  }

  @Test
  void aMachineHasSoManyDisksAndAdapters() {
    List<VirtualDisk> disks = new ArrayList<>();
    for (int key = 0; key < SiteLimits.DISKS - 1; key++) {
      disks.add(new VirtualDisk(key, DISK, Provisioning.THIN, STORE, Bytes.ZERO));
    }
    List<VirtualNic> nics = new ArrayList<>();
    VirtualNic first = worlds.machine(0).hardware().nics().getFirst();
    for (int key = 0; key < SiteLimits.NICS - 1; key++) {
      nics.add(new VirtualNic(key, first.mac(), first.portGroup(), false, first.ip()));
    }
    has(OFF, true, disks, nics);
    DiskChange disk = new DiskChange.Add(DISK, Provisioning.THIN, STORE);
    passes(disks(OFF, disk));
    stops(disks(OFF, disk, disk), "hardware.bounds-disks");
    NicChange nic = new NicChange.Add(SmallSite.PORT_GROUP);
    passes(nics(OFF, nic));
    stops(nics(OFF, nic, nic), "hardware.bounds-nics");
  }

  @Test
  void adaptersThatAreChangedExistAndPortGroupsAreOnTheHost() {
    PortGroupId there = SmallSite.PORT_GROUP;
    PortGroupId nowhere = new PortGroupId(9);
    for (NicChange change :
        List.of(
            new NicChange.Connect(0, false),
            new NicChange.Rewire(0, there),
            new NicChange.Remove(0))) {
      passes(nics(ON, change));
    }
    for (NicChange change :
        List.of(
            new NicChange.Connect(5, false),
            new NicChange.Rewire(5, there),
            new NicChange.Remove(5))) {
      stops(nics(ON, change), "hardware.no-nic");
    }
    stops(nics(ON, new NicChange.Add(nowhere)), "object.gone");
    stops(nics(ON, new NicChange.Rewire(0, nowhere)), "object.gone");
    Host host = worlds.host(1);
    List<Host.PhysicalNic> loose =
        host.hardware().nics().stream()
            .map(nic -> new Host.PhysicalNic(nic.name(), nic.megabits(), true, Optional.empty()))
            .toList();
    Host.HostHardware has = host.hardware();
    set(
        host.withHardware(
            new Host.HostHardware(
                has.model(),
                has.sockets(),
                has.coresPerSocket(),
                has.coreSpeed(),
                has.memory(),
                loose,
                has.hbas(),
                has.idlePower(),
                has.maxPower())));
    stops(nics(ON, new NicChange.Add(there)), "network.not-on-host");
    stops(nics(ON, new NicChange.Rewire(0, there)), "network.not-on-host");
    assertTrue(worlds.obstacles(nics(ON, new NicChange.Remove(0))).isEmpty());
  }
}
