package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.NewDisk;
import io.coppice.backend.MachineOperation.NewHardware;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.LinkedTo;
import io.coppice.model.inventory.Machine.Tools;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.DiskContents;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a new machine is like: pure. */
public final class MachineFactory {
  private MachineFactory() {}

  static Machine created(MachineOperation.Create create, Host host, SiteIndex index) {
    MachineId id = new MachineId(index.inventory().machines().size());
    NewHardware wanted = create.hardware();
    List<VirtualDisk> disks = new ArrayList<>();
    for (NewDisk disk : wanted.disks()) {
      disks.add(disk(disks.size(), disk.capacity(), disk.provisioning(), create.to().datastore()));
    }
    List<VirtualNic> nics = new ArrayList<>();
    Set<MacAddress> macs = new HashSet<>();
    for (PortGroupId group : wanted.nics()) {
      MacAddress mac = AddressAllocator.mac(id, nics.size(), macs, index);
      macs.add(mac);
      nics.add(
          new VirtualNic(
              nics.size(),
              mac,
              index.portGroupOn(group, host).orElse(group),
              true,
              IpAddress.NONE));
    }
    MachineHardware hardware =
        new MachineHardware(
            wanted.vcpus(),
            wanted.memory(),
            disks,
            nics,
            wanted.hotAddCpu(),
            wanted.hotAddMemory(),
            false,
            wanted.boot().orElse(BootSettings.STANDARD));
    return new Machine(
        id,
        create.name(),
        create.to().folder(),
        create.to().pool(),
        host.id(),
        hardware,
        new Machine.Guest(
            create.guestOs(), hostName(create.name()), create.workload(), Tools.NOT_RUNNING),
        PowerState.POWERED_OFF,
        false,
        SnapshotTree.EMPTY,
        new Machine.Placement(
            Allocation.normalCpu(wanted.vcpus()),
            Allocation.normalMemory(wanted.memory().mib()),
            Machine.RestartPriority.MEDIUM),
        new Machine.About(Set.of(), create.notes()),
        Optional.empty(),
        Optional.empty());
  }

  /** A new disk; a thin one is empty. */
  static VirtualDisk disk(
      int key, Bytes capacity, VirtualDisk.Provisioning provisioning, DatastoreId on) {
    boolean thick = provisioning == VirtualDisk.Provisioning.THICK;
    return new VirtualDisk(key, capacity, provisioning, on, thick ? capacity : Bytes.ZERO);
  }

  static Machine cloned(
      MachineOperation.Clone clone,
      Machine source,
      Host host,
      Optional<LinkedTo> link,
      SiteIndex index) {
    MachineId id = new MachineId(index.inventory().machines().size());
    MachineHardware from =
        clone
            .snapshot()
            .flatMap(source.snapshots()::find)
            .map(SnapshotTree.Node::hardware)
            .orElse(source.hardware());
    List<VirtualNic> nics = new ArrayList<>();
    Set<MacAddress> macs = new HashSet<>();
    for (VirtualNic nic : from.nics()) {
      MacAddress mac = AddressAllocator.mac(id, nic.key(), macs, index);
      macs.add(mac);
      PortGroupId group = index.portGroupOn(nic.portGroup(), host).orElse(nic.portGroup());
      nics.add(new VirtualNic(nic.key(), mac, group, nic.connected(), IpAddress.NONE));
    }
    Machine.Guest guest = source.guest().copied();
    Tools tools =
        guest.tools() == Tools.NOT_INSTALLED || guest.tools() == Tools.OUT_OF_DATE
            ? guest.tools()
            : Tools.NOT_RUNNING;
    return new Machine(
        id,
        clone.name(),
        clone.to().folder(),
        clone.to().pool(),
        host.id(),
        from.withDisks(disks(clone, source, from, index)).withNics(nics),
        guest.withHostName(hostName(clone.name())).withTools(tools),
        PowerState.POWERED_OFF,
        clone.toTemplate(),
        SnapshotTree.EMPTY,
        source.placement().fitting(from),
        source.about(),
        link,
        Optional.empty());
  }

  /** A linked clone's disks begin empty; a full clone's hold all that the source's do. */
  private static List<VirtualDisk> disks(
      MachineOperation.Clone clone, Machine source, MachineHardware from, SiteIndex index) {
    DatastoreId on = clone.to().datastore();
    if (clone.linked()) {
      return from.disks().stream()
          .map(
              disk ->
                  new VirtualDisk(
                      disk.key(),
                      disk.capacity(),
                      VirtualDisk.Provisioning.THIN,
                      on,
                      Bytes.ZERO,
                      disk.ioShares(),
                      disk.ioLimit()))
          .toList();
    }
    return DiskContents.whole(source, clone.snapshot(), index).stream()
        .map(disk -> disk.withDatastore(on))
        .toList();
  }

  /** Bytes a full clone writes. */
  static long fullSize(MachineOperation.Clone clone, Machine source, SiteIndex index) {
    return DiskContents.bytes(DiskContents.whole(source, clone.snapshot(), index));
  }

  private static final Pattern NO_HOST_NAME = Pattern.compile("[^a-z0-9-]+");
  private static final Pattern HYPHENS_AT_ENDS = Pattern.compile("^-+|-+$");

  /** A host name a guest accepts: letters, digits and hyphens. */
  public static String hostName(String name) {
    String plain = NO_HOST_NAME.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    String trimmed = HYPHENS_AT_ENDS.matcher(plain).replaceAll("");
    return trimmed.isEmpty() ? "guest" : trimmed.substring(0, Math.min(63, trimmed.length()));
  }
}
