package io.coppice.session;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation;
import io.coppice.backend.ProvisioningOperation.AddHost;
import io.coppice.backend.ProvisioningOperation.CreateDatastore;
import io.coppice.backend.ProvisioningOperation.CreatePortGroup;
import io.coppice.backend.ProvisioningOperation.CreateSwitch;
import io.coppice.backend.ProvisioningOperation.EditPortGroup;
import io.coppice.backend.ProvisioningOperation.EditSwitch;
import io.coppice.backend.ProvisioningOperation.RemoveDatastore;
import io.coppice.backend.ProvisioningOperation.RemovePortGroup;
import io.coppice.backend.ProvisioningOperation.RemoveSwitch;
import io.coppice.backend.ProvisioningOperation.SetUplink;
import io.coppice.backend.ProvisioningOperation.SpareNic;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.UplinkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Inverses of what gives a site more of what machines run on, or takes it away. */
final class UndoProvisioning {
  private UndoProvisioning() {}

  static Optional<Operation> inverse(ProvisioningOperation done, Inventory before, Inventory now) {
    return switch (done) {
      case CreateSwitch x ->
          UndoInventory.made(before.switches(), now.switches(), it -> isMade(it, x))
              .map(it -> new RemoveSwitch(it.id()));
      case EditSwitch x -> edited(x, before, now);
      case RemoveSwitch x ->
          gone(before.switches().get(x.target().value()), now.switches().get(x.target().value()))
              .map(
                  it ->
                      new CreateSwitch(
                          it.folder(),
                          it.name(),
                          it.host(),
                          it.mtu(),
                          uplinks(it.id(), before),
                          it.mostHosts() == NetworkSwitch.SUPERVISED || !it.isDistributed()
                              ? 0
                              : it.mostHosts(),
                          Optional.of(it.uplinks()).filter(UplinkPolicy::isHostMode)));
      case CreatePortGroup x ->
          UndoInventory.made(before.portGroups(), now.portGroups(), it -> isMade(it, x))
              .map(it -> new RemovePortGroup(it.id()));
      case EditPortGroup x -> edited(x, before, now);
      case RemovePortGroup x ->
          gone(
                  before.portGroups().get(x.target().value()),
                  now.portGroups().get(x.target().value()))
              .map(
                  it ->
                      new CreatePortGroup(
                          it.onSwitch(),
                          it.name(),
                          it.vlan(),
                          Optional.of(it.policy()).filter(policy -> !policy.isNone())));
      case CreateDatastore x ->
          UndoInventory.made(before.datastores(), now.datastores(), it -> isMade(it, x))
              .map(it -> new RemoveDatastore(it.id()));
      case RemoveDatastore x ->
          gone(before.datastore(x.target()), now.datastore(x.target()))
              .map(
                  it ->
                      new CreateDatastore(
                          it.folder(),
                          it.name(),
                          it.type(),
                          it.capacity(),
                          it.megabits(),
                          mounting(it.id(), before)));
      case AddHost x ->
          UndoInventory.made(before.hosts(), now.hosts(), it -> isMade(it, x))
              .map(it -> new InventoryOperation.RemoveCompute(it.id()));
      case SetUplink x -> uplink(x, before, now);
    };
  }

  private static <T> Optional<T> gone(T was, T is) {
    return is == null ? Optional.ofNullable(was) : Optional.empty();
  }

  private static Optional<Operation> edited(EditSwitch done, Inventory before, Inventory now) {
    NetworkSwitch was = before.switches().get(done.target().value());
    NetworkSwitch is = now.switches().get(done.target().value());
    return was != null
            && is != null
            && is.mtu() == done.mtu()
            && (done.mostHosts() == 0 || is.mostHosts() == done.mostHosts())
        ? Optional.of(
            new EditSwitch(done.target(), was.mtu(), done.mostHosts() == 0 ? 0 : was.mostHosts()))
        : Optional.empty();
  }

  private static Optional<Operation> edited(EditPortGroup done, Inventory before, Inventory now) {
    PortGroup was = before.portGroups().get(done.target().value());
    PortGroup is = now.portGroups().get(done.target().value());
    return was != null && is != null && is.vlan() == done.vlan()
        ? Optional.of(new EditPortGroup(done.target(), was.vlan()))
        : Optional.empty();
  }

  private static Optional<Operation> uplink(SetUplink done, Inventory before, Inventory now) {
    Host is = now.host(done.target());
    Optional<Optional<SwitchId>> was = uplinkOf(before.host(done.target()), done.nic());
    return was.isPresent() && uplinkOf(is, done.nic()).equals(Optional.of(done.to()))
        ? Optional.of(new SetUplink(done.target(), done.nic(), was.get()))
        : Optional.empty();
  }

  private static Optional<Optional<SwitchId>> uplinkOf(Host host, String nic) {
    return host == null
        ? Optional.empty()
        : host.hardware().nics().stream()
            .filter(its -> its.name().equals(nic))
            .map(Host.PhysicalNic::uplinkOf)
            .findFirst();
  }

  private static List<SpareNic> uplinks(SwitchId of, Inventory in) {
    List<SpareNic> found = new ArrayList<>();
    in.hosts()
        .forEach(
            host ->
                host.hardware().nics().stream()
                    .filter(nic -> nic.uplinkOf().equals(Optional.of(of)))
                    .forEach(nic -> found.add(new SpareNic(host.id(), nic.name()))));
    return found;
  }

  private static List<HostId> mounting(DatastoreId id, Inventory in) {
    List<HostId> found = new ArrayList<>();
    in.hosts()
        .forEach(
            host -> {
              if (host.datastores().stream().anyMatch(its -> its.datastore().equals(id))) {
                found.add(host.id());
              }
            });
    return found;
  }

  private static boolean isMade(NetworkSwitch its, CreateSwitch by) {
    return its.name().equals(by.name())
        && its.folder().equals(by.target())
        && its.host().equals(by.host());
  }

  private static boolean isMade(PortGroup group, CreatePortGroup by) {
    return group.name().equals(by.name()) && group.onSwitch().equals(by.target());
  }

  private static boolean isMade(Datastore its, CreateDatastore by) {
    return its.name().equals(by.name()) && its.folder().equals(by.target());
  }

  private static boolean isMade(Host host, AddHost by) {
    return host.name().equals(by.name())
        && (host.cluster().filter(by.target()::equals).isPresent()
            || (host.cluster().isEmpty() && host.folder().equals(by.target())));
  }
}
