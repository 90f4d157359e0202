package io.coppice.sim.world;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.fork.Forks;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.site.SiteContents;
import io.coppice.model.table.CowTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The state of the simulated site; see the package. Used by one thread. */
public final class World {
  /** Events and ended jobs remembered in the world itself; older ones are in the store. */
  public static final int EVENTS_KEPT = 4096;

  /** Of what operators asked for, and what followed from it. */
  public static final int JOBS_KEPT = 4096;

  /** Of lines typed at consoles. */
  public static final int TYPED_LINES_KEPT = 1024;

  private final long seed;
  private final Inventory inventory;
  private final Forks forks;
  private final Figures figures;
  private final CowTable<Job> jobs;
  private final CowTable<ProcedureState> tasks;
  private final CowTable<SiteEvent> events;
  private final EventQueue eventQueue;
  private final RandomSource random;
  private final Map<String, WorldPart> parts;
  private List<Problem> alarms;
  private SimTime now;
  private long nextOperation;

  /** Derived of the jobs, when first needed. */
  private JobRetention retention;

  /** A world with nothing on its agenda; all tables writable and its own. */
  public World(Inventory inventory, SimTime now, long seed) {
    this(
        seed,
        inventory,
        new Forks(),
        new Figures(),
        new CowTable<>(),
        new CowTable<>(),
        new CowTable<>(),
        new EventQueue(),
        new RandomSource(seed),
        new TreeMap<>(),
        List.of(),
        now,
        0);
  }

  /** A world from its members, as an image or a copy has them. */
  public World(
      long seed,
      Inventory inventory,
      Forks forks,
      Figures figures,
      CowTable<Job> jobs,
      CowTable<ProcedureState> tasks,
      CowTable<SiteEvent> events,
      EventQueue eventQueue,
      RandomSource random,
      Map<String, WorldPart> parts,
      List<Problem> alarms,
      SimTime now,
      long nextOperation) {
    this.seed = seed;
    this.inventory = inventory;
    this.forks = forks;
    this.figures = figures;
    this.jobs = jobs;
    this.tasks = tasks;
    this.events = events;
    this.eventQueue = eventQueue;
    this.random = random;
    this.parts = parts;
    this.alarms = List.copyOf(alarms);
    this.now = now;
    this.nextOperation = nextOperation;
  }

  /** An independent world that shares everything until either side changes. */
  public World copy() {
    Map<String, WorldPart> copies = new TreeMap<>();
    parts.forEach((name, part) -> copies.put(name, part.copy()));
    World copy = copyOfTables(copies);
    copy.retention = retention == null ? null : retention.copy();
    return copy;
  }

  private World copyOfTables(Map<String, WorldPart> copies) {
    return new World(
        seed,
        inventory.copy(),
        forks.copy(),
        figures.copy(),
        jobs.copy(),
        tasks.copy(),
        events.copy(),
        eventQueue.copy(),
        random.copy(),
        copies,
        alarms,
        now,
        nextOperation);
  }

  /** An immutable picture for the screens. */
  public Snapshot freeze(long revision) {
    return new Snapshot(
        revision,
        now,
        inventory.freeze(),
        forks.freeze(),
        figures.freeze(),
        jobs.freeze(),
        events.freeze(),
        alarms,
        fabric());
  }

  /**
   * The blueprint's; for what is a pure function of it and the time. Draws in a row come from
   * {@link #random}.
   */
  public long seed() {
    return seed;
  }

  public Inventory inventory() {
    return inventory;
  }

  public Forks forks() {
    return forks;
  }

  public Figures figures() {
    return figures;
  }

  public CowTable<Job> jobs() {
    return jobs;
  }

  public CowTable<ProcedureState> tasks() {
    return tasks;
  }

  public CowTable<SiteEvent> events() {
    return events;
  }

  public EventQueue eventQueue() {
    return eventQueue;
  }

  public RandomSource random() {
    return random;
  }

  public Map<String, WorldPart> parts() {
    return parts;
  }

  /** A part by its name; the behaviour that added it knows its type. */
  public <T extends WorldPart> T part(String name, Class<T> type) {
    return type.cast(parts.get(name));
  }

  /** The network as it is set up; {@link Fabric#NONE} where nobody said anything of it. */
  public Fabric fabric() {
    return parts.get(FabricPart.NAME) instanceof FabricPart part ? part.fabric() : Fabric.NONE;
  }

