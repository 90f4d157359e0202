package io.coppice.session;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.InventoryOperation.CreateCluster;
import io.coppice.backend.InventoryOperation.CreateFolder;
import io.coppice.backend.InventoryOperation.CreatePool;
import io.coppice.backend.InventoryOperation.EditPool;
import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.RemoveCompute;
import io.coppice.backend.InventoryOperation.RemoveFolder;
import io.coppice.backend.InventoryOperation.RemovePool;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.InventoryOperation.SetClusterServices;
import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.InventoryOperation.SetTags;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.Tag;
import io.coppice.model.table.CowTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Inverses of what orders the inventory. */
final class UndoInventory {
  private UndoInventory() {}

  /** A host that was removed cannot be added again; all else has an inverse. */
  static boolean isUndoable(InventoryOperation operation) {
    return !(operation instanceof RemoveCompute(var target) && target instanceof HostId);
  }

  static Optional<Operation> inverse(InventoryOperation done, Inventory before, Inventory now) {
    Optional<Entity> was = before.find(done.target());
    Optional<Entity> is = now.find(done.target());
    return switch (done) {
      case Rename x ->
          was.filter(w -> is.filter(i -> i.name().equals(x.name())).isPresent())
              .map(w -> new Rename(x.target(), w.name()));
      case Move x ->
          was.flatMap(UndoInventory::placeOf)
              .filter(place -> is.flatMap(UndoInventory::placeOf).equals(Optional.of(x.to())))
              .map(place -> new Move(x.target(), place));
      case SetTags x ->
          was.flatMap(UndoInventory::tagsOf)
              .filter(tags -> is.flatMap(UndoInventory::tagsOf).equals(Optional.of(x.tags())))
              .map(tags -> new SetTags(x.target(), tags));
      case SetNotes x ->
          was.flatMap(UndoInventory::notesOf)
              .filter(notes -> is.flatMap(UndoInventory::notesOf).equals(Optional.of(x.notes())))
              .map(notes -> new SetNotes(x.target(), notes));
      case CreateFolder x ->
          made(before.folders(), now.folders(), f -> isMade(f, x))
              .map(f -> new RemoveFolder(f.id()));
      case CreatePool x ->
          made(before.pools(), now.pools(), p -> isMade(p, x)).map(p -> new RemovePool(p.id()));
      case CreateCluster x ->
          made(before.clusters(), now.clusters(), c -> isMade(c, x))
              .map(c -> new RemoveCompute(c.id()));
      case RemoveFolder x -> is.isPresent() ? Optional.empty() : was.flatMap(UndoInventory::remake);
      case RemovePool x -> is.isPresent() ? Optional.empty() : was.flatMap(UndoInventory::remake);
      case RemoveCompute x ->
          is.isPresent() ? Optional.empty() : was.flatMap(UndoInventory::remake);
      case EditPool x -> editPool(x, was, is);
      case InventoryOperation.SetStartOrder x ->
          order(is)
              .filter(x.order()::equals)
              .flatMap(_ -> order(was))
              .map(old -> new InventoryOperation.SetStartOrder(x.target(), old));
      case SetClusterServices x -> services(x, was, is);
      case InventoryOperation.SetHaPolicy x ->
          cluster(was)
              .filter(_ -> cluster(is).filter(c -> c.haPolicy().equals(x.policy())).isPresent())
              .map(old -> new InventoryOperation.SetHaPolicy(x.target(), old.haPolicy()));
      case InventoryOperation.SetDrsPolicy x ->
          cluster(was)
              .filter(_ -> cluster(is).filter(c -> c.drsPolicy().equals(x.policy())).isPresent())
              .map(old -> new InventoryOperation.SetDrsPolicy(x.target(), old.drsPolicy()));
      case InventoryOperation.SetIoControl x ->
          datastore(was)
              .filter(_ -> datastore(is).filter(d -> d.ioControl() == x.on()).isPresent())
              .map(old -> new InventoryOperation.SetIoControl(x.target(), old.ioControl()));
      case InventoryOperation.SetDatastoreCluster x ->
          folder(is)
              .filter(its -> policy(its).equals(x.policy()))
              .flatMap(_ -> folder(was))
              .map(old -> new InventoryOperation.SetDatastoreCluster(x.target(), policy(old)));
      case InventoryOperation.BalanceStorage _ -> Optional.empty();
      case InventoryOperation.ApplyStorageAdvice _ -> Optional.empty();
      case InventoryOperation.Balance _ -> Optional.empty();
      case InventoryOperation.ApplyAdvice _ -> Optional.empty();
    };
  }

