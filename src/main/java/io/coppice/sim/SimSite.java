package io.coppice.sim;

import io.coppice.backend.Backend;
import io.coppice.backend.Capability;
import io.coppice.backend.CapacityPlanner;
import io.coppice.backend.Consoles;
import io.coppice.backend.Durable;
import io.coppice.backend.FrameCaptures;
import io.coppice.backend.Halt;
import io.coppice.backend.InitialPlacement;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.Outcome;
import io.coppice.backend.Preflight;
import io.coppice.backend.Series;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.backend.StoragePlacement;
import io.coppice.backend.Subscription;
import io.coppice.backend.TimeControl;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.sim.console.GuestConsoles;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.engine.EventFailure;
import io.coppice.sim.image.WorldCodec;
import io.coppice.sim.network.CapturedFrames;
import io.coppice.sim.network.NetworkAlarms;
import io.coppice.sim.network.NetworkMemory;
import io.coppice.sim.network.SimNetwork;
import io.coppice.sim.world.ScheduledEvent;
import io.coppice.sim.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A simulated site. One thread owns the world: it takes commands from a queue, and between them
 * lets its {@link WorldClock} pass slices of simulated time, so that a command never waits long
 * even at full speed. After a change it publishes a copy, at most once in {@link #PUBLISH_EVERY}.
 */
public final class SimSite implements Backend, Durable, TimeControl {
  private static final long PUBLISH_EVERY = 16_000_000;

  private final String name;
  private final Engine engine;
  private final OperationIntake intake;
  private final SimNetwork network;
  private final NetworkAlarms networkAlarms;
  private final CommandQueue commands;
  private final FigureQuestions figures;
  private final WorldPublisher publisher;
  private final GuestConsoles consoles;
  private final WorldClock clock;
  private final Thread thread;
  private final List<Problem> losses;
  private final long seed;
  private World world;
  private volatile HaltedWorld halted;

  private boolean changed;
  private boolean prepared;
  private long publishedAt;
  private boolean closing;

  /**
   * Starts a site; its clock stands still until {@link #setSpeed}.
   *
   * @param world taken over; the caller does not touch it again
   */
  public SimSite(String name, Engine engine, World world, OperationLog log) {
    this(name, engine, world, log, List.of());
  }

  /**
   * Starts a site.
   *
   * @param losses what is missing of its past
   */
  SimSite(String name, Engine engine, World world, OperationLog log, List<Problem> losses) {
    this.name = name;
    this.losses = List.copyOf(losses);
    this.engine = engine;
    this.world = world;
    this.seed = world.seed();
    this.intake = new OperationIntake(engine, log);
    this.commands = new CommandQueue(name);
    this.figures = new FigureQuestions(commands, () -> this.world);
    this.network = new SimNetwork(name);
    this.clock = new WorldClock(engine, world);
    this.publisher = new WorldPublisher(world);
    this.networkAlarms = new NetworkAlarms(publisher::snapshot, this::show);
    this.consoles = new GuestConsoles(publisher::shown, operation -> submit(List.of(operation)));
    this.thread = Thread.ofPlatform().name("world").daemon().unstarted(this::loop);
    thread.start();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Set<Capability> capabilities() {
    return SiteOperations.CAPABILITIES;
  }

  @Override
  public Snapshot snapshot() {
    return publisher.snapshot();
  }

  @Override
  public Subscription subscribe(Consumer<Snapshot> listener) {
    commands.tell(
        () -> {
          if (!prepared) {
            // Somebody looks, and will ask soon what can be done.
            prepared = true;
            Snapshot seen = publisher.snapshot();
            CompletableFuture.runAsync(() -> engine.prepare(seen));
            networkAlarms.published();
          }
          publisher.add(listener);
        });
    return () -> commands.tell(() -> publisher.remove(listener));
  }

  @Override
  public Preflight preflight(Operation operation, Snapshot on) {
    return engine.check(operation, on);
  }

  @Override
  public CompletionStage<List<Outcome>> submit(List<Operation> operations) {
    List<Operation> batch = List.copyOf(operations);
    return commands.ask(() -> apply(batch));
  }

  @Override
  public Optional<TimeControl> time() {
    return Optional.of(this);
  }

  @Override
  public Optional<NetworkState> network(Snapshot of) {
    return Optional.of(network.at(of));
  }

  @Override
  public List<CarriedTrace> carriedPings() {
    return publisher.pings();
  }

  @Override
  public Optional<Durable> durable() {
    return Optional.of(this);
  }

  @Override
  public Optional<CapacityPlanner> planner() {
    return engine.planner();
  }

  @Override
  public Optional<InitialPlacement> placement() {
    return engine.placement();
  }

  @Override
  public Optional<StoragePlacement> storagePlacement() {
    return engine.storagePlacement();
  }

  @Override
  public Optional<FrameCaptures> captures() {
    return engine.captures().map(it -> it);
  }

  @Override
  public Optional<Consoles> consoles() {
    return Optional.of(consoles);
  }

  @Override
  public CompletionStage<Series> history(EntityId about, Metric metric, SimTime from, SimTime to) {
    return figures.series(about, metric, from, to);
  }

  @Override
  public void setSpeed(Speed wanted) {
    commands.tell(
        () -> {
          // Whoever lets the clock go tries again.
          halted = wanted == Speed.PAUSED ? halted : null;
          clock.setSpeed(wanted, world);
          changed = true;
        });
  }

  @Override
  public Speed speed() {
    return clock.speed();
  }

  @Override
  public Optional<Lag> lag() {
    return clock.lag();
  }

  @Override
  public List<Problem> losses() {
    return losses;
  }

  @Override
  public Optional<Halt> halt() {
    return Optional.ofNullable(halted).map(HaltedWorld::halt);
  }

  @Override
  public CompletionStage<Snapshot> leaveOut() {
    return commands.ask(
        () -> {
          if (halted != null) {
            EventFailure failure = halted.failure();
            halted = null;
            World trial = world.copy();
            try {
              // What was asked for since may have done away with it.
              if (engine.runUpTo(trial, failure.event())) {
                world = engine.leaveOut(trial, failure);
              }
            } catch (EventFailure other) {
              halt(other);
            }
            clock.anchor(world);
            publish();
          }
          return publisher.snapshot();
        });
  }

  @Override
  public CompletionStage<Snapshot> step() {
    return commands.ask(
        () -> {
          halted = null;
          try {
            engine.step(world);
          } catch (EventFailure e) {
            stop(e);
          }
          clock.anchor(world);
          publish();
          return publisher.snapshot();
        });
  }

  @Override
  public CompletionStage<WorldImage> image() {
    return commands.ask(this::wholeInstant).thenApplyAsync(WorldCodec::encode);
  }

  @Override
  public CompletionStage<String> digest() {
    return commands.ask(this::wholeInstant).thenApplyAsync(WorldCodec::digest);
  }

  /**
   * A copy in which everything due at its instant has run. A slice of time may end in the middle of
   * an instant; a past that reaches the instant has run all of it, and must give the same world.
   */
  private World wholeInstant() {
    ScheduledEvent next = world.eventQueue().peek();
    if (halted == null && next != null && !next.at().isAfter(world.now())) {
      changed = true;
      try {
        engine.advanceTo(world, world.now());
      } catch (EventFailure e) {
        stop(e);
      }
    }
    return world.copy();
  }

  @Override
  public void close() {
    commands.tell(() -> closing = true);
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (!closing) {
      boolean asked = false;
      try {
        asked = commands.run(clock.pause(world, shownIn()), () -> closing);
      } catch (InterruptedException e) {
        closing = true;
      }
      try {
        changed |= clock.pass(world);
      } catch (EventFailure e) {
        stop(e);
      }
      // What somebody asked for is seen at once; what only time brings waits for the next frame.
      if (changed && (asked || System.nanoTime() - publishedAt >= PUBLISH_EVERY)) {
        publish();
      }
    }
    networkAlarms.close();
    consoles.close();
    commands.end();
  }

  /**
   * A mistake of the simulator must not take the console with it: the world is put back to before
   * the event that failed, the clock stops and says so.
   */
  private void stop(EventFailure failure) {
    World back = publisher.lastPublished();
    EventFailure first = failure;
    try {
      engine.runUpTo(back, failure.event());
    } catch (EventFailure earlier) {
      // What ran well a moment ago does not now: stop before that one, from the copy itself.
      first = earlier;
      back = publisher.lastPublished();
    }
    world = back;
    halt(first);
    clock.stop();
    changed = true;
  }

  private void halt(EventFailure failure) {
    halted = HaltedWorld.of(failure, world);
  }

  /** Nanoseconds until what changed is to be shown; empty if nothing did. */
  private Optional<Long> shownIn() {
    return changed
        ? Optional.of(publishedAt + PUBLISH_EVERY - System.nanoTime())
        : Optional.empty();
  }

  private List<Outcome> apply(List<Operation> operations) {
    OperationIntake.Taken taken = intake.take(world, operations);
    taken
        .after()
        .ifPresent(
            after -> {
              world = after;
              publish();
            });
    return taken.outcomes();
  }

  /** What is wrong with the site is known to be something else. */
  private void show() {
    commands.tell(() -> changed = true);
  }

  private void publish() {
    changed = false;
    publishedAt = System.nanoTime();
    CapturedFrames.Taken captured = NetworkMemory.takeCaptured(world);
    publisher.publish(world, halt(), networkAlarms.standing());
    if (prepared) {
      networkAlarms.published();
    }
    consoles.published();
    engine.captures().ifPresent(taps -> taps.deliver(captured));
    publisher.tellAll();
  }
}
