package io.coppice.sim.engine;

import io.coppice.backend.CapacityPlanner;
import io.coppice.backend.InitialPlacement;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.backend.StoragePlacement;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.sim.network.CaptureTaps;
import io.coppice.sim.world.ScheduledEvent;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Runs worlds by the behaviours it was given. Has no state of its own: a world is an argument. */
public final class Engine {
  private final Handlers handlers = new Handlers();
  private final List<Behaviour> behaviours;

  public Engine(List<Behaviour> behaviours) {
    this.behaviours = List.copyOf(behaviours);
    behaviours.forEach(behaviour -> behaviour.install(handlers));
  }

  /** Where behaviours add what they handle; a class is handled once. */
  public static final class Handlers {
    private final Map<Class<?>, BiConsumer<World, SimEvent>> events = new HashMap<>();
    private final Map<Class<?>, BiConsumer<World, LeftOut<SimEvent>>> leftOut = new HashMap<>();
    private final Map<Class<?>, OperationHandler<?>> operations = new HashMap<>();

    private Handlers() {}

    /** Handles the events of a class. */
    public <H extends SimEvent> void on(Class<H> type, BiConsumer<World, H> handler) {
      if (events.put(type, (world, what) -> handler.accept(world, type.cast(what))) != null) {
        throw new IllegalStateException(type + " is handled twice");
      }
    }

    /**
     * Handles the events of a class of which one may be left out because it failed.
     *
     * @param without what is done in the place of such a one, so that what it belongs to goes on or
     *     ends: what recurs is scheduled again
     */
    public <H extends SimEvent> void on(
        Class<H> type, BiConsumer<World, H> handler, BiConsumer<World, LeftOut<H>> without) {
      on(type, handler);
      leftOut.put(
          type,
          (world, out) ->
              without.accept(world, new LeftOut<>(type.cast(out.event()), out.problem())));
    }

    /** Handles the operations of a class. */
    public <O extends Operation> void operate(Class<O> type, OperationHandler<O> handler) {
      if (operations.put(type, handler) != null) {
        throw new IllegalStateException(type + " is handled twice");
      }
    }
  }

  /** An event that is left out, and why. */
  public record LeftOut<H extends SimEvent>(H event, Problem problem) {}

  public List<Behaviour> behaviours() {
    return behaviours;
  }

  /** Prepares a new world. */
  public void begin(World world) {
    behaviours.forEach(behaviour -> behaviour.begin(world));
  }

  /** Runs everything due until then, and sets the clock to it. */
  public void advanceTo(World world, SimTime until) {
    advanceTo(world, until, Long.MAX_VALUE);
  }

