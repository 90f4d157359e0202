package io.coppice.session;

import io.coppice.backend.Backend;
import io.coppice.backend.Job;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.backend.Subscription;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Inventory;
import io.coppice.session.UndoStack.Plan;
import io.coppice.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The session over a store. Opening and reading happen on virtual threads; one thread ticks the
 * {@link SiteRecorder} with every pulse.
 */
public final class LiveSession implements Session {
  private static final System.Logger LOG = System.getLogger(LiveSession.class.getName());
  private static final String LAST_SOURCE = "session.source";
  private static final String SPEED = "session.speed";

  private final Parts parts;
  private final StoredPreferences preferences;
  private final EventHistory history;
  private final UndoStack undo = new UndoStack();
  private final SnapshotRelay relay = new SnapshotRelay();
  private final Listeners<UndoState> undoListeners = new Listeners<>();
  private final Listeners<Problem> noticeListeners = new Listeners<>();
  private final List<Problem> notices = new CopyOnWriteArrayList<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker;
  private final Object switching = new Object();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile OpenSite open;

  /**
   * What a session is built from.
   *
   * @param clock real time
   * @param pulse how often what happened is written down
   */
  public record Parts(
      Store store,
      SiteFactory sites,
      ScenarioLibrary scenarios,
      InstantSource clock,
      Duration pulse) {
    public static final Duration PULSE = Duration.ofSeconds(1);
  }

  /**
   * Opens the site that was open last, or the given one; blocks.
   *
   * @param source the scenario to open instead of the last one
   * @param otherwise the scenario to open when there is no last one, or it cannot be opened
   * @throws ProblemException if neither can be opened
   */
  public static LiveSession open(Parts parts, Optional<String> source, String otherwise) {
    return new LiveSession(parts, source, otherwise);
  }

