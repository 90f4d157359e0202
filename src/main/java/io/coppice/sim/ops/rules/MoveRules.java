package io.coppice.sim.ops.rules;

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
import io.coppice.sim.ops.facts.Facts;
import java.util.Optional;

/** Rules of moving an object to another container. */
final class MoveRules {
  private MoveRules() {}

  static void move(Entity entity, EntityId to, Facts facts, Verdicts verdicts) {
    if (!verdicts.exists(facts, to)) {
      return;
    }
    Entity target = facts.inventory().find(to).orElseThrow();
    boolean moved =
        switch (entity) {
          case Folder folder when target instanceof Folder into ->
              folder(folder, into, facts, verdicts);
          case Machine machine when target instanceof Folder into ->
              into(machine, into, Folder.Contents.MACHINES, machine.folder(), facts, verdicts);
          case Machine machine when target instanceof ResourcePool pool ->
              pool(machine, pool, facts, verdicts);
          case Datastore datastore when target instanceof Folder into ->
              into(datastore, into, Folder.Contents.STORAGE, datastore.folder(), facts, verdicts);
          case ResourcePool pool when target instanceof ResourcePool into ->
              pool(pool, into, facts, verdicts);
          case Host host when target instanceof Cluster || target instanceof Folder ->
              host(host, target, facts, verdicts);
          default -> false;
        };
    if (!moved) {
      verdicts.note(
          "place-sort",
          Optional.of(Problem.error("place.wrong-sort", to, entity.name(), target.name())));
      return;
    }
    Names.check(entity.name(), entity.id().kind(), to, Optional.of(entity.id()), facts, verdicts);
  }

  private static boolean into(
      Entity entity,
      Folder into,
      Folder.Contents wanted,
      FolderId from,
      Facts facts,
      Verdicts verdicts) {
    InventoryRules.sort(into, entity.name(), wanted, verdicts);
    Folder old = facts.inventory().folders().get(from.value());
    sameDatacentre(entity, old, into, verdicts);
    return true;
  }

  private static boolean folder(Folder folder, Folder into, Facts facts, Verdicts verdicts) {
    InventoryRules.notRootFolder(folder, verdicts);
    InventoryRules.sort(into, folder.name(), folder.contents(), verdicts);
    sameDatacentre(folder, folder, into, verdicts);
    verdicts.need(
        "not-into-itself",
        !within(into, folder.id(), facts),
        () -> Problem.error("place.inside-itself", folder.id(), folder.name(), into.name()));
    return true;
  }

  private static boolean within(Folder start, FolderId above, Facts facts) {
    Optional<Folder> at = Optional.of(start);
    while (at.isPresent()) {
      if (at.get().id().equals(above)) {
        return true;
      }
      at = at.get().parent().map(up -> facts.inventory().folders().get(up.value()));
    }
    return false;
  }

  private static void sameDatacentre(Entity entity, Folder from, Folder to, Verdicts verdicts) {
    verdicts.need(
        "same-datacentre",
        from.datacentre().equals(to.datacentre()),
        () -> Problem.error("place.other-datacentre", entity.id(), entity.name(), to.name()));
  }

  private static boolean pool(Machine machine, ResourcePool to, Facts facts, Verdicts verdicts) {
    Host host = facts.inventory().host(machine.host());
    verdicts.need(
        "pool-there",
        Room.belongs(to, host),
        () -> Problem.error("pool.not-there", to.id(), to.name(), host.name()));
    if (machine.isOn() && !machine.pool().equals(to.id())) {
      Room.pool(machine, to.id(), facts, verdicts);
    }
    return true;
  }

  private static boolean pool(
      ResourcePool pool, ResourcePool into, Facts facts, Verdicts verdicts) {
    if (!InventoryRules.notRoot(pool, verdicts)) {
      return true;
    }
    verdicts.need(
        "pool-there",
        pool.owner().equals(into.owner()),
        () -> Problem.error("pool.not-there", into.id(), into.name(), facts.name(pool.owner())));
    verdicts.need(
        "not-into-itself",
        !within(into, pool.id(), facts),
        () -> Problem.error("place.inside-itself", pool.id(), pool.name(), into.name()));
    if (verdicts.passing()) {
      Pools.check(
          into.id(), pool.memory().reservation(), pool.cpu().reservation(), facts, verdicts);
    }
    return true;
  }

  private static boolean within(ResourcePool start, ResourcePoolId above, Facts facts) {
    Optional<ResourcePool> at = Optional.of(start);
    while (at.isPresent()) {
      if (at.get().id().equals(above)) {
        return true;
      }
      at = at.get().parent().map(up -> facts.inventory().pools().get(up.value()));
    }
    return false;
  }

  /** vCenter moves a host between clusters only in maintenance mode. */
  private static boolean host(Host host, Entity to, Facts facts, Verdicts verdicts) {
    verdicts.free(facts, host.id());
    verdicts.need(
        "in-maintenance",
        host.maintenance(),
        () -> Problem.error("host.not-in-maintenance", host.id(), host.name()));
    Folder from = facts.inventory().folders().get(host.folder().value());
    Folder into =
        to instanceof Cluster cluster
            ? facts.inventory().folders().get(cluster.folder().value())
            : (Folder) to;
    InventoryRules.sort(into, host.name(), Folder.Contents.HOSTS, verdicts);
    sameDatacentre(host, from, into, verdicts);
    return true;
  }
}
