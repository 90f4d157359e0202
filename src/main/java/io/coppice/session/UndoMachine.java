package io.coppice.session;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.EditPlacement;
import io.coppice.backend.MachineOperation.Migrate;
import io.coppice.backend.MachineOperation.MigrateStorage;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.MachineOperation.Relocate;
import io.coppice.backend.MachineOperation.Resume;
import io.coppice.backend.MachineOperation.SetTemplate;
import io.coppice.backend.MachineOperation.Suspend;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Inverses of what is done to a machine. What destroys something (power off, reset, delete, growing
 * or removing a disk, reverting) has none.
 */
final class UndoMachine {
  private UndoMachine() {}

  static boolean isUndoable(MachineOperation operation) {
    return switch (operation) {
      case PowerOn x -> true;
      case Suspend x -> true;
      case Resume x -> true;
      case SetTemplate x -> true;
      case EditPlacement x -> true;
      case MachineOperation.SetDiskShares x -> true;
      case Migrate x -> true;
      case MigrateStorage x -> true;
      case Relocate x -> true;
      case EditHardware x ->
          x.disks().stream().allMatch(DiskChange.Add.class::isInstance)
              && x.nics().stream().noneMatch(NicChange.Remove.class::isInstance);
      case MachineOperation.Restart x -> false;
      case MachineOperation.Create x -> false;
      case MachineOperation.Clone x -> false;
      case MachineOperation.Delete x -> false;
      case MachineOperation.ShutDownGuest x -> false;
      case PowerOff x -> false;
      case MachineOperation.Reset x -> false;
      case MachineOperation.Answer x -> false;
    };
  }

  static Optional<Operation> inverse(MachineOperation done, Inventory before, Inventory now) {
    if (!isUndoable(done) || !(done.target() instanceof MachineId id)) {
      return Optional.empty();
    }
    Machine was = before.machine(id);
    Machine is = now.machine(id);
    if (was == null || is == null) {
      return Optional.empty();
    }
    return switch (done) {
      case PowerOn x -> power(was, PowerState.POWERED_OFF, is, true, new PowerOff(id));
      case Suspend x -> power(was, PowerState.POWERED_ON, is, false, new Resume(id));
      case Resume x -> power(was, PowerState.SUSPENDED, is, true, new Suspend(id));
      case SetTemplate x ->
          when(
              was.template() != x.template() && is.template() == x.template(),
              new SetTemplate(id, was.template()));
      case EditPlacement x ->
          when(
              is.placement().equals(new Machine.Placement(x.cpu(), x.memory(), x.restart())),
              new EditPlacement(
                  id, was.placement().cpu(), was.placement().memory(), was.placement().restart()));
      case MachineOperation.SetDiskShares x ->
          disk(is, x.disk())
              .filter(disk -> disk.shares() == x.shares() && disk.ioLimit() == x.limit())
              .flatMap(_ -> disk(was, x.disk()))
              .map(
                  old ->
                      new MachineOperation.SetDiskShares(
                          id, x.disk(), old.shares(), old.ioLimit()));
      case Migrate x -> migrateBack(x, was, is);
      case MigrateStorage x -> storageBack(x, was, is);
      case Relocate x -> relocateBack(x, was, is);
      case EditHardware x -> hardwareBack(x, was.hardware(), is.hardware());
      default -> Optional.empty();
    };
  }

  private static Optional<VirtualDisk> disk(Machine of, int key) {
    return of.hardware().disks().stream().filter(disk -> disk.key() == key).findFirst();
  }

  static Optional<Operation> inverse(SnapshotOperation done, Inventory before, Inventory now) {
    Machine was = before.machine(done.target());
    Machine is = now.machine(done.target());
    if (was == null || is == null) {
      return Optional.empty();
    }
    return switch (done) {
      case SnapshotOperation.Take x -> {
        int key = was.snapshots().nextKey();
        yield is.snapshots()
            .find(key)
            .filter(node -> node.name().equals(x.name()) && is.snapshots().current() == key)
            .map(node -> new SnapshotOperation.Remove(x.target(), key, false));
      }
      case SnapshotOperation.Describe x -> {
        Optional<SnapshotTree.Node> node = is.snapshots().find(x.snapshot());
        yield was.snapshots()
            .find(x.snapshot())
            .filter(
                old ->
                    node.filter(
                            n ->
                                n.name().equals(x.name())
                                    && n.description().equals(x.description()))
                        .isPresent())
            .map(
                old ->
                    new SnapshotOperation.Describe(
                        x.target(), x.snapshot(), old.name(), old.description()));
      }
      case SnapshotOperation.Revert x -> Optional.empty();
      case SnapshotOperation.Remove x -> Optional.empty();
      case SnapshotOperation.RemoveAll x -> Optional.empty();
    };
  }

  private static Optional<Operation> when(boolean holds, Operation inverse) {
    return holds ? Optional.of(inverse) : Optional.empty();
  }

  private static Optional<Operation> power(
      Machine was, PowerState from, Machine is, boolean on, Operation inverse) {
    PowerState to = on ? PowerState.POWERED_ON : PowerState.SUSPENDED;
    return when(was.power() == from && is.power() == to, inverse);
  }

