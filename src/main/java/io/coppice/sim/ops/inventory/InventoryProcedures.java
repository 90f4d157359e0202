package io.coppice.sim.ops.inventory;

import io.coppice.backend.InventoryOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Tag;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Does what orders the inventory. */
public final class InventoryProcedures {
  private InventoryProcedures() {}

  public static void addTo(JobRunner runner) {
    runner.add(
        InventoryOperation.Rename.class, new InstantProcedure<>(InventoryProcedures::rename));
    runner.add(InventoryOperation.Move.class, new InstantProcedure<>(ObjectMoves::move));
    runner.add(InventoryOperation.SetTags.class, new InstantProcedure<>(InventoryProcedures::tags));
    runner.add(
        InventoryOperation.SetNotes.class, new InstantProcedure<>(InventoryProcedures::notes));
    runner.add(
        InventoryOperation.CreateFolder.class,
        new InstantProcedure<>(InventoryProcedures::newFolder));
    runner.add(
        InventoryOperation.RemoveFolder.class,
        new InstantProcedure<>(InventoryProcedures::noFolder));
    runner.add(
        InventoryOperation.CreatePool.class, new InstantProcedure<>(InventoryProcedures::newPool));
    runner.add(
        InventoryOperation.EditPool.class, new InstantProcedure<>(InventoryProcedures::editPool));
    runner.add(
        InventoryOperation.SetStartOrder.class,
        new InstantProcedure<>(InventoryProcedures::startOrder));
    runner.add(
        InventoryOperation.RemovePool.class, new InstantProcedure<>(InventoryProcedures::noPool));
    runner.add(
        InventoryOperation.SetClusterServices.class,
        new InstantProcedure<>(InventoryProcedures::services));
    runner.add(
        InventoryOperation.SetHaPolicy.class,
        new InstantProcedure<>(
            context ->
                cluster(
                    context,
                    context.operation().target(),
                    its -> its.withHa(context.operation().policy()))));
    runner.add(
        InventoryOperation.SetDrsPolicy.class,
        new InstantProcedure<>(
            context ->
                cluster(
                    context,
                    context.operation().target(),
                    its -> its.withDrs(context.operation().policy()))));
    runner.add(
        InventoryOperation.SetIoControl.class,
        new InstantProcedure<>(InventoryProcedures::ioControl));
    runner.add(
        InventoryOperation.CreateCluster.class,
        new InstantProcedure<>(InventoryProcedures::newCluster));
    runner.add(
        InventoryOperation.RemoveCompute.class,
        new InstantProcedure<>(InventoryProcedures::noCompute));
  }

  private static void rename(JobContext<InventoryOperation.Rename> context) {
    EntityId id = context.operation().target();
    String name = context.operation().name();
    if (id instanceof ForkGroupId group) {
      Forks forks = context.world().forks();
      ForkGroup was = forks.group(group).orElseThrow();
      forks.put(was.withName(name));
      context.recordEvent("event.renamed", id, was.name(), name);
      return;
    }
    Inventory all = context.inventory();
    Entity entity = all.find(id).orElseThrow();
    all.set(entity.withName(name));
    context.recordEvent("event.renamed", id, entity.name(), name);
  }

  private static void tags(JobContext<InventoryOperation.SetTags> context) {
    EntityId id = context.operation().target();
    Set<Tag> tags = context.operation().tags();
    if (id instanceof MachineId machineId) {
      Machine machine = context.inventory().machine(machineId);
      Machine.About about = new Machine.About(tags, machine.about().notes());
      context.world().set(machine.withAbout(about));
    } else if (id instanceof HostId hostId) {
      Host host = context.inventory().host(hostId);
      context.inventory().hosts().set(hostId.value(), host.withTags(tags));
    }
    String list = tags.stream().sorted().map(Tag::toString).collect(Collectors.joining(", "));
    context.recordEvent("event.tagged", id, context.index().name(id), list);
  }

  private static void notes(JobContext<InventoryOperation.SetNotes> context) {
    EntityId id = context.operation().target();
    String notes = context.operation().notes();
    if (id instanceof MachineId machineId) {
      Machine machine = context.inventory().machine(machineId);
      context.world().set(machine.withAbout(new Machine.About(machine.about().tags(), notes)));
    } else if (id instanceof HostId hostId) {
      Host host = context.inventory().host(hostId);
      context.inventory().hosts().set(hostId.value(), host.withNotes(notes));
    }
    context.recordEvent("event.noted", id, context.index().name(id));
  }

  private static void newFolder(JobContext<InventoryOperation.CreateFolder> context) {
    Folder parent = context.inventory().folders().get(context.operation().target().value());
    FolderId id = new FolderId(context.inventory().folders().size());
    String name = context.operation().name();
    context
        .inventory()
        .folders()
        .add(
            new Folder(id, name, parent.contents(), parent.datacentre(), Optional.of(parent.id())));
    context.recordEvent("event.created", id, name, parent.name());
  }

  private static void noFolder(JobContext<InventoryOperation.RemoveFolder> context) {
    FolderId id = context.operation().target();
    context.recordEvent("event.removed", id, context.index().name(id));
    context.inventory().folders().set(id.value(), null);
  }

  private static void ioControl(JobContext<InventoryOperation.SetIoControl> context) {
    Datastore was = context.inventory().datastore(context.operation().target());
    boolean on = context.operation().on();
    context.inventory().datastores().set(was.id().value(), was.withIoControl(on));
    context.recordEvent("event.edited", was.id(), was.name());
  }