  private LiveSession(Parts parts, Optional<String> source, String otherwise) {
    this.parts = parts;
    this.preferences = new StoredPreferences(parts.store(), parts.store().preferences().join());
    this.history = new EventHistory(parts.store());
    this.notices.addAll(parts.store().notices());
    this.open = first(source, otherwise);
    follow(open);
    parts.store().onTrouble(this::notice);
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("coppice-recorder").daemon().factory());
    long pulse = parts.pulse().toMillis();
    ticker.scheduleWithFixedDelay(this::tick, pulse, pulse, TimeUnit.MILLISECONDS);
  }

  private OpenSite first(Optional<String> source, String otherwise) {
    if (source.isPresent()) {
      return OpenSite.open(parts, known(source.get()), false);
    }
    String last = preferences.get(LAST_SOURCE).orElse(otherwise);
    try {
      OpenSite opened = OpenSite.open(parts, last, false);
      if (preferences.get(LAST_SOURCE).isEmpty() && wasDamaged()) {
        notices.add(
            Problem.of(Severity.WARNING, "store.site-forgotten", List.of(), opened.title()));
      }
      return opened;
    } catch (ProblemException e) {
      if (last.equals(otherwise)) {
        throw e;
      }
      notices.addAll(e.problems());
      return OpenSite.open(parts, otherwise, false);
    }
  }

  private boolean wasDamaged() {
    return notices.stream().anyMatch(notice -> notice.code().equals(Store.DAMAGED));
  }

  /** A world that was kept under another path of the same file goes on. */
  private String known(String asked) {
    String source = parts.scenarios().source(asked);
    Set<String> kept = parts.store().sources().join().keySet();
    return kept.contains(source)
        ? source
        : kept.stream()
            .filter(other -> parts.scenarios().source(other).equals(source))
            .findFirst()
            .orElse(source);
  }

  private void follow(OpenSite site) {
    preferences.put(LAST_SOURCE, site.source());
    site.notices().forEach(this::notice);
    site.backend()
        .time()
        .ifPresent(
            time -> time.setSpeed(preferences.get(SPEED).map(Speed::valueOf).orElse(Speed.X1)));
    relay.follow(site.backend());
  }

  private void rememberSpeed() {
    site().time().ifPresent(time -> preferences.put(SPEED, time.speed().name()));
  }

  private void tick() {
    try {
      rememberSpeed();
      open.recorder().tick();
    } catch (RuntimeException e) {
      // The next tick tries again; an exception that escaped would end the ticking for good.
      LOG.log(System.Logger.Level.ERROR, "What the site did could not be written down", e);
    }
  }

  private void notice(Problem problem) {
    notices.add(problem);
    noticeListeners.tell(problem);
  }

  @Override
  public Backend site() {
    return open.backend();
  }

  @Override
  public Subscription onSnapshot(Consumer<Snapshot> listener) {
    return relay.add(listener);
  }

  @Override
  public CompletionStage<List<Outcome>> submit(String name, List<Operation> operations) {
    Backend site = open.backend();
    Inventory before = site.snapshot().inventory();
    return site.submit(operations)
        .thenApply(
            outcomes -> {
              undo.push(name, operations, outcomes, before);
              undoListeners.tell(undo.state());
              return outcomes;
            });
  }

  @Override
  public UndoState undoState() {
    return undo.state();
  }

  @Override
  public Subscription onUndo(Consumer<UndoState> listener) {
    return undoListeners.add(listener);
  }

  @Override
  public CompletionStage<List<Outcome>> undo() {
    return switch (undo.planUndo(snapshot())) {
      case Plan.Not not -> refused(not);
      case Plan.Ready ready ->
          site()
              .submit(ready.operations())
              .thenApply(
                  outcomes -> {
                    if (outcomes.stream().anyMatch(Outcome.Accepted.class::isInstance)) {
                      undo.undone(ready.step());
                      undoListeners.tell(undo.state());
                    }
                    return outcomes;
                  });
    };
  }

  @Override
  public CompletionStage<List<Outcome>> redo() {
    Inventory before = snapshot().inventory();
    return switch (undo.planRedo()) {
      case Plan.Not not -> refused(not);
      case Plan.Ready ready ->
          site()
              .submit(ready.operations())
              .thenApply(
                  outcomes -> {
                    undo.redone(ready.step(), ready.operations(), outcomes, before);
                    undoListeners.tell(undo.state());
                    return outcomes;
                  });
    };
  }

  private CompletionStage<List<Outcome>> refused(Plan.Not not) {
    if (not.gone()) {
      not.step().ifPresent(undo::drop);
      undoListeners.tell(undo.state());
    }
    return CompletableFuture.completedFuture(List.of(new Outcome.Refused(List.of(not.why()))));
  }

  @Override
  public CompletionStage<List<SiteEvent>> events(Optional<EntityId> about, int limit) {
    return CompletableFuture.supplyAsync(() -> history.events(open, about, limit), workers)
        .thenCompose(found -> found);
  }

  @Override
  public CompletionStage<List<Job>> jobs(Optional<EntityId> about, int limit) {
    return CompletableFuture.supplyAsync(() -> history.jobs(open, about, limit), workers)
        .thenCompose(found -> found);
  }

  @Override
  public Preferences preferences() {
    return preferences;
  }

  @Override
  public CompletionStage<List<ScenarioInfo>> scenarios() {
    return CompletableFuture.supplyAsync(this::listScenarios, workers);
  }

  private List<ScenarioInfo> listScenarios() {
    Map<String, String> kept = parts.store().sources().join();
    Set<String> listed = new HashSet<>();
    List<ScenarioInfo> all = new ArrayList<>();
    for (ScenarioLibrary.Listed x : parts.scenarios().list()) {
      listed.add(x.source());
      all.add(
          new ScenarioInfo(
              x.source(), x.title(), x.summary(), x.builtIn(), kept.containsKey(x.source())));
    }
    kept.forEach(
        (source, title) -> {
          if (!listed.contains(source)) {
            all.add(new ScenarioInfo(source, title, source, false, true));
          }
        });
    return List.copyOf(all);
  }

  @Override
  public CompletionStage<Void> openScenario(String source, boolean fresh) {
    return CompletableFuture.runAsync(() -> switchTo(source, fresh), workers);
  }

  private void switchTo(String asked, boolean fresh) {
    synchronized (switching) {
      OpenSite old = open;
      String source = known(asked);
      if (source.equals(old.source()) && !fresh) {
        return;
      }
      open = OpenSite.open(parts, source, fresh);
      undo.clear();
      undoListeners.tell(undo.state());
      follow(open);
      old.close();
    }
  }

  @Override
  public CompletionStage<Void> leaveOut() {
    OpenSite site = open;
    return site.backend()
        .time()
        .map(time -> time.leaveOut().thenCompose(_ -> site.recorder().checkpoint()))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  @Override
  public CompletionStage<Void> backToCheckpoint() {
    return CompletableFuture.runAsync(this::rewind, workers);
  }

  private void rewind() {
    synchronized (switching) {
      OpenSite old = open;
      WorldImage image =
          parts.store().find(old.source()).join().stream()
              .flatMap(kept -> kept.checkpoints().stream())
              .flatMap(checkpoint -> parts.store().image(checkpoint).join().stream())
              .findFirst()
              .orElseThrow(
                  () -> new ProblemException(List.of(Problem.error("store.no-checkpoint"))));
      old.abandon();
      parts.store().setAside().join();
      parts.store().rewind(old.world(), image).join();
      open = OpenSite.open(parts, old.source(), false);
      undo.clear();
      undoListeners.tell(undo.state());
      follow(open);
      open.backend().time().ifPresent(time -> time.setSpeed(Speed.PAUSED));
    }
  }

  @Override
  public CompletionStage<Void> exportScenario(Path file) {
    return CompletableFuture.runAsync(
        () -> parts.scenarios().write(file, open.blueprint(file.toString())), workers);
  }

  @Override
  public List<Problem> notices() {
    return List.copyOf(notices);
  }

  @Override
  public Subscription onNotice(Consumer<Problem> listener) {
    return noticeListeners.add(listener);
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    ticker.shutdownNow();
    synchronized (switching) {
      rememberSpeed();
      open.close();
    }
    workers.close();
    parts.store().close();
  }
}
