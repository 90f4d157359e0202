package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machines of forked children, as a fork would have made them of their source. */
final class ChildMachines {
  private ChildMachines() {}

  static Machine of(
      Machine source,
      ForkBase base,
      MachineId id,
      String name,
      PowerState power,
      ForkGroupId group,
      InventoryDraft draft) {
    List<VirtualDisk> disks =
        source.hardware().disks().stream()
            .map(
                disk ->
                    new VirtualDisk(
                        disk.key(),
                        disk.capacity(),
                        VirtualDisk.Provisioning.THIN,
                        disk.datastore(),
                        Bytes.ZERO,
                        disk.ioShares(),
                        disk.ioLimit()))
            .toList();
    List<VirtualNic> nics = new ArrayList<>();
    for (VirtualNic nic : source.hardware().nics()) {
      nics.add(HardwareReader.nic(id, nic.key(), nic.portGroup(), draft));
    }
    Machine.Tools tools =
        power == PowerState.POWERED_OFF && source.guest().tools() == Machine.Tools.RUNNING
            ? Machine.Tools.NOT_RUNNING
            : source.guest().tools();
    Machine.Placement placement = source.placement();
    return new Machine(
        id,
        name,
        source.folder(),
        source.pool(),
        base.host(),
        source.hardware().withDisks(disks).withNics(nics),
        source.guest().copied().withHostName(name).withTools(tools),
        power,
        false,
        SnapshotTree.EMPTY,
        new Machine.Placement(
            unreserved(placement.cpu()),
            unreserved(placement.memory()),
            Machine.RestartPriority.DISABLED),
        source.about(),
        Optional.of(new Machine.LinkedTo(source.id(), MachineReader.NO_SNAPSHOT, base.diskDepth())),
        Optional.of(group));
  }

  /** Reserved memory cannot be shared. */
  private static Allocation unreserved(Allocation of) {
    return new Allocation(of.shares(), 0, of.limit(), of.expandable());
  }
}
