package io.coppice.rules;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.rules.index.SiteIndex;
import java.util.Optional;

/** Rules of moving an object to another container. */
final class MoveRules {
  private MoveRules() {}

  static void move(Entity entity, EntityId to, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, to)) {
      return;
    }
    if (to instanceof EntityId.ForkGroupId) {
      verdicts.note(
          "place-sort",
          Optional.of(Problem.error("place.wrong-sort", to, entity.name(), index.name(to))));
      return;
    }
    Entity target = index.inventory().find(to).orElseThrow();
    boolean moved =
        switch (entity) {
          case Folder folder when target instanceof Folder into ->
              folder(folder, into, index, verdicts);
          case Machine machine when target instanceof Folder into ->
              into(machine, into, Folder.Contents.MACHINES, machine.folder(), index, verdicts);
          case Machine machine when target instanceof ResourcePool pool ->
              pool(machine, pool, index, verdicts);
          case Datastore datastore when target instanceof Folder into ->
              into(datastore, into, Folder.Contents.STORAGE, datastore.folder(), index, verdicts);
          case ResourcePool pool when target instanceof ResourcePool into ->
              pool(pool, into, index, verdicts);
          case Host host when target instanceof Cluster || target instanceof Folder ->
              host(host, target, index, verdicts);
          default -> false;
        };
    if (!moved) {
      verdicts.note(
          "place-sort",
          Optional.of(Problem.error("place.wrong-sort", to, entity.name(), target.name())));
      return;
    }
    NameRules.check(
        entity.name(), entity.id().kind(), to, Optional.of(entity.id()), index, verdicts);
  }

  private static boolean into(
      Entity entity,
      Folder into,
      Folder.Contents wanted,
      FolderId from,
      SiteIndex index,
      VerdictCollector verdicts) {
    InventoryRules.sort(into, entity.name(), wanted, verdicts);
    Folder old = index.inventory().folders().get(from.value());
    sameDatacentre(entity, old, into, verdicts);
    return true;
  }

  private static boolean folder(
      Folder folder, Folder into, SiteIndex index, VerdictCollector verdicts) {
    InventoryRules.notRootFolder(folder, verdicts);
    InventoryRules.sort(into, folder.name(), folder.contents(), verdicts);
    sameDatacentre(folder, folder, into, verdicts);
    verdicts.need(
        "not-into-itself",
        !within(into, folder.id(), index),
        () -> Problem.error("place.inside-itself", folder.id(), folder.name(), into.name()));
    return true;
  }

  private static boolean within(Folder start, FolderId above, SiteIndex index) {
    Optional<Folder> at = Optional.of(start);
    while (at.isPresent()) {
      if (at.get().id().equals(above)) {
        return true;
      }
      at = at.get().parent().map(up -> index.inventory().folders().get(up.value()));
    }
    return false;
  }

  private static void sameDatacentre(
      Entity entity, Folder from, Folder to, VerdictCollector verdicts) {
    verdicts.need(
        "same-datacentre",
        from.datacentre().equals(to.datacentre()),
        () -> Problem.error("place.other-datacentre", entity.id(), entity.name(), to.name()));
  }

  private static boolean pool(
      Machine machine, ResourcePool to, SiteIndex index, VerdictCollector verdicts) {
    Host host = index.inventory().host(machine.host());
    verdicts.need(
        "pool-there",
        HostAdmission.belongs(to, host),
        () -> Problem.error("pool.not-there", to.id(), to.name(), host.name()));
    if (machine.isOn() && !machine.pool().equals(to.id())) {
      PoolAdmission.check(
          to.id(), Optional.of(machine), Reserved.by(machine.placement()), index, verdicts);
    }
    return true;
  }

  private static boolean pool(
      ResourcePool pool, ResourcePool into, SiteIndex index, VerdictCollector verdicts) {
    if (!InventoryRules.notRoot(pool, verdicts)) {
      return true;
    }
    verdicts.need(
        "pool-there",
        pool.owner().equals(into.owner()),
        () -> Problem.error("pool.not-there", into.id(), into.name(), index.name(pool.owner())));
    verdicts.need(
        "not-into-itself",
        !within(into, pool.id(), index),
        () -> Problem.error("place.inside-itself", pool.id(), pool.name(), into.name()));
    if (verdicts.passing()) {
      PoolAdmission.moved(pool, into.id(), index, verdicts);
    }
    return true;
  }

  private static boolean within(ResourcePool start, ResourcePoolId above, SiteIndex index) {
    Optional<ResourcePool> at = Optional.of(start);
    while (at.isPresent()) {
      if (at.get().id().equals(above)) {
        return true;
      }
      at = at.get().parent().map(up -> index.inventory().pools().get(up.value()));
    }
    return false;
  }

  /** vCenter moves a host between clusters only in maintenance mode. */
  private static boolean host(Host host, Entity to, SiteIndex index, VerdictCollector verdicts) {
    verdicts.free(index, host.id());
    verdicts.need(
        "in-maintenance",
        host.maintenance(),
        () -> Problem.error("host.not-in-maintenance", host.id(), host.name()));
    Folder from = index.inventory().folders().get(host.folder().value());
    Folder into =
        to instanceof Cluster cluster
            ? index.inventory().folders().get(cluster.folder().value())
            : (Folder) to;
    InventoryRules.sort(into, host.name(), Folder.Contents.HOSTS, verdicts);
    sameDatacentre(host, from, into, verdicts);
    return true;
  }
}
