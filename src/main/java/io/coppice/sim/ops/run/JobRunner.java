package io.coppice.sim.ops.run;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.inventory.Entity;
import io.coppice.rules.PreflightRules;
import io.coppice.rules.index.IndexCache;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SiteState;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.engine.OperationHandler;
import io.coppice.sim.flow.Flow;
import io.coppice.sim.flow.FlowDue;
import io.coppice.sim.flow.FlowTable;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Leads jobs through their phases, once {@link JobAdmission} let them begin; see the package. */
public final class JobRunner {
  /** The next look at a job's phase. */
  public record Tick(JobId job, int phase) implements SimEvent {}

  /** Progress is noted at most that often, and at least a second apart. */
  private static final int NOTES_IN_A_PHASE = 20;

  private final Map<Class<?>, OperationProcedure<?>> courses = new LinkedHashMap<>();
  private final PreflightRules rules;
  private final PreflightChecker preflights;
  private final Consumer<World> afterwards;
  private final JobAdmission admission = new JobAdmission(this);

  /** One for each thread that runs worlds; it follows whichever world is run there. */
  private final ThreadLocal<IndexCache> live = ThreadLocal.withInitial(IndexCache::new);

  /**
   * @param rules asked before an operation is accepted and before its job begins
   * @param afterwards is told when a job ended, to look at the world's alarms
   */
  public JobRunner(PreflightRules rules, Consumer<World> afterwards) {
    this.rules = rules;
    this.preflights = new PreflightChecker(rules);
    this.afterwards = afterwards;
  }

  /** Adds the procedure of a sort of operation. */
  public <O extends Operation> void add(Class<O> type, OperationProcedure<O> course) {
    courses.put(type, course);
  }

  /** Adds the handlers of every course. */
  public void install(Engine.Handlers handlers) {
    courses.forEach((type, course) -> operate(handlers, type, course));
    handlers.on(
        Tick.class, this::tick, (world, out) -> leftOut(world, out.event().job(), out.problem()));
    handlers.on(
        FlowDue.class,
        this::flow,
        (world, out) -> leftOut(world, new JobId(out.event().job()), out.problem()));
  }

  @SuppressWarnings("unchecked")
  private <O extends Operation> void operate(
      Engine.Handlers handlers, Class<?> type, OperationProcedure<O> course) {
    handlers.operate(
        (Class<O>) type,
        new OperationHandler<O>() {
          @Override
          public Preflight check(O operation, Snapshot on) {
            return preflights.check(operation, on);
          }

          @Override
          public Preflight check(O operation, World world) {
            return rules.check(operation, index(world, Optional.empty()));
          }

          @Override
          public List<String> phases(O operation) {
            return course.phases(operation);
          }

          @Override
          public boolean cancellable(O operation) {
            return true;
          }

          @Override
          public void start(O operation, JobId job, World world) {
            admission.enqueue(world, job, false);
          }
        });
  }

  /** The rules of the site. */
  public PreflightRules rules() {
    return rules;
  }

  /** Gathers what checks of operations on that site look up; any thread. */
  public void prepare(Snapshot on) {
    preflights.prepare(on);
  }

  /** Forgets what was known of worlds; whoever runs one next gathers it anew. */
  public void forget() {
    live.remove();
  }

  /** Adds the part to a new world. */
  public void begin(World world) {
    world.parts().put(JobQueueState.NAME, new JobQueueState());
  }

  /** Reads the part back. */
  public Optional<WorldPart> restore(String name, Record image) {
    return name.equals(JobQueueState.NAME)
        ? Optional.of(new JobQueueState((JobQueueState.Image) image))
        : FlowTable.restore(name, image);
  }

  public JobQueueState part(World world) {
    return world.part(JobQueueState.NAME, JobQueueState.class);
  }

  /** The world's lists and sums as they are now, as the job sees them. */
  public SiteIndex index(World world, Optional<JobId> job) {
    SiteState now =
        new SiteState(
            world.inventory().freeze(),
            world.forks(),
            world.figures().freeze(),
            world.jobs().freeze(),
            world.fabric());
    return live.get().of(now).holding(part(world).claims(world)).asking(job);
  }

