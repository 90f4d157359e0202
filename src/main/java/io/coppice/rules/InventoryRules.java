package io.coppice.rules;

import io.coppice.backend.InventoryOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.Tag;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of ordering the inventory. */
final class InventoryRules {
  private InventoryRules() {}

  static void check(InventoryOperation operation, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, operation.target())) {
      return;
    }
    if (operation.target() instanceof EntityId.ForkGroupId group) {
      group(index.forks().group(group).orElseThrow(), operation, index, verdicts);
      return;
    }
    Entity entity = index.inventory().find(operation.target()).orElseThrow();
    switch (operation) {
      case InventoryOperation.Rename rename -> rename(entity, rename.name(), index, verdicts);
      case InventoryOperation.Move move -> MoveRules.move(entity, move.to(), index, verdicts);
      case InventoryOperation.SetTags set -> {
        labelled(entity, verdicts);
        tags(entity, set.tags(), verdicts);
      }
      case InventoryOperation.SetNotes set -> {
        labelled(entity, verdicts);
        text(entity.id(), set.notes(), verdicts);
      }
      case InventoryOperation.CreateFolder create ->
          NameRules.check(
              create.name(),
              EntityId.Kind.FOLDER,
              create.target(),
              Optional.empty(),
              index,
              verdicts);
      case InventoryOperation.RemoveFolder _ -> removeFolder((Folder) entity, index, verdicts);
      case InventoryOperation.CreatePool create -> {
        ResourcePool parent = (ResourcePool) entity;
        NameRules.check(
            create.name(),
            EntityId.Kind.RESOURCE_POOL,
            parent.id(),
            Optional.empty(),
            index,
            verdicts);
        PoolAdmission.made(
            parent.id(),
            new Reserved(create.memory().reservation(), create.cpu().reservation()),
            index,
            verdicts);
      }
      case InventoryOperation.EditPool edit -> {
        ResourcePool pool = (ResourcePool) entity;
        if (notRoot(pool, verdicts)) {
          PoolAdmission.edited(
              pool, pool.withAllocations(edit.cpu(), edit.memory()), index, verdicts);
        }
      }
      case InventoryOperation.SetStartOrder set ->
          startOrder((ResourcePool) entity, set.order(), verdicts);
      case InventoryOperation.RemovePool _ -> notRoot((ResourcePool) entity, verdicts);
      case InventoryOperation.SetClusterServices _ -> {}
      case InventoryOperation.SetIoControl _ -> {}
      case InventoryOperation.SetDatastoreCluster set ->
          ClusterRules.datastores((Folder) entity, set.policy(), verdicts);
      case InventoryOperation.BalanceStorage _ ->
          ClusterRules.isDatastoreCluster((Folder) entity, verdicts);
      case InventoryOperation.ApplyStorageAdvice apply ->
          ClusterRules.storageAdvice((Folder) entity, apply.number(), verdicts);
      case InventoryOperation.SetHaPolicy set ->
          ClusterRules.ha((Cluster) entity, set.policy(), index, verdicts);
      case InventoryOperation.SetDrsPolicy set ->
          ClusterRules.drs((Cluster) entity, set.policy(), index, verdicts);
      case InventoryOperation.Balance _ -> ClusterRules.balanced((Cluster) entity, verdicts);
      case InventoryOperation.ApplyAdvice apply ->
          ClusterRules.advice((Cluster) entity, apply.number(), verdicts);
      case InventoryOperation.CreateCluster create -> {
        Folder folder = (Folder) entity;
        sort(folder, create.name(), Folder.Contents.HOSTS, verdicts);
        NameRules.check(
            create.name(), EntityId.Kind.CLUSTER, folder.id(), Optional.empty(), index, verdicts);
      }
      case InventoryOperation.RemoveCompute _ -> removeCompute(entity, index, verdicts);
    }
  }

  /** A fork group has a name of its own, and no other place than where its members are. */
  private static void group(
      ForkGroup group, InventoryOperation operation, SiteIndex index, VerdictCollector verdicts) {
    switch (operation) {
      case InventoryOperation.Rename rename -> NameRules.valid(rename.name(), group.id(), verdicts);
      case InventoryOperation.Move move -> {
        if (verdicts.exists(index, move.to())) {
          verdicts.note(
              "place-sort",
              Optional.of(
                  Problem.error(
                      "place.wrong-sort", move.to(), group.name(), index.name(move.to()))));
        }
      }
      default ->
          verdicts.note(
              "takes-labels",
              Optional.of(Problem.error("object.takes-no-labels", group.id(), group.name())));
    }
  }

  private static void rename(
      Entity entity, String name, SiteIndex index, VerdictCollector verdicts) {
    if (entity instanceof Folder folder) {
      notRootFolder(folder, verdicts);
    }
    if (entity instanceof ResourcePool pool) {
      notRoot(pool, verdicts);
    }
    Optional<EntityId> container = entity.namedWithin();
    if (container.isPresent()) {
      NameRules.check(
          name, entity.id().kind(), container.get(), Optional.of(entity.id()), index, verdicts);
    } else {
      NameRules.valid(name, entity.id(), verdicts);
    }
  }

  /** Each of its machines once, and no other; those without a turn stay so if they are left out. */
  private static void startOrder(
      ResourcePool pool, List<MachineId> order, VerdictCollector verdicts) {
    if (verdicts.need(
        "is-vapp",
        pool.vapp().isPresent(),
        () -> Problem.error("pool.no-vapp", pool.id(), pool.name()))) {
      List<MachineId> now = pool.vapp().orElseThrow().startOrder();
      verdicts.need(
          "order-of-machines",
          order.size() == now.size() && Set.copyOf(order).equals(Set.copyOf(now)),
          () -> Problem.error("pool.order-unfit", pool.id(), pool.name()));
    }
  }

  private static void labelled(Entity entity, VerdictCollector verdicts) {
    verdicts.need(
        "takes-labels",
        entity instanceof Machine || entity instanceof Host,
        () -> Problem.error("object.takes-no-labels", entity.id(), entity.name()));
  }

  private static void tags(Entity entity, Set<Tag> tags, VerdictCollector verdicts) {
    verdicts.need(
        "tags-fit",
        tags.size() <= SiteLimits.TAGS && tags.stream().allMatch(Tag::isSound),
        () ->
            Problem.error(
                "object.tags-unfit",
                entity.id(),
                entity.name(),
                String.valueOf(SiteLimits.TAGS),
                String.valueOf(SiteLimits.TAG)));
  }

  /** Notes and descriptions are no longer than a scenario can say. */
  static void text(EntityId about, String text, VerdictCollector verdicts) {
    verdicts.need(
        "text-fits",
        text.length() <= SiteLimits.TEXT,
        () ->
            Problem.error(
                "object.text-too-long",
                about,
                String.valueOf(text.length()),
                String.valueOf(SiteLimits.TEXT)));
  }

  static void sort(Folder folder, String what, Folder.Contents wanted, VerdictCollector verdicts) {
    verdicts.need(
        "place-sort",
        folder.contents() == wanted,
        () -> Problem.error("place.wrong-sort", folder.id(), what, folder.name()));
  }

  static void notRootFolder(Folder folder, VerdictCollector verdicts) {
    verdicts.need(
        "folder-not-root",
        folder.parent().isPresent(),
        () -> Problem.error("folder.root", folder.id(), folder.name()));
  }

  static boolean notRoot(ResourcePool pool, VerdictCollector verdicts) {
    return verdicts.need(
        "pool-not-root", !pool.isRoot(), () -> Problem.error("pool.root", pool.id(), pool.name()));
  }

  private static void removeFolder(Folder folder, SiteIndex index, VerdictCollector verdicts) {
    notRootFolder(folder, verdicts);
    verdicts.need(
        "folder-empty",
        index.isEmpty(folder.id()),
        () -> Problem.error("folder.not-empty", folder.id(), folder.name()));
  }

  private static void removeCompute(Entity entity, SiteIndex index, VerdictCollector verdicts) {
    verdicts.free(index, entity.id());
    boolean empty =
        entity instanceof Host
            ? index.held(entity.id(), EntityId.Kind.MACHINE).isEmpty()
            : index.isEmpty(entity.id());
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
