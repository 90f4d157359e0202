package io.coppice.sim.engine;

import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.sim.world.World;
import java.util.List;

/** How one sort of operation is checked and done. */
public interface OperationHandler<O extends Operation> {
  /** The rules it must meet; pure, any thread. */
  Preflight check(O operation, Snapshot on);

  /** The same against a world, with what jobs under way have claimed; on the world's thread. */
  default Preflight check(O operation, World world) {
    return check(operation, world.freeze(0));
  }

  /** The names of its phases, keys of the bundle {@code phases}. */
  List<String> phases(O operation);

  /** Whether it can be cancelled while it waits and at its beginning. */
  default boolean cancellable(O operation) {
    return false;
  }

  /**
   * Starts it. Its job stands in the world, queued; the handler moves it on, now or by what it
   * schedules.
   */
  void start(O operation, JobId job, World world);
}