  /**
   * Starts what follows from another operation; it is not in the log, being made again by it.
   *
   * @param asking the job that it follows from, if it does from one
   */
  public JobId follow(World world, Operation operation, boolean failover, Optional<JobId> asking) {
    OperationProcedure<Operation> course = course(operation);
    JobId id = world.nextJob();
    Job job = Job.queued(id, operation, course.phases(operation), true, world.now());
    world.add(asking.map(job::askedBy).orElse(job));
    admission.enqueue(world, id, failover);
    return id;
  }

  static String name(World world, EntityId id) {
    return id instanceof ForkGroupId group
        ? world.forks().group(group).map(ForkGroup::name).orElse(id.token())
        : world.inventory().find(id).map(Entity::name).orElse(id.token());
  }

  /** Begins a job that waits no more, on what it claims. */
  void run(World world, JobId id, List<Claim> claims) {
    JobQueueState part = part(world);
    part.claims(world).take(claims);
    part.begin(world.job(id));
    world.set(world.job(id).running(world.now()));
    phase(world, id, 0, false);
  }

  /** The job of which a phase failed as no phase may ends. */
  private void leftOut(World world, JobId id, Problem why) {
    Job job = world.job(id);
    if (job != null && !job.state().isEnded()) {
      abort(world, id, Job.State.FAILED, List.of(why));
    }
  }

  /** Bytes of a job have gone, or more of them. */
  private void flow(World world, FlowDue due) {
    if (due.job() < 0) {
      // a guest's, whose program looks at it by itself
      return;
    }
    FlowTable flows = FlowTable.of(world);
    Flow flow =
        flows.get(due.job()).filter(one -> one.generation() == due.generation()).orElse(null);
    Job job = world.job(new JobId(due.job()));
    if (flow == null || job == null || job.state() != Job.State.RUNNING) {
      return;
    }
    int phase = ((JobProgress) world.task(job.id())).phase();
    if (flow.left(world.now()) > 0) {
      progress(world, job, phase, flow.permille(world.now()));
      flows.again(world, due.job());
      return;
    }
    flows.end(world, due.job());
    JobContext<Operation> context = new JobContext<>(this, world, job.operation(), job.id());
    course(job.operation()).moved(phase, flow.meanRate(world.now()), context);
    if (flow.settle().isZero()) {
      phase(world, job.id(), phase + 1, false);
    } else {
      lasts(world, context, phase, flow.settle());
    }
  }

  private void lasts(World world, JobContext<Operation> context, int phase, Duration time) {
    JobProgress progress = context.progress().inPhase(phase, world.now(), world.now().plus(time));
    context.remember(progress);
    next(world, new Tick(context.job(), phase), progress);
  }

  private void tick(World world, Tick tick) {
    Job job = world.job(tick.job());
    if (job == null || job.state() != Job.State.RUNNING) {
      return;
    }
    JobProgress progress = (JobProgress) world.task(tick.job());
    if (progress.phase() != tick.phase()) {
      return;
    }
    if (progress.ends().equals(SimTime.ZERO)) {
      phase(world, tick.job(), tick.phase(), true);
    } else if (progress.ends().isAfter(world.now())) {
      long whole = progress.ends().since(progress.began()).toMillis();
      long done = world.now().since(progress.began()).toMillis();
      progress(world, job, progress.phase(), (int) (1000 * done / Math.max(1, whole)));
      next(world, tick, progress);
    } else {
      phase(world, tick.job(), tick.phase() + 1, false);
    }
  }

  private void progress(World world, Job job, int phase, int permilleOfPhase) {
    int permille = (1000 * phase + permilleOfPhase) / Math.max(1, job.phases().size());
    boolean cancellable = course(job.operation()).cancellable(job.operation(), phase);
    world.set(job.at(phase, Math.max(job.permille(), permille), cancellable));
  }

  private void next(World world, Tick tick, JobProgress progress) {
    Duration left = progress.ends().since(world.now());
    Duration note = progress.ends().since(progress.began()).dividedBy(NOTES_IN_A_PHASE);
    Duration apart = note.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : note;
    world.schedule(apart.compareTo(left) < 0 ? apart : left, tick);
  }

