package io.coppice.ui.inventory.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.backend.Operation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Tag;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.testkit.SmallSite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is typed into forms becomes what is asked for, and nothing else. */
class DraftsTest {
  private static final Inventory SITE = SmallSite.of(2, 8).inventory();
  private static final Machine MACHINE = SITE.machine(new MachineId(0));

  @Test
  void untouchedHardwareAsksForNothing() {
    assertEquals(Optional.empty(), HardwareDraft.of(MACHINE.hardware()).from(MACHINE));
  }

  @Test
  void onlyWhatChangedIsAskedFor() {
    HardwareDraft now = HardwareDraft.of(MACHINE.hardware());
    HardwareDraft.Disk disk = now.disks().getFirst();
    HardwareDraft.Disk grown =
        new HardwareDraft.Disk(disk.key(), Bytes.ofGiB(80), disk.provisioning(), disk.datastore());
    HardwareDraft.Disk added =
        new HardwareDraft.Disk(
            Optional.empty(), Bytes.ofGiB(5), VirtualDisk.Provisioning.THICK, disk.datastore());
    HardwareDraft.Nic rewired =
        new HardwareDraft.Nic(now.nics().getFirst().key(), new PortGroupId(7), false);
    EditHardware edit =
        new HardwareDraft(4, now.memory(), true, false, List.of(grown, added), List.of(rewired))
            .from(MACHINE)
            .orElseThrow();
    assertEquals(Optional.of(4), edit.vcpus());
    assertEquals(Optional.empty(), edit.memory());
    assertEquals(Optional.empty(), edit.hotAddCpu());
    assertEquals(Optional.of(false), edit.hotAddMemory());
    assertEquals(
        List.of(
            new DiskChange.Grow(0, Bytes.ofGiB(80)),
            new DiskChange.Add(Bytes.ofGiB(5), VirtualDisk.Provisioning.THICK, disk.datastore())),
        edit.disks());
    assertEquals(
        List.of(new NicChange.Rewire(0, new PortGroupId(7)), new NicChange.Connect(0, false)),
        edit.nics());
  }

  @Test
  void aDiskThatIsTakenAwayIsNamedAsGone() {
    HardwareDraft now = HardwareDraft.of(MACHINE.hardware());
    HardwareDraft without =
        new HardwareDraft(
            now.vcpus(), now.memory(), now.hotAddCpu(), now.hotAddMemory(), List.of(), now.nics());
    assertEquals(List.of(new DiskChange.Remove(0)), without.from(MACHINE).orElseThrow().disks());
    assertEquals(MACHINE.hardware().disks(), without.removed(MACHINE));
  }

  @Test
  void tagsAreSetAndTakenWhereThatChangesSomething() {
    Tag prod = Tag.parse("env:prod");
    Tag fresh = Tag.parse("owner:me");
    List<Entity> objects = new ArrayList<>();
    SITE.machines().forEach(objects::add);
    assertEquals(2, TagEdits.counts(objects, List.of(fresh)).get(prod));
    assertEquals(0, TagEdits.counts(objects, List.of(fresh)).get(fresh));
    List<Operation> operations = new TagEdits(Set.of(), Set.of(prod)).operations(objects);
    assertEquals(2, operations.size());
    assertEquals(8, new TagEdits(Set.of(fresh), Set.of(prod)).operations(objects).size());
    InventoryOperation.SetTags first =
        assertInstanceOf(InventoryOperation.SetTags.class, operations.getFirst());
    assertEquals(Set.of(), first.tags());
    assertEquals(List.of(), new TagEdits(Set.of(), Set.of()).operations(objects));
  }

  @Test
  void sharesKeepTheirRatio() {
    assertEquals(Allocation.normalCpu(2).shares(), ShareLevels.NORMAL.cpu(MACHINE));
    assertEquals(Allocation.normalMemory(4096).shares(), ShareLevels.NORMAL.memory(MACHINE));
    assertEquals(Allocation.normalPoolCpu().shares(), ShareLevels.NORMAL.poolCpu());
    assertEquals(Allocation.normalPoolMemory().shares(), ShareLevels.NORMAL.poolMemory());
    assertEquals(4 * ShareLevels.LOW.poolCpu(), ShareLevels.HIGH.poolCpu());
    assertEquals(ShareLevels.HIGH, ShareLevels.of(new Allocation(8000, 0, 10, true), 4000));
    assertEquals(ShareLevels.CUSTOM, ShareLevels.of(new Allocation(4001, 0, 10, true), 4000));
  }

  @Test
  void linksThatChangeAreCutAndRestored() {
    Host host = SITE.host(new HostId(0));
    List<HostLinksForm.Link> links = HostLinksForm.of(host, SITE);
    assertEquals(4, links.size());
    Set<HostLinksForm.Link> wanted = new HashSet<>(links);
    assertEquals(List.of(), HostLinksForm.operations(host.id(), links, wanted, false));
    wanted.remove(links.getFirst());
    assertEquals(
        List.of(new FaultOperation.CutNic(host.id(), "vmnic0")),
        HostLinksForm.operations(host.id(), links, wanted, false));
    HostLinksForm.Link path = links.getLast();
    assertEquals(
        List.of(new FaultOperation.CutPath(host.id(), new DatastoreId(1), true)),
        HostLinksForm.operations(host.id(), List.of(path), Set.of(), true));
  }

  @Test
  void datastoresThatChangeAreMountedAndUnmounted() {
    Host host = SITE.host(new HostId(0));
    List<Datastore> all = MountsForm.of(host, SITE);
    assertEquals(2, all.size());
    assertEquals(List.of(), MountsForm.operations(host, all, Set.copyOf(all)));
    assertEquals(
        List.of(new HostOperation.UnmountDatastore(host.id(), all.getLast().id())),
        MountsForm.operations(host, all, Set.of(all.getFirst())));
    Host bare = host.withDatastores(List.of());
    assertEquals(
        List.of(new HostOperation.MountDatastore(host.id(), all.getFirst().id())),
        MountsForm.operations(bare, all, Set.of(all.getFirst())));
  }

  @Test
  void notesAreWrittenWhereTheyDiffer() {
    assertEquals(List.of(), EditNotes.operations(List.of(MACHINE), ""));
    assertEquals(1, EditNotes.operations(List.of(MACHINE), "patched").size());
  }

  @Test
  void movingAsksForThoseThatAreElsewhere() {
    assertEquals(List.of(), Relocate.operations(SITE, List.of(MACHINE), SmallSite.MACHINES));
    assertEquals(
        List.of(new InventoryOperation.Move(MACHINE.id(), SmallSite.TEAM_A)),
        Relocate.operations(SITE, List.of(MACHINE), SmallSite.TEAM_A));
    assertTrue(Relocate.isMovable(MACHINE));
  }
}
