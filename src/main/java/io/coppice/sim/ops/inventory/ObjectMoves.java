package io.coppice.sim.ops.inventory;

import io.coppice.backend.InventoryOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.sim.ops.run.JobContext;
import java.util.Optional;

/** Moves objects between containers. */
final class ObjectMoves {
  private ObjectMoves() {}

  static void move(JobContext<InventoryOperation.Move> context) {
    EntityId to = context.operation().to();
    Inventory all = context.inventory();
    Entity entity = all.find(context.operation().target()).orElseThrow();
    int row = entity.id().value();
    switch (entity) {
      case Folder folder -> all.folders().set(row, folder.withParent((FolderId) to));
      case Datastore datastore -> all.datastores().set(row, datastore.withFolder((FolderId) to));
      case Machine machine ->
          context
              .world()
              .set(
                  to instanceof FolderId folder
                      ? machine.withFolder(folder)
                      : machine.withPool((ResourcePoolId) to));
      case ResourcePool pool -> all.pools().set(row, pool.withParent((ResourcePoolId) to));
      case Host host -> host(context, host, all.find(to).orElseThrow());
      default -> throw new IllegalStateException("The rules let through " + context.operation());
    }
    context.recordEvent("event.moved", entity.id(), entity.name(), context.index().name(to));
  }

  /** The host's machines come along and go to the top pool of where it arrives. */
  private static void host(JobContext<?> context, Host host, Entity to) {
    Inventory all = context.inventory();
    Host moved;
    if (to instanceof Cluster cluster) {
      moved = host.withPlace(Optional.of(cluster.id()), cluster.folder(), cluster.rootPool());
    } else {
      ResourcePoolId root =
          host.cluster().isEmpty() ? host.rootPool() : InventoryProcedures.newRoot(all, host.id());
      moved = host.withPlace(Optional.empty(), ((Folder) to).id(), root);
    }
    if (!moved.rootPool().equals(host.rootPool())) {
      context
          .index()
          .machines(host.id())
          .forEach(machine -> context.world().set(machine.withPool(moved.rootPool())));
      if (host.cluster().isEmpty()) {
        InventoryProcedures.dropPools(all, host.id());
      }
    }
    all.hosts().set(host.id().value(), moved);
  }
}
