package io.coppice.sim;

import io.coppice.backend.OperationLog.Entry;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.engine.EventFailure;
import io.coppice.sim.image.ImageException;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a world live again through what was asked of it. An operation or event that fails now
 * although it once did not is left out if that is allowed: the world is taken back to before it,
 * from a copy that is made every {@value #EVERY} operations, and what lies between is done again.
 */
final class Replay {
  private static final int EVERY = 256;

  private final Engine engine;
  private final boolean whole;
  private final List<Entry> since = new ArrayList<>();
  private final List<Problem> losses = new ArrayList<>();
  private World safe;
  private World world;

  /**
   * @param world taken over
   * @param whole whether a failure ends it
   */
  Replay(Engine engine, World world, boolean whole) {
    this.engine = engine;
    this.world = world;
    this.whole = whole;
    this.safe = world.copy();
  }

  /** The world as far as it came. */
  World world() {
    return world;
  }

  /** What was left out. */
  List<Problem> losses() {
    return losses;
  }

  /** Does an operation at its instant. */
  void operation(Entry entry) throws ImageException {
    if (entry.serial() != world.nextOperation() || entry.at().isBefore(world.now())) {
      throw new ImageException(
          "Operation " + world.nextOperation() + " should follow, not " + entry);
    }
    advanceTo(entry.at());
    try {
      engine.start(world, entry.operation());
      since.add(entry);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      Throwable cause = e instanceof EventFailure failure ? failure.getCause() : e;
      mustBeAllowed("Operation " + entry + " cannot be repeated", cause);
      back();
      engine.advanceTo(world, entry.at());
      Problem why =
          Problem.error("replay.operation", entry.operation().target(), entry.operation(), cause);
      engine.fail(world, entry.operation(), why);
      losses.add(why);
      keep();
    }
    if (since.size() >= EVERY) {
      keep();
    }
  }

  /** Lets time pass. */
  void advanceTo(SimTime until) throws ImageException {
    while (true) {
      try {
        engine.advanceTo(world, until);
        return;
      } catch (EventFailure e) {
        mustBeAllowed("An event cannot be repeated", e);
        back();
        if (engine.runUpTo(world, e.event())) {
          world = engine.leaveOut(world, e);
          losses.add(Problem.error("replay.event", e.event().what(), e.event().at(), e.why()));
        }
        keep();
      }
    }
  }

  private void mustBeAllowed(String what, Throwable cause) throws ImageException {
    engine.forget();
    if (whole) {
      throw new ImageException(what, cause);
    }
  }

  /** To the copy, and from there through what was done since: that did not fail. */
  private void back() {
    world = safe.copy();
    for (Entry entry : since) {
      engine.advanceTo(world, entry.at());
      engine.start(world, entry.operation());
    }
  }

  private void keep() {
    since.clear();
    safe = world.copy();
  }
}
