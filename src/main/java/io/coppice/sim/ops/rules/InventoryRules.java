package io.coppice.sim.ops.rules;

import io.coppice.backend.InventoryOperation;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.sim.ops.facts.Facts;
import java.util.Optional;

/** Rules of ordering the inventory. */
final class InventoryRules {
  private InventoryRules() {}

  static void check(InventoryOperation operation, Facts facts, Verdicts verdicts) {
    if (!verdicts.exists(facts, operation.target())) {
      return;
    }
    Entity entity = facts.inventory().find(operation.target()).orElseThrow();
    switch (operation) {
      case InventoryOperation.Rename rename -> rename(entity, rename.name(), facts, verdicts);
      case InventoryOperation.Move move -> MoveRules.move(entity, move.to(), facts, verdicts);
      case InventoryOperation.SetTags _ -> labelled(entity, verdicts);
      case InventoryOperation.SetNotes _ -> labelled(entity, verdicts);
      case InventoryOperation.CreateFolder create ->
          Names.check(
              create.name(),
              EntityId.Kind.FOLDER,
              create.target(),
              Optional.empty(),
              facts,
              verdicts);
      case InventoryOperation.RemoveFolder _ -> removeFolder((Folder) entity, facts, verdicts);
      case InventoryOperation.CreatePool create -> {
        ResourcePool parent = (ResourcePool) entity;
        Names.check(
            create.name(),
            EntityId.Kind.RESOURCE_POOL,
            parent.id(),
            Optional.empty(),
            facts,
            verdicts);
        Pools.check(
            parent.id(),
            create.memory().reservation(),
            create.cpu().reservation(),
            facts,
            verdicts);
      }
      case InventoryOperation.EditPool edit -> {
        ResourcePool pool = (ResourcePool) entity;
        if (notRoot(pool, verdicts)) {
          Pools.check(
              pool.parent().orElseThrow(),
              edit.memory().reservation() - (long) pool.memory().reservation(),
              edit.cpu().reservation() - (long) pool.cpu().reservation(),
              facts,
              verdicts);
        }
      }
      case InventoryOperation.RemovePool _ -> notRoot((ResourcePool) entity, verdicts);
      case InventoryOperation.SetClusterServices _ -> {}
      case InventoryOperation.CreateCluster create -> {
        Folder folder = (Folder) entity;
        sort(folder, create.name(), Folder.Contents.HOSTS, verdicts);
        Names.check(
            create.name(), EntityId.Kind.CLUSTER, folder.id(), Optional.empty(), facts, verdicts);
      }
      case InventoryOperation.RemoveCompute _ -> removeCompute(entity, facts, verdicts);
    }
  }

  private static void rename(Entity entity, String name, Facts facts, Verdicts verdicts) {
    if (entity instanceof Folder folder) {
      notRootFolder(folder, verdicts);
    }
    if (entity instanceof ResourcePool pool) {
      notRoot(pool, verdicts);
    }
    Optional<EntityId> container = Names.containerOf(entity);
    if (container.isPresent()) {
      Names.check(
          name, entity.id().kind(), container.get(), Optional.of(entity.id()), facts, verdicts);
    } else {
      verdicts.need(
          "name-valid",
          Names.valid(name),
          () -> Problem.error("name.invalid", entity.id(), name, String.valueOf(Names.MOST)));
    }
  }

  private static void labelled(Entity entity, Verdicts verdicts) {
    verdicts.need(
        "takes-labels",
        entity instanceof Machine || entity instanceof Host,
        () -> Problem.error("object.takes-no-labels", entity.id(), entity.name()));
  }

  static void sort(Folder folder, String what, Folder.Contents wanted, Verdicts verdicts) {
    verdicts.need(
        "place-sort",
        folder.contents() == wanted,
        () -> Problem.error("place.wrong-sort", folder.id(), what, folder.name()));
  }

  static void notRootFolder(Folder folder, Verdicts verdicts) {
    verdicts.need(
        "folder-not-root",
        folder.parent().isPresent(),
        () -> Problem.error("folder.root", folder.id(), folder.name()));
  }

  static boolean notRoot(ResourcePool pool, Verdicts verdicts) {
    return verdicts.need(
        "pool-not-root", !pool.isRoot(), () -> Problem.error("pool.root", pool.id(), pool.name()));
  }

  private static void removeFolder(Folder folder, Facts facts, Verdicts verdicts) {
    notRootFolder(folder, verdicts);
    verdicts.need(
        "folder-empty",
        facts.isEmpty(folder.id()),
        () -> Problem.error("folder.not-empty", folder.id(), folder.name()));
  }

  private static void removeCompute(Entity entity, Facts facts, Verdicts verdicts) {
    verdicts.free(facts, entity.id());
    boolean empty =
        entity instanceof Host
            ? facts.held(entity.id(), EntityId.Kind.MACHINE).isEmpty()
            : facts.isEmpty(entity.id());
    verdicts.need(
        "compute-empty",
        empty,
        () -> Problem.error("compute.not-empty", entity.id(), entity.name()));
    if (entity instanceof Host host) {
      verdicts.need(
          "in-maintenance-or-gone",
          host.maintenance() || host.state() != Host.State.CONNECTED,
          () -> Problem.error("host.not-in-maintenance", host.id(), host.name()));
    }
  }
}