  private static Optional<Operation> migrateBack(Migrate done, Machine was, Machine is) {
    boolean hostStands =
        done.host().isEmpty() ? !is.host().equals(was.host()) : done.host().get().equals(is.host());
    boolean poolStands = done.pool().isEmpty() || done.pool().get().equals(is.pool());
    boolean poolMoved = !was.pool().equals(is.pool());
    return when(
        hostStands && poolStands,
        new Migrate(
            was.id(),
            Optional.of(was.host()),
            poolMoved ? Optional.of(was.pool()) : Optional.empty()));
  }

  private static Optional<Operation> storageBack(MigrateStorage done, Machine was, Machine is) {
    Set<DatastoreId> before = Set.copyOf(datastores(was));
    Set<DatastoreId> after = Set.copyOf(datastores(is));
    return before.size() == 1 && after.equals(Set.of(done.datastore()))
        ? Optional.of(new MigrateStorage(was.id(), before.iterator().next()))
        : Optional.empty();
  }

  /** Back to both; its old pool is that of its old host or cluster. */
  private static Optional<Operation> relocateBack(Relocate done, Machine was, Machine is) {
    return is.host().equals(done.host()) && migrateBack(done.toHost(), was, is).isPresent()
        ? storageBack(done.toDatastore(), was, is)
            .map(back -> ((MigrateStorage) back).datastore())
            .map(on -> new Relocate(was.id(), was.host(), on))
        : Optional.empty();
  }

  private static List<DatastoreId> datastores(Machine machine) {
    return machine.hardware().disks().stream().map(VirtualDisk::datastore).toList();
  }

  private static Optional<Operation> hardwareBack(
      EditHardware done, MachineHardware was, MachineHardware is) {
    boolean stands =
        done.vcpus().filter(x -> x != is.vcpus()).isEmpty()
            && done.memory().filter(x -> !x.equals(is.memory())).isEmpty()
            && done.hotAddCpu().filter(x -> x != is.hotAddCpu()).isEmpty()
            && done.hotAddMemory().filter(x -> x != is.hotAddMemory()).isEmpty()
            && done.boot().filter(x -> !x.equals(is.boot())).isEmpty();
    Optional<List<DiskChange>> disks = disksBack(done.disks(), was, is);
    Optional<List<NicChange>> nics = nicsBack(done.nics(), was, is);
    if (!stands || disks.isEmpty() || nics.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new EditHardware(
            done.target(),
            done.vcpus().map(x -> was.vcpus()),
            done.memory().map(x -> was.memory()),
            disks.get(),
            nics.get(),
            done.hotAddCpu().map(x -> was.hotAddCpu()),
            done.hotAddMemory().map(x -> was.hotAddMemory()),
            done.boot().map(x -> was.boot())));
  }

  /** Disks that were added are removed, if there are as many new ones as were added. */
  private static Optional<List<DiskChange>> disksBack(
      List<DiskChange> done, MachineHardware was, MachineHardware is) {
    List<Integer> old = was.disks().stream().map(VirtualDisk::key).toList();
    List<DiskChange> back =
        is.disks().stream()
            .map(VirtualDisk::key)
            .filter(key -> !old.contains(key))
            .<DiskChange>map(DiskChange.Remove::new)
            .toList();
    return back.size() == done.size() ? Optional.of(back) : Optional.empty();
  }

  private static Optional<List<NicChange>> nicsBack(
      List<NicChange> done, MachineHardware was, MachineHardware is) {
    List<Integer> old = was.nics().stream().map(VirtualNic::key).toList();
    List<NicChange> back = new ArrayList<>();
    is.nics().stream()
        .map(VirtualNic::key)
        .filter(key -> !old.contains(key))
        .forEach(key -> back.add(new NicChange.Remove(key)));
    if (back.size() != done.stream().filter(NicChange.Add.class::isInstance).count()) {
      return Optional.empty();
    }
    for (NicChange change : done) {
      Optional<NicChange> inverse =
          switch (change) {
            case NicChange.Connect x ->
                nic(is, x.key())
                    .filter(nic -> nic.connected() == x.connected())
                    .flatMap(nic -> nic(was, x.key()))
                    .map(nic -> new NicChange.Connect(x.key(), nic.connected()));
            case NicChange.Rewire x ->
                nic(is, x.key())
                    .filter(nic -> nic.portGroup().equals(x.portGroup()))
                    .flatMap(nic -> nic(was, x.key()))
                    .map(nic -> new NicChange.Rewire(x.key(), nic.portGroup()));
            case NicChange.Add x -> Optional.empty();
            case NicChange.Remove x -> Optional.empty();
          };
      if (inverse.isEmpty() && !(change instanceof NicChange.Add)) {
        return Optional.empty();
      }
      inverse.ifPresent(back::add);
    }
    return Optional.of(back);
  }

  private static Optional<VirtualNic> nic(MachineHardware hardware, int key) {
    return hardware.nics().stream().filter(nic -> nic.key() == key).findFirst();
  }
}
