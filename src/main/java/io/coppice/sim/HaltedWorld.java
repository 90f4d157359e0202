package io.coppice.sim;

import io.coppice.backend.Halt;
import io.coppice.model.Problem;
import io.coppice.sim.engine.EventFailure;
import io.coppice.sim.world.World;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why a world stands still: an event failed.
 *
 * @param halt the same for people, with a report to send
 */
record HaltedWorld(EventFailure failure, Halt halt) {
  private static final System.Logger LOG = System.getLogger(HaltedWorld.class.getName());

  /** Logs the failure, before which the world stands now. */
  static HaltedWorld of(EventFailure failure, World world) {
    LOG.log(System.Logger.Level.ERROR, "the world stopped at " + world.now(), failure);
    StringWriter report = new StringWriter();
    failure.printStackTrace(new PrintWriter(report));
    Problem why =
        Problem.error("world.stopped", world.now(), failure.event().what(), failure.why());
    return new HaltedWorld(failure, new Halt(why, report.toString()));
  }
}
