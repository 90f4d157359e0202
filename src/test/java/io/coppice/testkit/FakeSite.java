package io.coppice.testkit;

import io.coppice.backend.Backend;
import io.coppice.backend.Capability;
import io.coppice.backend.Durable;
import io.coppice.backend.Halt;
import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.InventoryOperation.SetTags;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationLog;
import io.coppice.backend.Outcome;
import io.coppice.backend.Preflight;
import io.coppice.backend.Series;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.backend.Subscription;
import io.coppice.backend.TimeControl;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.table.CowTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A site that does at once, on the caller's thread, the few operations that order and switch
 * machines, and takes every other without doing anything. Time moves a second with each operation.
 */
public final class FakeSite implements Backend, TimeControl, Durable {
  /** Worlds by the number that stands in their images. */
  private static final Map<Integer, Snapshot> IMAGES = new ConcurrentHashMap<>();

  private final String name;
  private final OperationLog log;
  private final Function<SimTime, Forks> forks;
  private final Inventory inventory;
  private final CowTable<Job> jobs;
  private final CowTable<SiteEvent> events;
  private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot newest;
  private volatile Optional<Halt> halted = Optional.empty();
  private SimTime time;
  private Speed speed = Speed.PAUSED;
  private long serial;

  public FakeSite(SiteFactory.Past past, OperationLog log) {
    this(past, log, _ -> new Forks().freeze());
  }

