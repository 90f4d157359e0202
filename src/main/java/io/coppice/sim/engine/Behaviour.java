package io.coppice.sim.engine;

import io.coppice.backend.CapacityPlanner;
import io.coppice.backend.InitialPlacement;
import io.coppice.backend.Snapshot;
import io.coppice.backend.StoragePlacement;
import io.coppice.sim.network.CaptureTaps;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.util.Optional;

/**
 * One subject of the simulation: it handles its operations and events, and may add a part to the
 * world. Stateless but for caches.
 */
public interface Behaviour {
  /** Adds its handlers. */
  void install(Engine.Handlers handlers);

  /** Prepares a new world: adds its part, schedules what recurs. */
  default void begin(World world) {}

  /** Makes the caches with which operations on that site are checked; any thread, and slow. */
  default void prepare(Snapshot on) {}

  /** Who plans by its rules, where it has any of placement. */
  default Optional<CapacityPlanner> planner() {
    return Optional.empty();
  }

  /** Who recommends hosts by its rules, where it has any of placement. */
  default Optional<InitialPlacement> placement() {
    return Optional.empty();
  }

  /** Who recommends datastores by its rules, where it has any of storage. */
  default Optional<StoragePlacement> storagePlacement() {
    return Optional.empty();
  }

  /** Who captures the frames that it carries, where it carries any. */
  default Optional<CaptureTaps> captures() {
    return Optional.empty();
  }

  /** Forgets its caches: a world they followed failed half way. */
  default void forget() {}

  /** Reads its part back from an image; empty if the name is another's. */
  default Optional<WorldPart> restore(String name, Record image) {
    return Optional.empty();
  }
}