  public void setFabric(Fabric changed) {
    if (parts.get(FabricPart.NAME) instanceof FabricPart part) {
      part.set(changed);
    } else {
      parts.put(FabricPart.NAME, new FabricPart(changed));
    }
  }

  public List<Problem> alarms() {
    return alarms;
  }

  public void setAlarms(List<Problem> changed) {
    alarms = List.copyOf(changed);
  }

  public SimTime now() {
    return now;
  }

  /** Moves the clock; never back. */
  public void setNow(SimTime time) {
    if (time.isBefore(now)) {
      throw new IllegalArgumentException("The clock goes on: " + time + " is before " + now);
    }
    now = time;
  }

  /** The serial of the next operation of the log. */
  public long nextOperation() {
    return nextOperation;
  }

  public long takeOperation() {
    return nextOperation++;
  }

  public Job job(JobId id) {
    return jobs.get(id.value());
  }

  public void set(Job job) {
    jobs.set(job.id().value(), job);
    if (job.state().isEnded()) {
      retention().ended(job);
      setTask(job.id(), null);
    }
  }

  /** Every object of the site as it is now, whatever its kind. */
  public SiteContents contents() {
    return new SiteContents(inventory, forks);
  }

  /**
   * Adds a job, which keeps what its target is called now; the oldest ended ones beyond {@link
   * #JOBS_KEPT}, of typed lines beyond {@link #TYPED_LINES_KEPT}, are forgotten.
   */
  public void add(Job job) {
    JobRetention forgets = retention();
    int row = jobs.add(job.withTargetName(contents().name(job.operation().target()).orElse("")));
    if (row != job.id().value()) {
      throw new IllegalStateException("jobs are dense: " + job.id() + " at " + row);
    }
    forgets.added(job, jobs);
  }

  private JobRetention retention() {
    if (retention == null) {
      retention = JobRetention.of(jobs);
    }
    return retention;
  }

  /** The row below which no ended job is that an operator asked for. */
  public int oldestEndedJob() {
    return retention().oldestEnded();
  }

  public JobId nextJob() {
    return new JobId(jobs.size());
  }

  /** What the job remembers, or null. */
  public ProcedureState task(JobId id) {
    return tasks.get(id.value());
  }

  /** Sets or, with null, forgets what a job remembers. */
  public void setTask(JobId id, ProcedureState state) {
    if (state == null && id.value() >= tasks.size()) {
      return;
    }
    while (tasks.size() <= id.value()) {
      tasks.add(null);
    }
    tasks.set(id.value(), state);
  }

  /** A new machine; in a vApp it starts last. */
  public void add(Machine machine) {
    inventory.machines().add(machine);
    changePool(machine.pool(), pool -> pool.joinedBy(machine.id()));
  }

  /** A changed machine; one that changed its pool changes start orders with it. */
  public void set(Machine machine) {
    ResourcePoolId before = inventory.machine(machine.id()).pool();
    inventory.machines().set(machine.id().value(), machine);
    if (!before.equals(machine.pool())) {
      changePool(before, pool -> pool.leftBy(machine.id()));
      changePool(machine.pool(), pool -> pool.joinedBy(machine.id()));
    }
  }

  /** With the fence that it is the appliance of, if it is one's. */
  public void remove(Machine machine) {
    if (fabric().fence(machine.id()).isPresent()) {
      setFabric(fabric().withoutFence(machine.id()));
    }
    inventory.machines().set(machine.id().value(), null);
    changePool(machine.pool(), pool -> pool.leftBy(machine.id()));
  }

  private void changePool(ResourcePoolId id, UnaryOperator<ResourcePool> change) {
    ResourcePool pool = inventory.pools().get(id.value());
    if (pool != null && pool.vapp().isPresent()) {
      inventory.pools().set(id.value(), change.apply(pool));
    }
  }

  public long schedule(Duration after, SimEvent what) {
    return eventQueue.add(now.plus(after), what);
  }

  /** Tells an event; the oldest beyond {@link #EVENTS_KEPT} is forgotten. */
  public void recordEvent(
      Severity severity, String code, List<EntityId> about, Optional<JobId> job, Object... args) {
    int serial = events.size();
    List<String> texts = List.of(args).stream().map(String::valueOf).toList();
    events.add(new SiteEvent(serial, now, severity, code, about, texts, job));
    if (serial >= EVENTS_KEPT) {
      events.set(serial - EVENTS_KEPT, null);
    }
  }
}
