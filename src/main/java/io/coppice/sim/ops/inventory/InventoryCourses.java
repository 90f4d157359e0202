package io.coppice.sim.ops.inventory;

import io.coppice.backend.InventoryOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Tag;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.run.Instant;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Does what orders the inventory. */
public final class InventoryCourses {
  private InventoryCourses() {}

  public static void addTo(Runner runner) {
    runner.add(InventoryOperation.Rename.class, new Instant<>(InventoryCourses::rename));
    runner.add(InventoryOperation.Move.class, new Instant<>(Moves::move));
    runner.add(InventoryOperation.SetTags.class, new Instant<>(InventoryCourses::tags));
    runner.add(InventoryOperation.SetNotes.class, new Instant<>(InventoryCourses::notes));
    runner.add(InventoryOperation.CreateFolder.class, new Instant<>(InventoryCourses::newFolder));
    runner.add(InventoryOperation.RemoveFolder.class, new Instant<>(InventoryCourses::noFolder));
    runner.add(InventoryOperation.CreatePool.class, new Instant<>(InventoryCourses::newPool));
    runner.add(InventoryOperation.EditPool.class, new Instant<>(InventoryCourses::editPool));
    runner.add(InventoryOperation.RemovePool.class, new Instant<>(InventoryCourses::noPool));
    runner.add(
        InventoryOperation.SetClusterServices.class, new Instant<>(InventoryCourses::services));
    runner.add(InventoryOperation.CreateCluster.class, new Instant<>(InventoryCourses::newCluster));
    runner.add(InventoryOperation.RemoveCompute.class, new Instant<>(InventoryCourses::noCompute));
  }

  private static void rename(Stage<InventoryOperation.Rename> stage) {
    EntityId id = stage.operation().target();
    String name = stage.operation().name();
    Inventory all = stage.inventory();
    Entity entity = all.find(id).orElseThrow();
    int row = id.value();
    switch (entity) {
      case Datacentre x -> all.datacentres().set(row, x.withName(name));
      case Folder x -> all.folders().set(row, x.withName(name));
      case Cluster x -> all.clusters().set(row, x.withName(name));
      case ResourcePool x -> all.pools().set(row, x.withName(name));
      case Host x -> all.hosts().set(row, x.withName(name));
      case Machine x -> all.machines().set(row, x.withName(name));
      case Datastore x -> all.datastores().set(row, x.withName(name));
      case NetworkSwitch x -> all.switches().set(row, x.withName(name));
      case PortGroup x -> all.portGroups().set(row, x.withName(name));
    }
    stage.tell("event.renamed", id, entity.name(), name);
  }

  private static void tags(Stage<InventoryOperation.SetTags> stage) {
    EntityId id = stage.operation().target();
    Set<Tag> tags = stage.operation().tags();
    if (id instanceof MachineId machineId) {
      Machine machine = stage.inventory().machine(machineId);
      Machine.About about = new Machine.About(tags, machine.about().notes());
      stage.world().set(machine.withAbout(about));
    } else if (id instanceof HostId hostId) {
      Host host = stage.inventory().host(hostId);
      stage.inventory().hosts().set(hostId.value(), host.withTags(tags));
    }
    String list = tags.stream().sorted().map(Tag::toString).collect(Collectors.joining(", "));
    stage.tell("event.tagged", id, stage.facts().name(id), list);
  }

  private static void notes(Stage<InventoryOperation.SetNotes> stage) {
    EntityId id = stage.operation().target();
    String notes = stage.operation().notes();
    if (id instanceof MachineId machineId) {
      Machine machine = stage.inventory().machine(machineId);
      stage.world().set(machine.withAbout(new Machine.About(machine.about().tags(), notes)));
    } else if (id instanceof HostId hostId) {
      Host host = stage.inventory().host(hostId);
      stage.inventory().hosts().set(hostId.value(), host.withNotes(notes));
    }
    stage.tell("event.noted", id, stage.facts().name(id));
  }

