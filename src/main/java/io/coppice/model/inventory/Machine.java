package io.coppice.model.inventory;

import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual machine or template.
 *
 * @param host where it is registered, running or not
 * @param about what people say of it: tags and notes
 * @param linked where its disks' chain begins, when it is a linked clone
 * @param fork the fork group it belongs to, if any
 * @param stalled it stands still since its home has no room for what it writes, until somebody
 *     answers the question what is to become of it
 */
public record Machine(
    MachineId id,
    String name,
    FolderId folder,
    ResourcePoolId pool,
    HostId host,
    MachineHardware hardware,
    Guest guest,
    PowerState power,
    boolean template,
    SnapshotTree snapshots,
    Placement placement,
    About about,
    Optional<LinkedTo> linked,
    Optional<ForkGroupId> fork,
    boolean stalled)
    implements Entity {
  /** A machine that does not stand still. */
  public Machine(
      MachineId id,
      String name,
      FolderId folder,
      ResourcePoolId pool,
      HostId host,
      MachineHardware hardware,
      Guest guest,
      PowerState power,
      boolean template,
      SnapshotTree snapshots,
      Placement placement,
      About about,
      Optional<LinkedTo> linked,
      Optional<ForkGroupId> fork) {
    this(
        id, name, folder, pool, host, hardware, guest, power, template, snapshots, placement, about,
        linked, fork, false);
  }

  /**
   * The guest system: its name, host name, workload and the state of its tools.
   *
   * @param measured what it asks for instead of what its workload would
   * @param variation what tells its ups and downs from those of others with its workload, where
   *     that is not the number of its id: it came from another site, where it had another id
   */
  public record Guest(
      String os,
      String hostName,
      Workload workload,
      Tools tools,
      Optional<MeasuredLoad> measured,
      Optional<Integer> variation) {
    public Guest(String os, String hostName, Workload workload, Tools tools) {
      this(os, hostName, workload, tools, Optional.empty(), Optional.empty());
    }

    public Guest withTools(Tools changed) {
      return new Guest(os, hostName, workload, changed, measured, variation);
    }

    public Guest withHostName(String changed) {
      return new Guest(os, changed, workload, tools, measured, variation);
    }

    /** The same in a copy of the machine, which goes its own ways. */
    public Guest copied() {
      return new Guest(os, hostName, workload, tools, measured, Optional.empty());
    }
  }

  /** The state of the guest's tools; without them no guest shutdown, no quiescing, no address. */
  public enum Tools {
    NOT_INSTALLED,
    NOT_RUNNING,
    RUNNING,
    OUT_OF_DATE;

    public boolean answers() {
      return this == RUNNING || this == OUT_OF_DATE;
    }
  }

  /** How it competes, and its turn when HA restarts machines. */
  public record Placement(Allocation cpu, Allocation memory, RestartPriority restart) {
    /** Reserving no more memory than the hardware has. */
    public Placement fitting(MachineHardware hardware) {
      long most = hardware.memory().mib();
      return memory.reservation() <= most
          ? this
          : new Placement(
              cpu,
              new Allocation(memory.shares(), (int) most, memory.limit(), memory.expandable()),
              restart);
    }
  }

  /** The order in which HA restarts machines (vSphere Availability, "VM Restart Priority"). */
  public enum RestartPriority {
    HIGHEST,
    HIGH,
    MEDIUM,
    LOW,
    LOWEST,
    DISABLED
  }

  /** Tags and notes. */
  public record About(Set<Tag> tags, String notes) {
    public static final About NOTHING = new About(Set.of(), "");

    public About {
      tags = Set.copyOf(tags);
    }
  }

  /**
   * A linked clone shares its parent's disks up to a snapshot.
   *
   * @param depth machines in the chain above this one, at least 1, at most 30 (Lab Manager's limit)
   */
  public record LinkedTo(MachineId parent, int snapshot, int depth) {}

  public boolean isOn() {
    return power == PowerState.POWERED_ON;
  }

  /** Whether the other is surely the same but for what people say of it. */
  @SuppressWarnings({"ReferenceEquality", "OptionalEquality"}) // what did not change is the same
  public boolean differsInWordsOnly(Machine other) {
    return name == other.name
        && folder == other.folder
        && pool == other.pool
        && host == other.host
        && hardware == other.hardware
        && guest == other.guest
        && power == other.power
        && template == other.template
        && snapshots == other.snapshots
        && placement == other.placement
        && linked == other.linked
        && fork == other.fork
        && stalled == other.stalled;
  }

  /** What tells its ups and downs from those of other machines with its workload. */
  public int variation() {
    return guest.variation().orElse(id.value());
  }

  @Override
  public Machine withName(String x) {
    return new Machine(
        id, x, folder, pool, host, hardware, guest, power, template, snapshots, placement, about,
        linked, fork, stalled);
  }

  public Machine withFolder(FolderId x) {
    return new Machine(
        id, name, x, pool, host, hardware, guest, power, template, snapshots, placement, about,
        linked, fork, stalled);
  }

  public Machine withPool(ResourcePoolId x) {
    return new Machine(
        id, name, folder, x, host, hardware, guest, power, template, snapshots, placement, about,
        linked, fork, stalled);
  }

  public Machine withHost(HostId x) {
    return new Machine(
        id, name, folder, pool, x, hardware, guest, power, template, snapshots, placement, about,
        linked, fork, stalled);
  }

  public Machine withHardware(MachineHardware x) {
    return new Machine(
        id, name, folder, pool, host, x, guest, power, template, snapshots, placement, about,
        linked, fork, stalled);
  }

  public Machine withGuest(Guest x) {
    return new Machine(
        id, name, folder, pool, host, hardware, x, power, template, snapshots, placement, about,
        linked, fork, stalled);
  }

  public Machine withPower(PowerState x) {
    return new Machine(
        id,
        name,
        folder,
        pool,
        host,
        hardware,
        guest,
        x,
        template,
        snapshots,
        placement,
        about,
        linked,
        fork,
        stalled && x == PowerState.POWERED_ON);
  }

  public Machine withTemplate(boolean x) {
    return new Machine(
        id, name, folder, pool, host, hardware, guest, power, x, snapshots, placement, about,
        linked, fork, stalled);
  }

  public Machine withSnapshots(SnapshotTree x) {
    return new Machine(
        id, name, folder, pool, host, hardware, guest, power, template, x, placement, about, linked,
        fork, stalled);
  }

  public Machine withPlacement(Placement x) {
    return new Machine(
        id, name, folder, pool, host, hardware, guest, power, template, snapshots, x, about, linked,
        fork, stalled);
  }

  public Machine withAbout(About x) {
    return new Machine(
        id, name, folder, pool, host, hardware, guest, power, template, snapshots, placement, x,
        linked, fork, stalled);
  }

  public Machine withLinked(Optional<LinkedTo> x) {
    return new Machine(
        id, name, folder, pool, host, hardware, guest, power, template, snapshots, placement, about,
        x, fork, stalled);
  }

  public Machine withFork(Optional<ForkGroupId> x) {
    return new Machine(
        id, name, folder, pool, host, hardware, guest, power, template, snapshots, placement, about,
        linked, x, stalled);
  }

  public Machine withStalled(boolean x) {
    return new Machine(
        id, name, folder, pool, host, hardware, guest, power, template, snapshots, placement, about,
        linked, fork, x);
  }
}
