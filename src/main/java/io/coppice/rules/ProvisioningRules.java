package io.coppice.rules;

import io.coppice.backend.ProvisioningOperation;
import io.coppice.backend.ProvisioningOperation.CreateDatastore;
import io.coppice.backend.ProvisioningOperation.CreatePortGroup;
import io.coppice.backend.ProvisioningOperation.CreateSwitch;
import io.coppice.backend.ProvisioningOperation.SpareNic;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules of making switches, port groups and datastores and of taking them away: nothing goes that
 * something else stands on (vSphere Networking, "Remove a Distributed Port Group"; vSphere Storage,
 * "Delete VMFS Datastores").
 */
final class ProvisioningRules {
  private ProvisioningRules() {}

  static void check(ProvisioningOperation operation, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, operation.target())) {
      return;
    }
    Entity at = index.inventory().find(operation.target()).orElse(null);
    switch (operation) {
      case CreateSwitch create -> createSwitch(create, (Folder) at, index, verdicts);
      case ProvisioningOperation.EditSwitch edit -> {
        mtu(edit.target(), edit.mtu(), verdicts);
        SwitchHostRules.edit(edit, (NetworkSwitch) at, index, verdicts);
      }
      case ProvisioningOperation.RemoveSwitch _ ->
          removeSwitch((NetworkSwitch) at, index, verdicts);
      case CreatePortGroup create -> createPortGroup(create, index, verdicts);
      case ProvisioningOperation.EditPortGroup edit -> {
        vlan(edit.target(), edit.vlan(), verdicts);
        PortPolicyRules.retag((PortGroup) at, edit.vlan(), index, verdicts);
      }
      case ProvisioningOperation.RemovePortGroup _ ->
          removePortGroup((PortGroup) at, index, verdicts);
      case CreateDatastore create -> createDatastore(create, (Folder) at, index, verdicts);
      case ProvisioningOperation.RemoveDatastore _ ->
          removeDatastore((Datastore) at, index, verdicts);
      case ProvisioningOperation.AddHost add -> NewHostRules.check(add, index, verdicts);
      case ProvisioningOperation.SetUplink set -> setUplink(set, (Host) at, index, verdicts);
    }
  }

  private static void createSwitch(
      CreateSwitch create, Folder folder, SiteIndex index, VerdictCollector verdicts) {
    InventoryRules.sort(folder, create.name(), Folder.Contents.NETWORKS, verdicts);
    if (create.host().isPresent() && !verdicts.exists(index, create.host().get())) {
      return;
    }
    NameRules.check(
        create.name(),
        EntityId.Kind.SWITCH,
        create.host().<EntityId>map(host -> host).orElse(folder.id()),
        Optional.empty(),
        index,
        verdicts);
    mtu(folder.id(), create.mtu(), verdicts);
    room(EntityId.Kind.SWITCH, SiteLimits.SWITCHES, folder.id(), index, verdicts);
    create.host().ifPresent(id -> here(index.inventory().host(id), folder, index, verdicts));
    SwitchHostRules.create(create, verdicts);
    Set<SpareNic> seen = new HashSet<>();
    for (SpareNic uplink : create.uplinks()) {
      if (!verdicts.exists(index, uplink.host())) {
        return;
      }
      Host host = index.inventory().host(uplink.host());
      here(host, folder, index, verdicts);
      if (create.host().isPresent()) {
        verdicts.need(
            "uplink-of-host",
            create.host().get().equals(host.id()),
            () -> Problem.error("switch.other-host", host.id(), create.name(), host.name()));
      }
      nic(host, uplink.nic(), verdicts)
          .ifPresent(
              nic ->
                  verdicts.need(
                      "nic-spare",
                      nic.uplinkOf().isEmpty() && seen.add(uplink),
                      () -> Problem.error("host.nic-in-use", host.id(), host.name(), nic.name())));
    }
  }

  private static void here(Host host, Folder folder, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "same-datacentre",
        MigrationRules.datacentre(host, index).equals(folder.datacentre()),
        () ->
            Problem.error(
                "host.elsewhere", host.id(), host.name(), index.name(folder.datacentre())));
  }

  private static Optional<PhysicalNic> nic(Host host, String name, VerdictCollector verdicts) {
    Optional<PhysicalNic> found =
        host.hardware().nics().stream().filter(nic -> nic.name().equals(name)).findFirst();
    verdicts.need(
        "nic-exists",
        found.isPresent(),
        () -> Problem.error("host.no-nic", host.id(), host.name(), name));
    return found;
  }

  private static void mtu(EntityId about, int mtu, VerdictCollector verdicts) {
    verdicts.need(
        "mtu-range",
        mtu >= SiteLimits.LEAST_MTU && mtu <= SiteLimits.MOST_MTU,
        () ->
            Problem.error(
                "switch.mtu-range", about, mtu, SiteLimits.LEAST_MTU, SiteLimits.MOST_MTU));
  }

  private static void vlan(EntityId about, int vlan, VerdictCollector verdicts) {
    verdicts.need(
        "vlan-range",
        vlan >= 0 && vlan <= SiteLimits.LAST_VLAN,
        () -> Problem.error("port-group.vlan-range", about, vlan, SiteLimits.LAST_VLAN));
  }

  /** A site holds no more of a kind than a scenario can say. */
  static void room(
      EntityId.Kind kind, int most, EntityId about, SiteIndex index, VerdictCollector verdicts) {
    int[] there = {0};
    index.inventory().table(kind).forEach(_ -> there[0]++);
    verdicts.need(
        "site-has-room",
        there[0] < most,
        () -> Problem.error("site.full", about, String.valueOf(most)));
  }

  private static void removeSwitch(NetworkSwitch its, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "switch-empty",
        index.held(its.id(), EntityId.Kind.PORT_GROUP).isEmpty(),
        () -> Problem.error("switch.not-empty", its.id(), its.name()));
    List<Host> managed = new ArrayList<>();
    index
        .inventory()
        .hosts()
        .forEach(
            host -> {
              if (HostLinks.management(host).equals(Optional.of(its.id()))) {
                managed.add(host);
              }
            });
    verdicts.need(
        "manages-no-host",
        managed.isEmpty(),
        () ->
            Problem.error(
                "switch.manages-hosts",
                its.id(),
                its.name(),
                String.valueOf(managed.size()),
                managed.getFirst().name()));
  }

  private static void createPortGroup(
      CreatePortGroup create, SiteIndex index, VerdictCollector verdicts) {
    NameRules.check(
        create.name(),
        EntityId.Kind.PORT_GROUP,
        create.target(),
        Optional.empty(),
        index,
        verdicts);
    vlan(create.target(), create.vlan(), verdicts);
    PortPolicyRules.check(
        create.policy().orElse(PortPolicy.NONE),
        create.target(),
        Optional.empty(),
        create.vlan(),
        index,
        verdicts);
    room(EntityId.Kind.PORT_GROUP, SiteLimits.PORT_GROUPS, create.target(), index, verdicts);
  }

  private static void removePortGroup(PortGroup group, SiteIndex index, VerdictCollector verdicts) {
    List<Machine> wired = new ArrayList<>();
    index
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (isWired(machine, group.id())) {
                wired.add(machine);
              }
            });
    verdicts.need(
        "port-group-unused",
        wired.isEmpty(),
        () ->
            Problem.error(
                "port-group.in-use",
                group.id(),
                group.name(),
                String.valueOf(wired.size()),
                MachineRules.names(wired)));
  }

  /** Now, or after a revert to one of its snapshots. */
  private static boolean isWired(Machine machine, PortGroupId to) {
    return machine.hardware().nics().stream().anyMatch(nic -> nic.portGroup().equals(to))
        || machine.snapshots().nodes().stream()
            .anyMatch(
                node ->
                    node.hardware().nics().stream().anyMatch(nic -> nic.portGroup().equals(to)));
  }

  private static void createDatastore(
      CreateDatastore create, Folder folder, SiteIndex index, VerdictCollector verdicts) {
    InventoryRules.sort(folder, create.name(), Folder.Contents.STORAGE, verdicts);
    NameRules.check(
        create.name(), EntityId.Kind.DATASTORE, folder.id(), Optional.empty(), index, verdicts);
    Bytes capacity = create.capacity();
    verdicts.need(
        "datastore-size",
        capacity.value() >= Bytes.MIB && capacity.value() <= SiteLimits.DATASTORE.value(),
        () ->
            Problem.error(
                "datastore.size-range",
                folder.id(),
                capacity,
                new Bytes(Bytes.MIB),
                SiteLimits.DATASTORE));
    verdicts.need(
        "datastore-speed",
        create.megabits() >= 1 && create.megabits() <= SiteLimits.DATASTORE_MEGABITS,
        () ->
            Problem.error(
                "datastore.speed-range",
                folder.id(),
                create.megabits(),
                SiteLimits.DATASTORE_MEGABITS));
    room(EntityId.Kind.DATASTORE, SiteLimits.DATASTORES, folder.id(), index, verdicts);
    for (EntityId.HostId id : create.hosts()) {
      if (!verdicts.exists(index, id)) {
        return;
      }
      Host host = index.inventory().host(id);
      HostRules.connected(host, verdicts);
      here(host, folder, index, verdicts);
    }
    verdicts.need(
        "hosts-once",
        Set.copyOf(create.hosts()).size() == create.hosts().size(),
        () -> Problem.error("datastore.host-twice", folder.id(), create.name()));
  }

  private static void removeDatastore(Datastore its, SiteIndex index, VerdictCollector verdicts) {
    verdicts.free(index, its.id());
    List<Machine> on = new ArrayList<>();
    index
        .inventory()
        .machines()
        .forEach(
            machine -> {
              boolean disc =
                  machine
                      .hardware()
                      .boot()
                      .disc()
                      .filter(image -> image.datastore().equals(its.id()))
                      .isPresent();
              if (disc || index.datastores(machine).contains(its.id())) {
                on.add(machine);
              }
            });
    verdicts.need(
        "datastore-empty",
        on.isEmpty(),
        () ->
            Problem.error(
                "datastore.in-use",
                its.id(),
                its.name(),
                String.valueOf(on.size()),
                MachineRules.names(on)));
    verdicts.need(
        "datastore-not-filled",
        its.filler().value() == 0,
        () -> Problem.error("datastore.filled", its.id(), its.name()));
    verdicts.need(
        "datastore-nothing-kept",
        !on.isEmpty() || index.used(its.id()) <= its.filler().value(),
        () ->
            Problem.error(
                "datastore.keeps", its.id(), its.name(), new Bytes(index.used(its.id()))));
  }

  /** Every host keeps a way to what its machines are connected to, and to who manages it. */
  private static void setUplink(
      ProvisioningOperation.SetUplink set, Host host, SiteIndex index, VerdictCollector verdicts) {
    verdicts.free(index, host.id());
    HostRules.connected(host, verdicts);
    Optional<PhysicalNic> nic = nic(host, set.nic(), verdicts);
    if (nic.isEmpty() || (set.to().isPresent() && !verdicts.exists(index, set.to().get()))) {
      return;
    }
    verdicts.need(
        "uplink-changes",
        !nic.get().uplinkOf().equals(set.to()),
        () -> Problem.error("host.uplink-same", host.id(), host.name(), set.nic()));
    set.to()
        .map(id -> index.inventory().switches().get(id.value()))
        .ifPresent(to -> reachable(to, host, index, verdicts));
    Host after = host.withUplink(set.nic(), set.to());
    nic.get()
        .uplinkOf()
        .filter(from -> !HostLinks.hasUplink(after, from))
        .ifPresent(from -> lastUplink(from, host, index, verdicts));
  }

  private static void reachable(
      NetworkSwitch to, Host host, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "uplink-of-host",
        to.host().isEmpty() || to.host().equals(Optional.of(host.id())),
        () -> Problem.error("switch.other-host", host.id(), to.name(), host.name()));
    here(host, index.inventory().folders().get(to.folder().value()), index, verdicts);
    if (!HostLinks.hasUplink(host, to.id())) {
      SwitchHostRules.join(to, host.name(), index, verdicts);
    }
  }

  private static void lastUplink(
      SwitchId from, Host host, SiteIndex index, VerdictCollector verdicts) {
    verdicts.need(
        "stays-managed",
        !HostLinks.management(host).equals(Optional.of(from)),
        () -> Problem.error("host.last-managed", host.id(), host.name(), index.name(from)));
    List<Machine> cut =
        index.machines(host.id()).stream()
            .filter(
                machine ->
                    machine.hardware().nics().stream()
                        .anyMatch(nic -> isOn(nic.portGroup(), from, index)))
            .toList();
    verdicts.need(
        "uplink-unused",
        cut.isEmpty(),
        () ->
            Problem.error(
                "host.last-uplink",
                host.id(),
                host.name(),
                index.name(from),
                String.valueOf(cut.size()),
                MachineRules.names(cut)));
  }

  private static boolean isOn(PortGroupId id, SwitchId on, SiteIndex index) {
    PortGroup group = index.inventory().portGroups().get(id.value());
    return group != null && group.onSwitch().equals(on);
  }

  /** Whether the datastore is in that datacentre. */
  static boolean isIn(EntityId.DatacentreId datacentre, DatastoreId id, SiteIndex index) {
    Datastore its = index.inventory().datastore(id);
    return index.inventory().folders().get(its.folder().value()).datacentre().equals(datacentre);
  }
}