  private static void newFolder(Stage<InventoryOperation.CreateFolder> stage) {
    Folder parent = stage.inventory().folders().get(stage.operation().target().value());
    FolderId id = new FolderId(stage.inventory().folders().size());
    String name = stage.operation().name();
    stage
        .inventory()
        .folders()
        .add(
            new Folder(id, name, parent.contents(), parent.datacentre(), Optional.of(parent.id())));
    stage.tell("event.created", id, name, parent.name());
  }

  private static void noFolder(Stage<InventoryOperation.RemoveFolder> stage) {
    FolderId id = stage.operation().target();
    stage.tell("event.removed", id, stage.facts().name(id));
    stage.inventory().folders().set(id.value(), null);
  }

  private static void newPool(Stage<InventoryOperation.CreatePool> stage) {
    InventoryOperation.CreatePool create = stage.operation();
    ResourcePool parent = stage.inventory().pools().get(create.target().value());
    ResourcePoolId id = new ResourcePoolId(stage.inventory().pools().size());
    Optional<ResourcePool.VApp> vapp =
        create.vapp() ? Optional.of(new ResourcePool.VApp(List.of())) : Optional.empty();
    stage
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
    stage.tell("event.created", id, create.name(), parent.name());
  }

  private static void editPool(Stage<InventoryOperation.EditPool> stage) {
    InventoryOperation.EditPool edit = stage.operation();
    ResourcePool pool = stage.inventory().pools().get(edit.target().value());
    stage
        .inventory()
        .pools()
        .set(pool.id().value(), pool.withAllocations(edit.cpu(), edit.memory()));
    stage.tell("event.edited", pool.id(), pool.name());
  }

  private static void noPool(Stage<InventoryOperation.RemovePool> stage) {
    ResourcePool pool = stage.inventory().pools().get(stage.operation().target().value());
    ResourcePoolId parent = pool.parent().orElseThrow();
    Facts facts = stage.facts();
    facts.machines(pool.id()).forEach(machine -> stage.world().set(machine.withPool(parent)));
    facts
        .held(pool.id(), EntityId.Kind.RESOURCE_POOL)
        .forEach(
            row ->
                stage
                    .inventory()
                    .pools()
                    .set(row, stage.inventory().pools().get(row).withParent(parent)));
    stage.inventory().pools().set(pool.id().value(), null);
    stage.tell("event.removed", pool.id(), pool.name());
  }

  private static void services(Stage<InventoryOperation.SetClusterServices> stage) {
    InventoryOperation.SetClusterServices set = stage.operation();
    int row = set.target().value();
    Cluster cluster = stage.inventory().clusters().get(row);
    stage.inventory().clusters().set(row, cluster.withServices(set.ha(), set.drs()));
    stage.tell("event.edited", cluster.id(), cluster.name());
  }

  private static void newCluster(Stage<InventoryOperation.CreateCluster> stage) {
    InventoryOperation.CreateCluster create = stage.operation();
    ClusterId id = new ClusterId(stage.inventory().clusters().size());
    ResourcePoolId root = newRoot(stage.inventory(), id);
    stage
        .inventory()
        .clusters()
        .add(new Cluster(id, create.name(), create.target(), root, create.ha(), create.drs()));
    stage.tell("event.created", id, create.name(), stage.facts().name(create.target()));
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

  private static void noCompute(Stage<InventoryOperation.RemoveCompute> stage) {
    EntityId id = stage.operation().target();
    Facts facts = stage.facts();
    stage.tell("event.removed", id, facts.name(id));
    if (id instanceof ClusterId cluster) {
      dropPools(stage.inventory(), cluster);
      stage.inventory().clusters().set(cluster.value(), null);
    } else if (id instanceof HostId host) {
      facts.held(host, EntityId.Kind.SWITCH).forEach(row -> dropSwitch(stage, row));
      if (stage.inventory().host(host).cluster().isEmpty()) {
        dropPools(stage.inventory(), host);
      }
      stage.part().setCrashed(host, false);
      stage.inventory().hosts().set(host.value(), null);
    }
  }

  private static void dropSwitch(Stage<?> stage, int row) {
    NetworkSwitch own = stage.inventory().switches().get(row);
    stage
        .facts()
        .held(own.id(), EntityId.Kind.PORT_GROUP)
        .forEach(group -> stage.inventory().portGroups().set(group, null));
    stage.inventory().switches().set(row, null);
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
