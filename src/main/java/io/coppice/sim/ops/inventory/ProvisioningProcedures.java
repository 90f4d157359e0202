package io.coppice.sim.ops.inventory;

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
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.Mount;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.HostCabling;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes switches, port groups, datastores and hosts, and takes the empty ones away. */
public final class ProvisioningProcedures {
  /** What an installed ESXi comes with. */
  private static final String FIRST_SWITCH = "vSwitch0";

  private static final String FIRST_PORT_GROUP = "VM Network";
  private static final int ETHERNET_MTU = 1_500;

  private ProvisioningProcedures() {}

  public static void addTo(JobRunner runner) {
    runner.add(CreateSwitch.class, new InstantProcedure<>(ProvisioningProcedures::newSwitch));
    runner.add(EditSwitch.class, new InstantProcedure<>(ProvisioningProcedures::editSwitch));
    runner.add(RemoveSwitch.class, new InstantProcedure<>(ProvisioningProcedures::noSwitch));
    runner.add(CreatePortGroup.class, new InstantProcedure<>(ProvisioningProcedures::newGroup));
    runner.add(EditPortGroup.class, new InstantProcedure<>(ProvisioningProcedures::editGroup));
    runner.add(RemovePortGroup.class, new PortGroupRemoval());
    runner.add(CreateDatastore.class, new InstantProcedure<>(ProvisioningProcedures::newDatastore));
    runner.add(RemoveDatastore.class, new InstantProcedure<>(ProvisioningProcedures::noDatastore));
    runner.add(AddHost.class, new InstantProcedure<>(ProvisioningProcedures::newHost));
    runner.add(SetUplink.class, new InstantProcedure<>(ProvisioningProcedures::uplink));
  }

  private static void newSwitch(JobContext<CreateSwitch> context) {
    CreateSwitch create = context.operation();
    Inventory all = context.inventory();
    SwitchId id = new SwitchId(all.switches().size());
    NetworkSwitch made =
        new NetworkSwitch(id, create.name(), create.target(), create.host(), create.mtu());
    NetworkSwitch shared = made.withUplinks(create.policy().orElse(made.uplinks()));
    all.switches().add(create.mostHosts() == 0 ? shared : shared.withMostHosts(create.mostHosts()));
    create
        .uplinks()
        .forEach(
            nic -> change(all, nic.host(), host -> host.withUplink(nic.nic(), Optional.of(id))));
    context.recordEvent("event.created", id, create.name(), context.index().name(create.target()));
  }

  private static void change(Inventory all, HostId id, UnaryOperator<Host> change) {
    all.hosts().set(id.value(), change.apply(all.host(id)));
  }

  private static void editSwitch(JobContext<EditSwitch> context) {
    int row = context.operation().target().value();
    NetworkSwitch was = context.inventory().switches().get(row);
    int most = context.operation().mostHosts();
    NetworkSwitch is = was.withMtu(context.operation().mtu());
    context.inventory().switches().set(row, most == 0 ? is : is.withMostHosts(most));
    context.recordEvent("event.edited", was.id(), was.name());
  }

  private static void noSwitch(JobContext<RemoveSwitch> context) {
    SwitchId id = context.operation().target();
    Inventory all = context.inventory();
    context.recordEvent("event.removed", id, context.index().name(id));
    for (int row = 0; row < all.hosts().size(); row++) {
      Host host = all.hosts().get(row);
      if (host != null && HostLinks.hasUplink(host, id)) {
        all.hosts().set(row, withoutUplinks(host, id));
      }
    }
    all.switches().set(id.value(), null);
  }

  private static Host withoutUplinks(Host host, SwitchId of) {
    return host.withHardware(
        host.hardware()
            .withNics(
                host.hardware().nics().stream()
                    .map(
                        nic ->
                            nic.uplinkOf().equals(Optional.of(of))
                                ? nic.withUplink(Optional.empty())
                                : nic)
                    .toList()));
  }

  private static void newGroup(JobContext<CreatePortGroup> context) {
    CreatePortGroup create = context.operation();
    Inventory all = context.inventory();
    NetworkSwitch on = all.switches().get(create.target().value());
    PortGroupId id = new PortGroupId(all.portGroups().size());
    all.portGroups()
        .add(
            new PortGroup(
                id,
                create.name(),
                on.folder(),
                on.id(),
                create.vlan(),
                create.policy().orElse(PortPolicy.NONE)));
    context.recordEvent("event.created", id, create.name(), on.name());
  }

  private static void editGroup(JobContext<EditPortGroup> context) {
    int row = context.operation().target().value();
    PortGroup was = context.inventory().portGroups().get(row);
    context.inventory().portGroups().set(row, was.withVlan(context.operation().vlan()));
    context.recordEvent("event.edited", was.id(), was.name());
  }

