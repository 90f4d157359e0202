package io.coppice.backend;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.BootSettings;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import java.util.List;
import java.util.Optional;

/** Operations on one machine. */
public sealed interface MachineOperation extends Operation {
  /** The machine; for one that is being made, where it will be. */
  @Override
  EntityId target();

  /** Where a new machine goes; an empty host lets the cluster choose. */
  record Destination(
      FolderId folder, ResourcePoolId pool, Optional<HostId> host, DatastoreId datastore) {}

  /** Makes a machine from nothing, and powers it on once it is made if that is wanted. */
  @OperationTraits(name = "Machine.Create", icon = "NEW", lock = TargetLock.NONE)
  record Create(
      String name,
      Destination to,
      NewHardware hardware,
      String guestOs,
      Workload workload,
      String notes,
      boolean powerOn)
      implements MachineOperation {
    /** One that stays powered off. */
    public Create(
        String name,
        Destination to,
        NewHardware hardware,
        String guestOs,
        Workload workload,
        String notes) {
      this(name, to, hardware, guestOs, workload, notes, false);
    }

    @Override
    public EntityId target() {
      return to.folder();
    }
  }

  /** The hardware of a machine to be made. */
  record NewHardware(
      int vcpus,
      Bytes memory,
      List<NewDisk> disks,
      List<PortGroupId> nics,
      boolean hotAddCpu,
      boolean hotAddMemory,
      Optional<BootSettings> boot) {
    /** Hardware that starts as is usual. */
    public NewHardware(
        int vcpus,
        Bytes memory,
        List<NewDisk> disks,
        List<PortGroupId> nics,
        boolean hotAddCpu,
        boolean hotAddMemory) {
      this(vcpus, memory, disks, nics, hotAddCpu, hotAddMemory, Optional.empty());
    }

    public NewHardware {
      disks = List.copyOf(disks);
      nics = List.copyOf(nics);
    }
  }

  /** A disk to be made. */
  record NewDisk(Bytes capacity, VirtualDisk.Provisioning provisioning) {}

  /**
   * Copies a machine or template; a linked clone shares the source's disks up to {@code snapshot},
   * and takes one if it is empty.
   */
  @OperationTraits(name = "Machine.Clone", icon = "CLONE", lock = TargetLock.COPIES)
  record Clone(
      MachineId target,
      String name,
      Destination to,
      boolean linked,
      Optional<Integer> snapshot,
      boolean powerOn,
      boolean toTemplate)
      implements MachineOperation {}

  /** Removes a machine and its disks. */
  @OperationTraits(name = "Machine.Delete", icon = "DELETE", lock = TargetLock.EXCLUSIVE)
  record Delete(MachineId target) implements MachineOperation {}

  /**
   * Powers on.
   *
   * @param host of the cluster, where whoever asks chose one; if empty, a cluster whose DRS places
   *     by itself chooses, and elsewhere the machine starts where it is registered
   */
  @OperationTraits(name = "Machine.PowerOn", icon = "POWERED_ON", lock = TargetLock.EXCLUSIVE)
  record PowerOn(MachineId target, Optional<HostId> host) implements MachineOperation {
    /** Without a host of choice. */
    public PowerOn(MachineId target) {
      this(target, Optional.empty());
    }
  }

  /**
   * Powers on what a failed host ran, on the host it is on by now. High availability asks for it,
   * nobody else has to.
   */
  @OperationTraits(name = "Machine.Restart", icon = "POWERED_ON", lock = TargetLock.EXCLUSIVE)
  record Restart(MachineId target) implements MachineOperation {}

  /** Asks the guest to shut down. */
  @OperationTraits(name = "Machine.ShutDownGuest", icon = "SHUT_DOWN", lock = TargetLock.EXCLUSIVE)
  record ShutDownGuest(MachineId target) implements MachineOperation {}

  /** Cuts the power. */
  @OperationTraits(name = "Machine.PowerOff", icon = "POWERED_OFF", lock = TargetLock.EXCLUSIVE)
  record PowerOff(MachineId target) implements MachineOperation {}

  @OperationTraits(name = "Machine.Suspend", icon = "SUSPENDED", lock = TargetLock.EXCLUSIVE)
  record Suspend(MachineId target) implements MachineOperation {}

  @OperationTraits(name = "Machine.Resume", icon = "RESUME", lock = TargetLock.EXCLUSIVE)
  record Resume(MachineId target) implements MachineOperation {}

  /**
   * Answers the question of a machine that stands still because its datastore is full: it tries
   * again, or is powered off.
   */
  @OperationTraits(name = "Machine.Answer", icon = "RETRY", lock = TargetLock.NONE)
  record Answer(MachineId target, Reply reply) implements MachineOperation {}