  /**
   * Runs what is due until then, but ends early when the processor time is spent; what is left is
   * run by the next call. However it is cut, the world becomes the same.
   *
   * @param deadline of {@link System#nanoTime}, looked at between events; {@link Long#MAX_VALUE}
   *     for none
   * @return whether everything was run and the clock stands at {@code until}
   * @throws EventFailure if a handler threw; the world is then half changed and worth nothing
   */
  public boolean advanceTo(World world, SimTime until, long deadline) {
    for (ScheduledEvent next = world.eventQueue().peek();
        next != null && !next.at().isAfter(until);
        next = world.eventQueue().peek()) {
      run(world);
      if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
        return false;
      }
    }
    world.setNow(until);
    return true;
  }

  /** Runs the next event and everything at the same instant; false if there is none. */
  public boolean step(World world) {
    ScheduledEvent next = world.eventQueue().peek();
    if (next == null) {
      return false;
    }
    advanceTo(world, next.at());
    return true;
  }

  private void run(World world) {
    ScheduledEvent next = world.eventQueue().poll();
    world.setNow(next.at());
    BiConsumer<World, SimEvent> handler = handlers.events.get(next.what().getClass());
    try {
      if (handler == null) {
        throw new IllegalStateException("Nobody handles " + next.what());
      }
      handler.accept(world, next.what());
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      forget();
      throw new EventFailure(next, e);
    }
  }

  /** Forgets what was known of worlds: one that failed may have left it half changed too. */
  public void forget() {
    behaviours.forEach(Behaviour::forget);
  }

  /**
   * Brings a world of before to the instant at which only that event is to run next: what came
   * between runs again, and does what it did.
   *
   * @return whether the event is still to come there
   */
  public boolean runUpTo(World world, ScheduledEvent event) {
    for (ScheduledEvent next = world.eventQueue().peek();
        next != null && next.compareTo(event) <= 0;
        next = world.eventQueue().peek()) {
      if (next.serial() == event.serial()) {
        return true;
      }
      run(world);
    }
    return false;
  }

  /**
   * Goes on without an event that failed. The site says so, and what the event belonged to goes on
   * or ends as its behaviour says, if that does not fail as well.
   *
   * @param world stands before the event
   * @return the world without it
   */
  public World leaveOut(World world, EventFailure failure) {
    ScheduledEvent event = failure.event();
    Problem problem =
        Problem.of(Severity.ERROR, "event.left-out", List.of(), event.what(), failure.why());
    World without = world.copy();
    without(without, event, problem);
    BiConsumer<World, LeftOut<SimEvent>> then = handlers.leftOut.get(event.what().getClass());
    if (then == null) {
      return without;
    }
    try {
      then.accept(without, new LeftOut<>(event.what(), problem));
      return without;
    } catch (RuntimeException e) {
      forget();
      World bare = world.copy();
      without(bare, event, problem);
      return bare;
    }
  }

  private static void without(World world, ScheduledEvent event, Problem problem) {
    world.eventQueue().remove(event.serial());
    if (event.at().isAfter(world.now())) {
      world.setNow(event.at());
    }
    world.recordEvent(
        problem.severity(),
        problem.code(),
        problem.about(),
        Optional.empty(),
        problem.args().toArray());
  }

  /**
   * Gets ready to check operations on a site, so that the first check does not take the time; any
   * thread.
   */
  public void prepare(Snapshot on) {
    behaviours.forEach(behaviour -> behaviour.prepare(on));
  }

  /** Who plans by the rules of the world's behaviours. */
  public Optional<CapacityPlanner> planner() {
    return behaviours.stream().flatMap(behaviour -> behaviour.planner().stream()).findFirst();
  }

  /** Who recommends hosts by the rules of the world's behaviours. */
  public Optional<InitialPlacement> placement() {
    return behaviours.stream().flatMap(behaviour -> behaviour.placement().stream()).findFirst();
  }

  /** Who recommends datastores by the rules of the world's behaviours. */
  public Optional<StoragePlacement> storagePlacement() {
    return behaviours.stream()
        .flatMap(behaviour -> behaviour.storagePlacement().stream())
        .findFirst();
  }

  /** Who captures frames, where any are carried. */
  public Optional<CaptureTaps> captures() {
    return behaviours.stream().flatMap(behaviour -> behaviour.captures().stream()).findFirst();
  }

  /**
   * Checks an operation against a world as it is now, with all that jobs under way have claimed, of
   * which a snapshot says nothing; on the world's thread.
   */
  public Preflight check(Operation operation, World world) {
    return handler(operation).check(operation, world);
  }

  /** Checks an operation; pure, any thread. */
  public Preflight check(Operation operation, Snapshot on) {
    return handler(operation).check(operation, on);
  }

  /**
   * Starts an operation at the world's present, after everything that is due at that instant: the
   * same order as when the operation is replayed from the log. If it throws, the world is half
   * changed and worth nothing.
   */
  public JobId start(World world, Operation operation) {
    advanceTo(world, world.now());
    world.takeOperation();
    OperationHandler<Operation> handler = handler(operation);
    JobId id = world.nextJob();
    world.add(
        Job.queued(
            id, operation, handler.phases(operation), handler.cancellable(operation), world.now()));
    handler.start(operation, id, world);
    advanceTo(world, world.now());
    return id;
  }

  /** Whether there is a behaviour that does operations of that record. */
  public boolean handles(Class<? extends Operation> type) {
    return handlers.operations.containsKey(type);
  }

  /** The phases an operation's job has, keys of the bundle {@code phases}. */
  public List<String> phases(Operation operation) {
    return handler(operation).phases(operation);
  }

  /** Notes an operation of the log that cannot be done any more, as a job that failed. */
  public void fail(World world, Operation operation, Problem why) {
    world.takeOperation();
    JobId id = world.nextJob();
    world.add(
        Job.queued(id, operation, List.of(), false, world.now())
            .ended(Job.State.FAILED, world.now(), List.of(why)));
    world.recordEvent(
        why.severity(), why.code(), why.about(), Optional.of(id), why.args().toArray());
  }

  @SuppressWarnings("unchecked")
  private OperationHandler<Operation> handler(Operation operation) {
    OperationHandler<?> handler = handlers.operations.get(operation.getClass());
    if (handler == null) {
      throw new IllegalStateException("Nobody handles " + operation);
    }
    return (OperationHandler<Operation>) handler;
  }
}