  private static Optional<Operation> editPool(
      EditPool done, Optional<Entity> was, Optional<Entity> is) {
    return was.isPresent()
            && was.get() instanceof ResourcePool old
            && is.isPresent()
            && is.get() instanceof ResourcePool pool
            && pool.cpu().equals(done.cpu())
            && pool.memory().equals(done.memory())
        ? Optional.of(new EditPool(done.target(), old.cpu(), old.memory()))
        : Optional.empty();
  }

  private static Optional<List<MachineId>> order(Optional<Entity> entity) {
    return entity
        .filter(ResourcePool.class::isInstance)
        .flatMap(its -> ((ResourcePool) its).vapp())
        .map(ResourcePool.VApp::startOrder);
  }

  private static Optional<DatastoreCluster.Policy> policy(Folder folder) {
    return folder.cluster().map(DatastoreCluster::policy);
  }

  private static Optional<Folder> folder(Optional<Entity> entity) {
    return entity.filter(Folder.class::isInstance).map(Folder.class::cast);
  }

  private static Optional<Datastore> datastore(Optional<Entity> entity) {
    return entity.filter(Datastore.class::isInstance).map(Datastore.class::cast);
  }

  private static Optional<Cluster> cluster(Optional<Entity> entity) {
    return entity.filter(Cluster.class::isInstance).map(Cluster.class::cast);
  }

  private static Optional<Operation> services(
      SetClusterServices done, Optional<Entity> was, Optional<Entity> is) {
    return was.isPresent()
            && was.get() instanceof Cluster old
            && is.isPresent()
            && is.get() instanceof Cluster cluster
            && cluster.ha() == done.ha()
            && cluster.drs() == done.drs()
        ? Optional.of(new SetClusterServices(done.target(), old.ha(), old.drs()))
        : Optional.empty();
  }

  private static boolean isMade(Folder folder, CreateFolder by) {
    return folder.name().equals(by.name()) && folder.parent().equals(Optional.of(by.target()));
  }

  private static boolean isMade(ResourcePool pool, CreatePool by) {
    return pool.name().equals(by.name()) && pool.parent().equals(Optional.of(by.target()));
  }

  private static boolean isMade(Cluster cluster, CreateCluster by) {
    return cluster.name().equals(by.name()) && cluster.folder().equals(by.target());
  }

  /** The newest row that the older table does not have; names are unique within their place. */
  static <T> Optional<T> made(CowTable<T> before, CowTable<T> now, Predicate<T> wanted) {
    for (int row = now.size() - 1; row >= before.size(); row--) {
      T value = now.get(row);
      if (value != null && wanted.test(value)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** What was empty when it was removed is made again as it was, with another id. */
  private static Optional<Operation> remake(Entity was) {
    return switch (was) {
      case Folder x -> x.parent().map(parent -> new CreateFolder(parent, x.name()));
      case ResourcePool x ->
          x.parent()
              .map(
                  parent ->
                      new CreatePool(parent, x.name(), x.cpu(), x.memory(), x.vapp().isPresent()));
      case Cluster x -> Optional.of(new CreateCluster(x.folder(), x.name(), x.ha(), x.drs()));
      default -> Optional.empty();
    };
  }

  /** Where {@link Move} would put it to have it where it is. */
  private static Optional<EntityId> placeOf(Entity entity) {
    return switch (entity) {
      case Folder x -> x.parent().map(parent -> parent);
      case Machine x -> Optional.of(x.folder());
      case Datastore x -> Optional.of(x.folder());
      case Cluster x -> Optional.of(x.folder());
      case Host x -> Optional.of(x.cluster().<EntityId>map(c -> c).orElse(x.folder()));
      case ResourcePool x -> x.parent().map(parent -> parent);
      default -> Optional.empty();
    };
  }

  private static Optional<Set<Tag>> tagsOf(Entity entity) {
    return switch (entity) {
      case Machine x -> Optional.of(x.about().tags());
      case Host x -> Optional.of(x.tags());
      default -> Optional.empty();
    };
  }

  private static Optional<String> notesOf(Entity entity) {
    return switch (entity) {
      case Machine x -> Optional.of(x.about().notes());
      case Host x -> Optional.of(x.notes());
      default -> Optional.empty();
    };
  }
}