  private static void newPool(JobContext<InventoryOperation.CreatePool> context) {
    InventoryOperation.CreatePool create = context.operation();
    ResourcePool parent = context.inventory().pools().get(create.target().value());
    ResourcePoolId id = new ResourcePoolId(context.inventory().pools().size());
    Optional<ResourcePool.VApp> vapp =
        create.vapp() ? Optional.of(new ResourcePool.VApp(List.of())) : Optional.empty();
    context
        .inventory()
        .pools()
        .add(
            new ResourcePool(
                id,
                create.name(),
                parent.owner(),
                Optional.of(parent.id()),
                create.cpu(),
                create.memory(),
                vapp));
    context.recordEvent("event.created", id, create.name(), parent.name());
  }

  private static void editPool(JobContext<InventoryOperation.EditPool> context) {
    InventoryOperation.EditPool edit = context.operation();
    ResourcePool pool = context.inventory().pools().get(edit.target().value());
    context
        .inventory()
        .pools()
        .set(pool.id().value(), pool.withAllocations(edit.cpu(), edit.memory()));
    context.recordEvent("event.edited", pool.id(), pool.name());
  }

  private static void startOrder(JobContext<InventoryOperation.SetStartOrder> context) {
    InventoryOperation.SetStartOrder set = context.operation();
    ResourcePool pool = context.inventory().pools().get(set.target().value());
    context
        .inventory()
        .pools()
        .set(pool.id().value(), pool.withVApp(new ResourcePool.VApp(set.order())));
    context.recordEvent("event.edited", pool.id(), pool.name());
  }

  private static void noPool(JobContext<InventoryOperation.RemovePool> context) {
    ResourcePool pool = context.inventory().pools().get(context.operation().target().value());
    ResourcePoolId parent = pool.parent().orElseThrow();
    SiteIndex index = context.index();
    index.machines(pool.id()).forEach(machine -> context.world().set(machine.withPool(parent)));
    index
        .held(pool.id(), EntityId.Kind.RESOURCE_POOL)
        .forEach(
            row ->
                context
                    .inventory()
                    .pools()
                    .set(row, context.inventory().pools().get(row).withParent(parent)));
    context.inventory().pools().set(pool.id().value(), null);
    context.recordEvent("event.removed", pool.id(), pool.name());
  }

  private static void services(JobContext<InventoryOperation.SetClusterServices> context) {
    InventoryOperation.SetClusterServices set = context.operation();
    int row = set.target().value();
    Cluster cluster = context.inventory().clusters().get(row);
    context.inventory().clusters().set(row, cluster.withServices(set.ha(), set.drs()));
    context.recordEvent("event.edited", cluster.id(), cluster.name());
  }

  private static void cluster(JobContext<?> context, ClusterId id, UnaryOperator<Cluster> change) {
    Cluster was = context.inventory().clusters().get(id.value());
    context.inventory().clusters().set(id.value(), change.apply(was));
    context.recordEvent("event.edited", id, was.name());
  }

  private static void newCluster(JobContext<InventoryOperation.CreateCluster> context) {
    InventoryOperation.CreateCluster create = context.operation();
    ClusterId id = new ClusterId(context.inventory().clusters().size());
    ResourcePoolId root = newRoot(context.inventory(), id);
    context
        .inventory()
        .clusters()
        .add(new Cluster(id, create.name(), create.target(), root, create.ha(), create.drs()));
    context.recordEvent("event.created", id, create.name(), context.index().name(create.target()));
  }

  /** A root pool of its own for a cluster or host. */
  static ResourcePoolId newRoot(Inventory all, EntityId.ComputeId owner) {
    ResourcePoolId id = new ResourcePoolId(all.pools().size());
    all.pools()
        .add(
            new ResourcePool(
                id,
                "Resources",
                owner,
                Optional.empty(),
                Allocation.normalPoolCpu(),
                Allocation.normalPoolMemory(),
                Optional.empty()));
    return id;
  }

  private static void noCompute(JobContext<InventoryOperation.RemoveCompute> context) {
    EntityId id = context.operation().target();
    SiteIndex index = context.index();
    context.recordEvent("event.removed", id, index.name(id));
    if (id instanceof ClusterId cluster) {
      dropPools(context.inventory(), cluster);
      context.inventory().clusters().set(cluster.value(), null);
    } else if (id instanceof HostId host) {
      index.held(host, EntityId.Kind.SWITCH).forEach(row -> dropSwitch(context, row));
      if (context.inventory().host(host).cluster().isEmpty()) {
        dropPools(context.inventory(), host);
      }
      context.part().setCrashed(host, false);
      context.inventory().hosts().set(host.value(), null);
    }
  }

  private static void dropSwitch(JobContext<?> context, int row) {
    NetworkSwitch own = context.inventory().switches().get(row);
    context
        .index()
        .held(own.id(), EntityId.Kind.PORT_GROUP)
        .forEach(group -> context.inventory().portGroups().set(group, null));
    context.inventory().switches().set(row, null);
  }

  /** Removes every pool of an owner that goes. */
  static void dropPools(Inventory all, EntityId.ComputeId owner) {
    for (int row = 0; row < all.pools().size(); row++) {
      ResourcePool pool = all.pools().get(row);
      if (pool != null && pool.owner().equals(owner)) {
        all.pools().set(row, null);
      }
    }
  }
}
