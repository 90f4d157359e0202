package io.coppice.backend;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host.HostHardware;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.UplinkPolicy;
import java.util.List;
import java.util.Optional;

/** Operations that give a site more of what machines run on, and take it away again. */
public sealed interface ProvisioningOperation extends Operation {
  /** A spare network adapter of a host. */
  record SpareNic(HostId host, String nic) {}

  /**
   * Makes a switch without port groups.
   *
   * @param target the folder of networks it is listed in
   * @param host the host of a standard switch; empty for a distributed one
   * @param mtu in bytes
   * @param uplinks spare adapters that become uplinks of it
   * @param mostHosts that can join a distributed one; 0 for as many as usual
   * @param policy how a distributed one shares each host's uplinks; empty for equal ways
   */
  @OperationTraits(name = "Inventory.CreateSwitch", icon = "SWITCH", lock = TargetLock.NONE)
  record CreateSwitch(
      FolderId target,
      String name,
      Optional<HostId> host,
      int mtu,
      List<SpareNic> uplinks,
      int mostHosts,
      Optional<UplinkPolicy> policy)
      implements ProvisioningOperation {
    /** One whose uplinks are equal ways. */
    public CreateSwitch(
        FolderId target,
        String name,
        Optional<HostId> host,
        int mtu,
        List<SpareNic> uplinks,
        int mostHosts) {
      this(target, name, host, mtu, uplinks, mostHosts, Optional.empty());
    }

    /** One that as many hosts can join as usual. */
    public CreateSwitch(
        FolderId target, String name, Optional<HostId> host, int mtu, List<SpareNic> uplinks) {
      this(target, name, host, mtu, uplinks, 0);
    }

    public CreateSwitch {
      uplinks = List.copyOf(uplinks);
    }
  }

  /**
   * Sets what a switch carries and how many hosts can join it.
   *
   * @param mtu in bytes
   * @param mostHosts of a distributed one; 0 for as many as before
   */
  @OperationTraits(name = "Inventory.EditSwitch", icon = "EDIT", lock = TargetLock.NONE)
  record EditSwitch(SwitchId target, int mtu, int mostHosts) implements ProvisioningOperation {
    /** As many hosts as before. */
    public EditSwitch(SwitchId target, int mtu) {
      this(target, mtu, 0);
    }
  }

  /** Removes a switch without port groups; its uplinks are spare then. */
  @OperationTraits(name = "Inventory.RemoveSwitch", icon = "DELETE", lock = TargetLock.NONE)
  record RemoveSwitch(SwitchId target) implements ProvisioningOperation {}

  /**
   * Makes a port group; VLAN 0 means untagged, 4095 every VLAN.
   *
   * @param policy of its ports; empty for none
   */
  @OperationTraits(name = "Inventory.CreatePortGroup", icon = "PORT_GROUP", lock = TargetLock.NONE)
  record CreatePortGroup(SwitchId target, String name, int vlan, Optional<PortPolicy> policy)
      implements ProvisioningOperation {
    /** One whose ports have no policy. */
    public CreatePortGroup(SwitchId target, String name, int vlan) {
      this(target, name, vlan, Optional.empty());
    }
  }

  /** Sets the VLAN of a port group. */
  @OperationTraits(name = "Inventory.EditPortGroup", icon = "EDIT", lock = TargetLock.NONE)
  record EditPortGroup(PortGroupId target, int vlan) implements ProvisioningOperation {}

  /** Removes a port group that no machine is connected to. */
  @OperationTraits(name = "Inventory.RemovePortGroup", icon = "DELETE", lock = TargetLock.NONE)
  record RemovePortGroup(PortGroupId target) implements ProvisioningOperation {}

  /**
   * Makes an empty datastore.
   *
   * @param megabits a second that it moves
   * @param hosts that mount it from the start
   */
  @OperationTraits(name = "Inventory.CreateDatastore", icon = "DATASTORE", lock = TargetLock.NONE)
  record CreateDatastore(
      FolderId target,
      String name,
      Datastore.Type type,
      Bytes capacity,
      int megabits,
      List<HostId> hosts)
      implements ProvisioningOperation {
    public CreateDatastore {
      hosts = List.copyOf(hosts);
    }
  }

  /** Removes a datastore on which nothing lies, from every host that mounts it. */
  @OperationTraits(name = "Inventory.RemoveDatastore", icon = "DELETE", lock = TargetLock.NONE)
  record RemoveDatastore(DatastoreId target) implements ProvisioningOperation {}

  /**
   * Adds a host. One none of whose adapters is an uplink comes with a switch of its own and a port
   * group, as an installed ESXi does.
   *
   * @param target the cluster it joins, or the folder of hosts it stands in alone
   * @param datastores that it mounts
   * @param maintenance whether it runs nothing until somebody lets it
   */
  @OperationTraits(name = "Inventory.AddHost", icon = "HOST", lock = TargetLock.NONE)
  record AddHost(
      EntityId target,
      String name,
      HostHardware hardware,
      String version,
      List<DatastoreId> datastores,
      boolean maintenance)
      implements ProvisioningOperation {
    public AddHost {
      datastores = List.copyOf(datastores);
    }
  }

  /** Makes an adapter of a host an uplink of a switch, or spare. */
  @OperationTraits(name = "Host.SetUplink", icon = "CONNECT", lock = TargetLock.NONE)
  record SetUplink(HostId target, String nic, Optional<SwitchId> to)
      implements ProvisioningOperation {}
}
