package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Megahertz;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A hypervisor host.
 *
 * @param folder where it is listed when it is in no cluster
 * @param rootPool the pool at the top of a host in no cluster; the cluster's root pool otherwise
 * @param datastores what it mounts; each path may be cut
 */
public record Host(
    HostId id,
    String name,
    Optional<ClusterId> cluster,
    FolderId folder,
    ResourcePoolId rootPool,
    HostHardware hardware,
    String version,
    State state,
    boolean maintenance,
    List<Mount> datastores,
    Set<Tag> tags,
    String notes)
    implements Entity {
  public Host {
    datastores = List.copyOf(datastores);
    tags = Set.copyOf(tags);
  }

  /**
   * What the host is made of.
   *
   * @param idlePower watts at rest
   * @param maxPower watts with every core busy
   */
  public record HostHardware(
      String model,
      int sockets,
      int coresPerSocket,
      Megahertz coreSpeed,
      Bytes memory,
      List<PhysicalNic> nics,
      List<Hba> hbas,
      int idlePower,
      int maxPower) {
    public HostHardware {
      if (sockets < 1 || coresPerSocket < 1 || maxPower < idlePower) {
        throw new IllegalArgumentException(
            "A host has sockets and cores, and draws no less when busy");
      }
      nics = List.copyOf(nics);
      hbas = List.copyOf(hbas);
    }

    public HostHardware withNics(List<PhysicalNic> changed) {
      return new HostHardware(
          model, sockets, coresPerSocket, coreSpeed, memory, changed, hbas, idlePower, maxPower);
    }

    public int cores() {
      return sockets * coresPerSocket;
    }

    public Megahertz capacity() {
      return new Megahertz(cores() * coreSpeed.value());
    }
  }

  /**
   * A physical network adapter ({@code vmnic0}); {@code megabits} a second; linked to a switch as
   * an uplink, or spare.
   */
  public record PhysicalNic(
      String name, int megabits, boolean linkUp, Optional<SwitchId> uplinkOf) {
    public PhysicalNic withLink(boolean up) {
      return new PhysicalNic(name, megabits, up, uplinkOf);
    }

    public PhysicalNic withUplink(Optional<SwitchId> changed) {
      return new PhysicalNic(name, megabits, linkUp, changed);
    }
  }

  /** A storage adapter ({@code vmhba0}); {@code megabits} a second. */
  public record Hba(String name, String protocol, int megabits) {}

  /**
   * A datastore as this host sees it.
   *
   * @param gone no path is up and the array has said that the device will not come back (vSphere
   *     Storage, "Permanent Device Loss"), which is not the same as all paths down
   */
  public record Mount(DatastoreId datastore, boolean pathUp, boolean gone) {
    public Mount {
      gone = gone && !pathUp;
    }

    /** A datastore that may come back, if it is not reached. */
    public Mount(DatastoreId datastore, boolean pathUp) {
      this(datastore, pathUp, false);
    }
  }

  /** Whether the host answers; the legal moves are in {@link #next()}. */
  public enum State {
    CONNECTED,
    DISCONNECTED,
    NOT_RESPONDING,
    POWERED_OFF;

    /** States that may follow this one. */
    public Set<State> next() {
      return switch (this) {
        case CONNECTED -> EnumSet.of(DISCONNECTED, NOT_RESPONDING, POWERED_OFF);
        case DISCONNECTED -> EnumSet.of(CONNECTED, NOT_RESPONDING);
        case NOT_RESPONDING -> EnumSet.of(CONNECTED, POWERED_OFF);
        case POWERED_OFF -> EnumSet.of(CONNECTED);
      };
    }

    public boolean canBecome(State other) {
      return next().contains(other);
    }
  }

  /** Whether machines can run here now. */
  public boolean isUsable() {
    return state == State.CONNECTED && !maintenance;
  }

  public boolean reaches(DatastoreId datastore) {
    for (Mount mount : datastores) {
      if (mount.pathUp() && mount.datastore().equals(datastore)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Host withName(String changed) {
    return new Host(
        id,
        changed,
        cluster,
        folder,
        rootPool,
        hardware,
        version,
        state,
        maintenance,
        datastores,
        tags,
        notes);
  }

  public Host withPlace(Optional<ClusterId> toCluster, FolderId toFolder, ResourcePoolId toPool) {
    return new Host(
        id,
        name,
        toCluster,
        toFolder,
        toPool,
        hardware,
        version,
        state,
        maintenance,
        datastores,
        tags,
        notes);
  }

  public Host withHardware(HostHardware changed) {
    return new Host(
        id,
        name,
        cluster,
        folder,
        rootPool,
        changed,
        version,
        state,
        maintenance,
        datastores,
        tags,
        notes);
  }

  public Host withState(State changed) {
    return new Host(
        id,
        name,
        cluster,
        folder,
        rootPool,
        hardware,
        version,
        changed,
        maintenance,
        datastores,
        tags,
        notes);
  }

  public Host withMaintenance(boolean changed) {
    return new Host(
        id,
        name,
        cluster,
        folder,
        rootPool,
        hardware,
        version,
        state,
        changed,
        datastores,
        tags,
        notes);
  }

  public Host withDatastores(List<Mount> changed) {
    return new Host(
        id,
        name,
        cluster,
        folder,
        rootPool,
        hardware,
        version,
        state,
        maintenance,
        changed,
        tags,
        notes);
  }

  /** With an adapter of that name linked to that switch, or spare. */
  public Host withUplink(String nic, Optional<SwitchId> to) {
    return withHardware(
        hardware.withNics(
            hardware.nics().stream()
                .map(its -> its.name().equals(nic) ? its.withUplink(to) : its)
                .toList()));
  }

  public Host withTags(Set<Tag> changed) {
    return new Host(
        id,
        name,
        cluster,
        folder,
        rootPool,
        hardware,
        version,
        state,
        maintenance,
        datastores,
        changed,
        notes);
  }

  public Host withNotes(String changed) {
    return new Host(
        id,
        name,
        cluster,
        folder,
        rootPool,
        hardware,
        version,
        state,
        maintenance,
        datastores,
        tags,
        changed);
  }
}
