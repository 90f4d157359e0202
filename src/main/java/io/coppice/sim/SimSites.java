package io.coppice.sim;

import io.coppice.backend.Backend;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.fork.BlueprintGroups;
import io.coppice.sim.image.ImageException;
import io.coppice.sim.image.NewerImageException;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.load.LoadModel;
import io.coppice.sim.world.World;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Opens simulated sites: a world begins or is read from its image, then lives again through what
 * was asked of it, each operation at its own instant.
 */
public final class SimSites implements SiteFactory {
  private final Supplier<List<Behaviour>> behaviours;

  public SimSites() {
    this(SimSites::behaviours);
  }

  /** Sites of which something else is simulated too. */
  SimSites(Supplier<List<Behaviour>> behaviours) {
    this.behaviours = behaviours;
  }

  @Override
  public Backend open(Past past, OperationLog log) throws IOException {
    Engine engine = new Engine(behaviours.get());
    WorldCodec.Decoded origin = origin(engine, past.origin());
    FutureTask<Void> check =
        new FutureTask<>(
            () -> {
              origin.check().run();
              return null;
            });
    // a whole world is gone through, which another processor can do while this one goes on with it
    Thread.ofPlatform().daemon().name("world-check").start(check);
    Replay replay = new Replay(engine, origin.world(), past.whole());
    for (OperationLog.Entry entry : past.since()) {
      replay.operation(entry);
    }
    if (past.reached().isAfter(replay.world().now())) {
      replay.advanceTo(past.reached());
    }
    await(check);
    return new SimSite(past.name(), engine, replay.world(), log, replay.losses());
  }

  private static void await(FutureTask<Void> check) throws IOException {
    try {
      check.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ImageException bad
          ? bad
          : new ImageException("The world cannot be checked", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a world was checked");
    }
  }

  private static WorldCodec.Decoded origin(Engine engine, Origin origin) throws IOException {
    try {
      return switch (origin) {
        case Origin.Beginning it -> new WorldCodec.Decoded(begin(engine, it.blueprint()), () -> {});
        case Origin.Checkpoint it -> WorldCodec.read(it.image(), engine.behaviours());
      };
    } catch (NewerImageException e) {
      throw new NewerException(e.getMessage(), e);
    } catch (RuntimeException e) {
      // Whatever is wrong with what was kept, an older checkpoint may do.
      throw new ImageException("The world cannot be put together", e);
    }
  }

  /** Everything the simulated datacentre can do; new ones for each site, for they keep caches. */
  static List<Behaviour> behaviours() {
    return List.of(new LoadModel(), new SiteOperations());
  }

  private static World begin(Engine engine, Blueprint blueprint) {
    World world = new World(blueprint.inventory().copy(), blueprint.start(), blueprint.seed());
    BlueprintGroups.of(world, blueprint.groups());
    if (!blueprint.fabric().isNone()) {
      world.setFabric(blueprint.fabric());
    }
    engine.begin(world);
    return world;
  }
}
