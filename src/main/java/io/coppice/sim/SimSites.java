package io.coppice.sim;

import io.coppice.backend.Backend;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.fork.BlueprintGroups;
import io.coppice.sim.image.ImageException;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.load.LoadModel;
import io.coppice.sim.world.World;
import java.io.IOException;
import java.util.List;

/**
 * Opens simulated sites: a world begins or is read from its image, then lives again through what
 * was asked of it, each operation at its own instant.
 */
public final class SimSites implements SiteFactory {
  @Override
  public Backend open(Past past, OperationLog log) throws IOException {
    Engine engine = new Engine(behaviours());
    World world =
        switch (past.origin()) {
          case Origin.Beginning it -> begin(engine, it.blueprint());
          case Origin.Checkpoint it -> WorldCodec.decode(it.image(), engine.behaviours());
        };
    for (OperationLog.Entry entry : past.since()) {
      replay(engine, world, entry);
    }
    if (past.reached().isAfter(world.now())) {
      engine.advanceTo(world, past.reached());
    }
    return new SimSite(past.name(), engine, world, log);
  }

  /** Everything the simulated datacentre can do; new ones for each site, for they keep caches. */
  static List<Behaviour> behaviours() {
    return List.of(new LoadModel(), new SiteOperations());
  }

  private static World begin(Engine engine, Blueprint blueprint) {
    World world = new World(blueprint.inventory().copy(), blueprint.start(), blueprint.seed());
    BlueprintGroups.of(world, blueprint.groups());
    engine.begin(world);
    return world;
  }

  private static void replay(Engine engine, World world, OperationLog.Entry entry)
      throws ImageException {
    if (entry.serial() != world.nextOperation() || entry.at().isBefore(world.now())) {
      throw new ImageException(
          "Operation " + world.nextOperation() + " should follow, not " + entry);
    }
    engine.advanceTo(world, entry.at());
    engine.start(world, entry.operation());
  }
}