  private void phase(World world, JobId id, int phase, boolean again) {
    Job job = world.job(id);
    OperationProcedure<Operation> course = course(job.operation());
    JobContext<Operation> context = new JobContext<>(this, world, job.operation(), id);
    int at = phase;
    while (at < job.phases().size()) {
      if (!again) {
        context.remember(context.progress().inPhase(at, world.now(), world.now()));
        progress(world, world.job(id), at, 0);
      }
      switch (course.step(at, context)) {
        case PhaseResult.Lasts lasts -> {
          if (!lasts.time().isZero()) {
            lasts(world, context, at, lasts.time());
            return;
          }
          again = false;
          at++;
        }
        case PhaseResult.Moves moves -> {
          FlowTable.of(world)
              .begin(
                  world, id.value(), moves.bytes(), moves.ceiling(), moves.settle(), moves.uses());
          return;
        }
        case PhaseResult.Again later -> {
          progress(world, world.job(id), at, later.permille());
          context.remember(
              context.progress().inPhase(at, context.progress().began(), SimTime.ZERO));
          world.schedule(later.after(), new Tick(id, at));
          return;
        }
        case PhaseResult.Fails fails -> {
          abort(world, id, Job.State.FAILED, fails.problems());
          return;
        }
      }
    }
    finish(world, id, course, context);
  }

  private void finish(
      World world, JobId id, OperationProcedure<Operation> course, JobContext<Operation> context) {
    List<Problem> problems = course.finish(context);
    if (problems.stream().anyMatch(Problem::isError)) {
      abort(world, id, Job.State.FAILED, problems);
    } else {
      end(world, id, Job.State.SUCCEEDED, problems);
    }
  }

  /** Ends a job before its time, taking back what it did. */
  public void abort(World world, JobId id, Job.State as, List<Problem> why) {
    Job job = world.job(id);
    JobQueueState part = part(world);
    if (job.state() == Job.State.RUNNING) {
      course(job.operation()).undo(new JobContext<>(this, world, job.operation(), id));
    } else {
      part.leave(world, id);
    }
    end(world, id, as, why);
  }

  /** Ends a job, which may let others begin. */
  void end(World world, JobId id, Job.State as, List<Problem> why) {
    JobQueueState part = part(world);
    Job job = world.job(id);
    JobProgress progress = (JobProgress) world.task(id);
    // Asked for first: in a copy they are summed up anew from what runs, and this job must be in.
    Reservations held = part.claims(world);
    FlowTable.of(world).end(world, id.value());
    if (part.end(job)) {
      held.give(progress.claims());
    }
    world.set(job.ended(as, world.now(), why));
    EntityId target = job.operation().target();
    if (as == Job.State.FAILED) {
      world.recordEvent(
          Severity.ERROR,
          "event.job.failed",
          List.of(target),
          Optional.of(id),
          id,
          name(world, target));
      why.forEach(
          problem ->
              world.recordEvent(
                  problem.severity(),
                  problem.code(),
                  problem.about(),
                  Optional.of(id),
                  problem.args().toArray()));
    } else if (as == Job.State.CANCELLED) {
      world.recordEvent(
          Severity.WARNING,
          "event.job.cancelled",
          List.of(target),
          Optional.of(id),
          id,
          name(world, target));
    }
    admission.pump(world);
    afterwards.accept(world);
  }

  /** Numbers of the jobs under way, oldest first. */
  public Set<Integer> running(World world) {
    return part(world).running();
  }

  /** Brings up to date what follows from what a job changed before its end. */
  public void settle(World world) {
    afterwards.accept(world);
  }

  /** Ends every job under way that fits, for a reason that lies outside it. */
  public void abortAll(World world, Predicate<Job> which, Problem why) {
    JobQueueState part = part(world);
    for (Integer row : List.copyOf(part.running())) {
      Job job = world.job(new JobId(row));
      if (job.state() == Job.State.RUNNING && which.test(job)) {
        abort(world, job.id(), Job.State.FAILED, List.of(why));
      }
    }
  }

  /** Ends every job under way that works on one of those, but for one that does it. */
  public void abortWorkOn(World world, Set<EntityId> targets, Optional<JobId> but, Problem why) {
    for (JobId id : part(world).workers(world, targets)) {
      if (world.job(id).state() == Job.State.RUNNING && !but.equals(Optional.of(id))) {
        abort(world, id, Job.State.FAILED, List.of(why));
      }
    }
  }

  @SuppressWarnings("unchecked")
  OperationProcedure<Operation> course(Operation operation) {
    return (OperationProcedure<Operation>) courses.get(operation.getClass());
  }
}
