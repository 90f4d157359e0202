package io.coppice.sim.ops.drs;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.DatastoreCluster.Move;
import io.coppice.model.inventory.Folder;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.StoragePlanner;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Storage DRS: looks at the folders that are datastore clusters whenever DRS looks at clusters of
 * hosts. (vSphere looks at space whenever it changes and at latency every eight hours.)
 */
final class StorageBalancer {
  private final JobRunner runner;

  StorageBalancer(JobRunner runner) {
    this.runner = runner;
    runner.add(
        InventoryOperation.SetDatastoreCluster.class,
        new InstantProcedure<>(
            context -> {
              InventoryOperation.SetDatastoreCluster set = context.operation();
              Folder folder = folder(context.world(), set.target());
              put(context.world(), folder.withCluster(set.policy().map(DatastoreCluster::new)));
              context.recordEvent("event.edited", folder.id(), folder.name());
            }));
    runner.add(
        InventoryOperation.BalanceStorage.class,
        new InstantProcedure<>(
            context ->
                look(
                    context.world(),
                    folder(context.world(), context.operation().target()),
                    Optional.of(context.job()))));
    runner.add(
        InventoryOperation.ApplyStorageAdvice.class,
        new InstantProcedure<>(
            context -> {
              int number = context.operation().number();
              Folder folder = folder(context.world(), context.operation().target());
              DatastoreCluster cluster = folder.cluster().orElseThrow();
              put(context.world(), folder.withCluster(Optional.of(cluster.without(number))));
              cluster.moves().stream()
                  .filter(move -> move.number() == number)
                  .forEach(
                      move -> migrate(context.world(), folder, move, Optional.of(context.job())));
            }));
  }

  private static Folder folder(World world, FolderId id) {
    return world.inventory().folders().get(id.value());
  }

  private static void put(World world, Folder folder) {
    world.inventory().folders().set(folder.id().value(), folder);
  }

  /** Looks at every datastore cluster of the world. */
  void look(World world) {
    for (int row = 0; row < world.inventory().folders().size(); row++) {
      Folder folder = world.inventory().folders().get(row);
      if (folder != null && folder.cluster().isPresent()) {
        look(world, folder, Optional.empty());
      }
    }
  }

  private void look(World world, Folder folder, Optional<JobId> asking) {
    DatastoreCluster cluster = folder.cluster().orElseThrow();
    SiteIndex index = runner.index(world, asking);
    List<Move> moves =
        StoragePlanner.plan(
            folder,
            cluster.policy(),
            index,
            move -> runner.rules().check(migration(move), index).passes());
    boolean automatic = cluster.policy().automatic();
    put(
        world,
        folder.withCluster(Optional.of(cluster.with(world.now(), automatic ? List.of() : moves))));
    if (automatic) {
      moves.forEach(move -> migrate(world, folder, move, asking));
    } else if (!moves.isEmpty() && cluster.moves().isEmpty()) {
      world.recordEvent(
          Severity.WARNING,
          "event.storage-drs.recommends",
          List.of(folder.id()),
          asking,
          folder.name(),
          moves.size());
    }
  }

  private static MachineOperation.MigrateStorage migration(Move move) {
    return new MachineOperation.MigrateStorage(move.machine(), move.to());
  }

  private void migrate(World world, Folder folder, Move move, Optional<JobId> asking) {
    if (world.inventory().machine(move.machine()) == null) {
      return;
    }
    List<EntityId> about = List.of(move.machine(), move.from(), move.to(), folder.id());
    world.recordEvent(
        Severity.INFO,
        "event.storage-drs.migrates." + move.reason(),
        about,
        asking,
        world.contents().displayName(move.machine()),
        world.contents().displayName(move.from()),
        world.contents().displayName(move.to()));
    runner.follow(world, migration(move), false, asking);
  }
}