  /** A segment that the site's network says of a port group is not forgotten on the way. */
  private static final class PortGroupRemoval implements OperationProcedure<RemovePortGroup> {
    @Override
    public List<String> phases(RemovePortGroup operation) {
      return List.of();
    }

    @Override
    public PhaseResult step(int phase, JobContext<RemovePortGroup> context) {
      throw new IllegalStateException("It has no phases");
    }

    @Override
    public List<Problem> finish(JobContext<RemovePortGroup> context) {
      PortGroupId id = context.operation().target();
      String name = context.index().name(id);
      if (context.world().fabric().segment(id).isPresent()) {
        return List.of(Problem.error("port-group.has-segment", id, name));
      }
      context.recordEvent("event.removed", id, name);
      context.inventory().portGroups().set(id.value(), null);
      return List.of();
    }
  }

  private static void newDatastore(JobContext<CreateDatastore> context) {
    CreateDatastore create = context.operation();
    Inventory all = context.inventory();
    DatastoreId id = new DatastoreId(all.datastores().size());
    all.datastores()
        .add(
            new Datastore(
                id,
                create.name(),
                create.target(),
                create.type(),
                create.capacity(),
                create.megabits(),
                Bytes.ZERO));
    for (HostId on : create.hosts()) {
      change(
          all,
          on,
          host -> {
            List<Mount> mounts = new ArrayList<>(host.datastores());
            mounts.add(new Mount(id, true));
            return host.withDatastores(mounts);
          });
    }
    context.recordEvent("event.created", id, create.name(), context.index().name(create.target()));
  }

  private static void noDatastore(JobContext<RemoveDatastore> context) {
    DatastoreId id = context.operation().target();
    Inventory all = context.inventory();
    context.recordEvent("event.removed", id, context.index().name(id));
    for (int row = 0; row < all.hosts().size(); row++) {
      Host host = all.hosts().get(row);
      if (host != null) {
        List<Mount> kept =
            host.datastores().stream().filter(mount -> !mount.datastore().equals(id)).toList();
        if (kept.size() < host.datastores().size()) {
          all.hosts().set(row, host.withDatastores(kept));
        }
      }
    }
    all.datastores().set(id.value(), null);
  }

  private static void newHost(JobContext<AddHost> context) {
    AddHost add = context.operation();
    Inventory all = context.inventory();
    HostId id = new HostId(all.hosts().size());
    Optional<Cluster> cluster =
        add.target() instanceof ClusterId its
            ? Optional.of(all.clusters().get(its.value()))
            : Optional.empty();
    FolderId folder = cluster.map(Cluster::folder).orElseGet(() -> (FolderId) add.target());
    ResourcePoolId root =
        cluster.map(Cluster::rootPool).orElseGet(() -> InventoryProcedures.newRoot(all, id));
    Host host =
        new Host(
            id,
            add.name(),
            cluster.map(Cluster::id),
            folder,
            root,
            add.hardware(),
            add.version(),
            Host.State.CONNECTED,
            add.maintenance(),
            add.datastores().stream().map(on -> new Mount(on, true)).toList(),
            Set.of(),
            "");
    all.hosts().add(host);
    if (!add.hardware().nics().isEmpty() && HostLinks.management(host).isEmpty()) {
      all.hosts().set(id.value(), installed(all, host));
    }
    cable(context.world(), id);
    context.recordEvent("event.created", id, add.name(), context.index().name(add.target()));
  }

  /** A host that is new on a distributed switch gets its place in a network that is said. */
  private static void cable(World world, HostId id) {
    Fabric before = world.fabric();
    Fabric after = HostCabling.connect(before, world.inventory(), world.inventory().host(id));
    if (!after.equals(before)) {
      world.setFabric(after);
    }
  }

  /** The host with the switch and the port group of a fresh installation. */
  private static Host installed(Inventory all, Host host) {
    Datacentre here =
        all.datacentres().get(all.folders().get(host.folder().value()).datacentre().value());
    SwitchId on = new SwitchId(all.switches().size());
    all.switches()
        .add(
            new NetworkSwitch(
                on, FIRST_SWITCH, here.networks(), Optional.of(host.id()), ETHERNET_MTU));
    all.portGroups()
        .add(
            new PortGroup(
                new PortGroupId(all.portGroups().size()),
                FIRST_PORT_GROUP,
                here.networks(),
                on,
                0));
    return host.withUplink(host.hardware().nics().getFirst().name(), Optional.of(on));
  }

  private static void uplink(JobContext<SetUplink> context) {
    SetUplink set = context.operation();
    change(context.inventory(), set.target(), host -> host.withUplink(set.nic(), set.to()));
    cable(context.world(), set.target());
    context.recordEvent("event.edited", set.target(), context.index().name(set.target()));
  }
}
