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
import java.util.List;
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
    Replay replay = new Replay(engine, origin(engine, past.origin()), past.whole());
    for (OperationLog.Entry entry : past.since()) {
      replay.operation(entry);
    }
    if (past.reached().isAfter(replay.world().now())) {
      replay.advanceTo(past.reached());
    }
    return new SimSite(past.name(), engine, replay.world(), log, replay.losses());
  }

  private static World origin(Engine engine, Origin origin) throws IOException {
    try {
      return switch (origin) {
        case Origin.Beginning it -> begin(engine, it.blueprint());
        case Origin.Checkpoint it -> WorldCodec.decode(it.image(), engine.behaviours());
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