  /** A site with fork groups that stand still. */
  public FakeSite(SiteFactory.Past past, OperationLog log, Function<SimTime, Forks> forks) {
    this.forks = forks;
    this.name = past.name();
    this.log = log;
    switch (past.origin()) {
      case SiteFactory.Origin.Beginning x -> {
        inventory = x.blueprint().inventory().copy();
        jobs = new CowTable<>();
        events = new CowTable<>();
        time = x.blueprint().start();
      }
      case SiteFactory.Origin.Checkpoint x -> {
        Snapshot kept = IMAGES.get(ByteBuffer.wrap(x.image().bytes()).getInt());
        inventory = kept.inventory().copy();
        jobs = kept.jobs().copy();
        events = kept.events().copy();
        time = kept.time();
        serial = x.image().nextSerial();
      }
    }
    for (OperationLog.Entry entry : past.since()) {
      time = entry.at();
      run(entry.operation());
      serial = entry.serial() + 1;
    }
    publish();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.OPERATIONS, Capability.CLOCK, Capability.FAULTS, Capability.FORKS);
  }

  @Override
  public Snapshot snapshot() {
    return newest;
  }

  @Override
  public Subscription subscribe(Consumer<Snapshot> listener) {
    listeners.add(listener);
    listener.accept(newest);
    return () -> listeners.remove(listener);
  }

  @Override
  public Preflight preflight(Operation operation, Snapshot on) {
    return on.inventory().find(operation.target()).isPresent()
        ? Preflight.CLEAR
        : new Preflight(
            List.of(
                new Preflight.Verdict(
                    "target.exists",
                    Optional.of(Problem.error("target.gone", operation.target())))));
  }

  @Override
  public synchronized CompletionStage<List<Outcome>> submit(List<Operation> operations) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Operation operation : operations) {
      outcomes.add(submit(operation));
    }
    publish();
    return CompletableFuture.completedFuture(List.copyOf(outcomes));
  }

  private Outcome submit(Operation operation) {
    Preflight preflight = preflight(operation, newest);
    if (!preflight.passes()) {
      return new Outcome.Refused(preflight.problems());
    }
    time = time.plusMicros(1_000_000);
    try {
      log.append(List.of(new OperationLog.Entry(serial, time, operation)));
    } catch (OperationLog.UnkeptException e) {
      return new Outcome.Refused(List.of(e.problem()));
    } catch (IOException e) {
      return new Outcome.Refused(List.of(Problem.error("log.failed", e.getMessage())));
    }
    serial++;
    return new Outcome.Accepted(run(operation));
  }

  private JobId run(Operation operation) {
    JobId id = new JobId(jobs.size());
    apply(operation);
    jobs.add(
        Job.queued(id, operation, List.of("run"), false, time)
            .running(time)
            .ended(Job.State.SUCCEEDED, time, List.of()));
    events.add(
        new SiteEvent(
            events.size(),
            time,
            Severity.INFO,
            "job.succeeded",
            List.of(operation.target()),
            List.of(operation.getClass().getSimpleName()),
            Optional.of(id)));
    return id;
  }

  private void apply(Operation operation) {
    switch (operation) {
      case Rename x when x.target() instanceof MachineId id ->
          change(id, m -> m.withName(x.name()));
      case Rename x when x.target() instanceof HostId id ->
          inventory.hosts().set(id.value(), inventory.host(id).withName(x.name()));
      case Move x when x.target() instanceof MachineId id && x.to() instanceof FolderId to ->
          change(id, m -> m.withFolder(to));
      case SetTags x when x.target() instanceof MachineId id ->
          change(id, m -> m.withAbout(new Machine.About(x.tags(), m.about().notes())));
      case SetNotes x when x.target() instanceof MachineId id ->
          change(id, m -> m.withAbout(new Machine.About(m.about().tags(), x.notes())));
      case PowerOn x -> change(x.target(), m -> m.withPower(PowerState.POWERED_ON));
      case PowerOff x -> change(x.target(), m -> m.withPower(PowerState.POWERED_OFF));
      default -> {}
    }
  }

  private void change(MachineId id, UnaryOperator<Machine> how) {
    inventory.machines().set(id.value(), how.apply(inventory.machine(id)));
  }

  private void publish() {
    newest =
        new Snapshot(
            newest == null ? 0 : newest.revision() + 1,
            time,
            inventory.freeze(),
            forks.apply(time),
            new Figures().freeze(),
            jobs.freeze(),
            events.freeze(),
            List.of());
    listeners.forEach(listener -> listener.accept(newest));
  }

  @Override
  public Optional<TimeControl> time() {
    return Optional.of(this);
  }

  @Override
  public Optional<Durable> durable() {
    return Optional.of(this);
  }

  @Override
  public synchronized CompletionStage<WorldImage> image() {
    int number = IMAGES.size();
    IMAGES.put(number, newest);
    byte[] bytes = ByteBuffer.allocate(4).putInt(number).array();
    return CompletableFuture.completedFuture(new WorldImage(serial, time, 1, digestNow(), bytes));
  }

  @Override
  public synchronized CompletionStage<String> digest() {
    return CompletableFuture.completedFuture(digestNow());
  }

  private String digestNow() {
    StringBuilder all = new StringBuilder().append(time).append(serial);
    inventory.machines().forEach(all::append);
    inventory.hosts().forEach(all::append);
    jobs.forEach(all::append);
    events.forEach(all::append);
    return Integer.toHexString(all.toString().hashCode());
  }

  @Override
  public CompletionStage<Series> history(EntityId about, Metric metric, SimTime from, SimTime to) {
    return CompletableFuture.completedFuture(
        new Series(about, metric, new long[0], new int[0], new int[0]));
  }

  @Override
  public synchronized void setSpeed(Speed wanted) {
    speed = wanted;
    publish();
  }

  @Override
  public synchronized Speed speed() {
    return speed;
  }

  @Override
  public synchronized CompletionStage<Snapshot> step() {
    time = time.plusMicros(1_000_000);
    publish();
    return CompletableFuture.completedFuture(newest);
  }

  /** Stands still as if an event had failed. */
  public synchronized void haltAt(Halt failed) {
    halted = Optional.of(failed);
    publish();
  }

  @Override
  public Optional<Halt> halt() {
    return halted;
  }

  @Override
  public synchronized CompletionStage<Snapshot> leaveOut() {
    halted = Optional.empty();
    publish();
    return CompletableFuture.completedFuture(newest);
  }

  @Override
  public void close() {
    listeners.clear();
  }
}