  /** Answers to the question of a machine that stands still. */
  enum Reply {
    RETRY,
    CANCEL
  }

  @OperationTraits(name = "Machine.Reset", icon = "RESET", lock = TargetLock.EXCLUSIVE)
  record Reset(MachineId target) implements MachineOperation {}

  /** Turns a powered-off machine into a template or back. */
  @OperationTraits(name = "Machine.SetTemplate", icon = "TEMPLATE", lock = TargetLock.EXCLUSIVE)
  record SetTemplate(MachineId target, boolean template) implements MachineOperation {}

  /**
   * Changes hardware; what is empty stays. While it runs only what the machine allows to be added
   * hot may grow.
   */
  @OperationTraits(name = "Machine.EditHardware", icon = "HARDWARE", lock = TargetLock.EXCLUSIVE)
  record EditHardware(
      MachineId target,
      Optional<Integer> vcpus,
      Optional<Bytes> memory,
      List<DiskChange> disks,
      List<NicChange> nics,
      Optional<Boolean> hotAddCpu,
      Optional<Boolean> hotAddMemory,
      Optional<BootSettings> boot)
      implements MachineOperation {
    /** One that leaves how it starts. */
    public EditHardware(
        MachineId target,
        Optional<Integer> vcpus,
        Optional<Bytes> memory,
        List<DiskChange> disks,
        List<NicChange> nics,
        Optional<Boolean> hotAddCpu,
        Optional<Boolean> hotAddMemory) {
      this(target, vcpus, memory, disks, nics, hotAddCpu, hotAddMemory, Optional.empty());
    }

    public EditHardware {
      disks = List.copyOf(disks);
      nics = List.copyOf(nics);
    }
  }

  /** One change to the disks of a machine. */
  sealed interface DiskChange {
    record Add(Bytes capacity, VirtualDisk.Provisioning provisioning, DatastoreId datastore)
        implements DiskChange {}

    record Grow(int key, Bytes capacity) implements DiskChange {}

    record Remove(int key) implements DiskChange {}
  }

  /** One change to the network adapters of a machine. */
  sealed interface NicChange {
    record Add(PortGroupId portGroup) implements NicChange {}

    record Connect(int key, boolean connected) implements NicChange {}

    record Rewire(int key, PortGroupId portGroup) implements NicChange {}

    record Remove(int key) implements NicChange {}
  }

  /** Changes how the machine competes, and its restart priority. */
  @OperationTraits(
      name = "Machine.EditPlacement",
      icon = "RESERVATIONS",
      lock = TargetLock.EXCLUSIVE)
  record EditPlacement(
      MachineId target, Allocation cpu, Allocation memory, Machine.RestartPriority restart)
      implements MachineOperation {}

  /**
   * Changes how a disk competes on its datastore.
   *
   * @param disk its key
   * @param shares its weight where the datastore is divided by shares
   * @param limit reads and writes a second; 0 for none
   */
  @OperationTraits(
      name = "Machine.SetDiskShares",
      icon = "RESERVATIONS",
      lock = TargetLock.EXCLUSIVE)
  record SetDiskShares(MachineId target, int disk, int shares, int limit)
      implements MachineOperation {}

  /**
   * Moves a machine to another host (vMotion when it runs); an empty host lets the cluster choose.
   */
  @OperationTraits(name = "Machine.Migrate", icon = "MIGRATE", lock = TargetLock.EXCLUSIVE)
  record Migrate(MachineId target, Optional<HostId> host, Optional<ResourcePoolId> pool)
      implements MachineOperation {}

  /**
   * Moves a machine to another host and its files to another datastore at once, so that neither
   * host has to reach the storage of the other.
   */
  @OperationTraits(name = "Machine.Relocate", icon = "MIGRATE", lock = TargetLock.EXCLUSIVE)
  record Relocate(MachineId target, HostId host, DatastoreId datastore)
      implements MachineOperation {
    /** The part that moves it to another host. */
    public Migrate toHost() {
      return new Migrate(target, Optional.of(host), Optional.empty());
    }

    /** The part that moves its files. */
    public MigrateStorage toDatastore() {
      return new MigrateStorage(target, datastore);
    }
  }

  /** Moves a machine's disks to another datastore. */
  @OperationTraits(name = "Machine.MigrateStorage", icon = "DATASTORE", lock = TargetLock.EXCLUSIVE)
  record MigrateStorage(MachineId target, DatastoreId datastore) implements MachineOperation {}
}
