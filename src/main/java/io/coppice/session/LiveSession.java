package io.coppice.session;

import io.coppice.backend.Backend;
import io.coppice.backend.Job;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.ReadOnlySites;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.backend.Subscription;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.Severity;
import io.coppice.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
  private final RememberedImports imports;
  private final EventHistory history;
  private final SnapshotRelay relay = new SnapshotRelay();
  private final Listeners<UndoState> undoListeners = new Listeners<>();
  private final Listeners<Problem> noticeListeners = new Listeners<>();
  private final Listeners<List<OpenedSite>> siteListeners = new Listeners<>();
  private final List<Problem> notices = new CopyOnWriteArrayList<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticker;
  private final KnownScenarios scenarios;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final String lastSource;
  private final OpenSites sites;

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
      ReadOnlySites imports,
      InstantSource clock,
      Duration pulse) {
    public static final Duration PULSE = Duration.ofSeconds(1);

    /** Of a session that reads no hosts. */
    public Parts(
        Store store,
        SiteFactory sites,
        ScenarioLibrary scenarios,
        InstantSource clock,
        Duration pulse) {
      this(store, sites, scenarios, ReadOnlySites.NONE, clock, pulse);
    }
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
    this.imports = new RememberedImports(preferences);
    this.history = new EventHistory(parts.store());
    this.notices.addAll(parts.store().notices());
    this.lastSource = preferences.get(LAST_SOURCE).orElse("");
    this.scenarios = new KnownScenarios(parts.scenarios(), parts.store());
    OpenSite first = first(source, otherwise);
    this.sites = new OpenSites(first, this::follow, () -> siteListeners.tell(openSites()));
    begin(first);
    follow(first);
    parts.store().onTrouble(this::notice);
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("coppice-recorder").daemon().factory());
    long pulse = parts.pulse().toMillis();
    ticker.scheduleWithFixedDelay(this::tick, pulse, pulse, TimeUnit.MILLISECONDS);
  }

  private OpenSite first(Optional<String> source, String otherwise) {
    if (source.isPresent()) {
      return OpenSite.open(parts, scenarios.source(source.get()), false);
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

  /** A site was opened: its clock goes on as fast as it did. */
  private void begin(OpenSite site) {
    site.notices().forEach(this::notice);
    Optional<String> speed = layoutOf(site).get(SPEED).or(() -> preferences.get(SPEED));
    site.backend()
        .time()
        .ifPresent(time -> time.setSpeed(speed.map(Speed::valueOf).orElse(Speed.X1)));
  }

  /** A site is shown. */
  private void follow(OpenSite site) {
    if (site.isKept() || ReadOnlySites.isReadOnly(site.source())) {
      preferences.put(LAST_SOURCE, site.source());
    }
    if (ReadOnlySites.isReadOnly(site.source())) {
      imports.remember(new ImportedInfo(site.source(), site.title()));
    }
    relay.follow(site.backend());
    undoListeners.tell(site.steps().state());
    siteListeners.tell(openSites());
  }

  private SitePreferences layoutOf(OpenSite site) {
    return new SitePreferences(preferences, site.source(), site.source().equals(lastSource));
  }

  private void rememberSpeed(OpenSite site) {
    site.backend().time().ifPresent(time -> remember(site, time.speed()));
  }

  private void remember(OpenSite site, Speed speed) {
    if (site == sites.shown()) {
      preferences.put(SPEED, speed.name());
    }
    if (!layoutOf(site).get(SPEED).equals(Optional.of(speed.name()))) {
      layoutOf(site).put(SPEED, speed.name());
    }
  }

  private void tick() {
    sites.all().forEach(this::tick);
  }

  private void tick(OpenSite site) {
    try {
      rememberSpeed(site);
      site.recorder().tick();
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
    return sites.shown().backend();
  }

  @Override
  public Subscription onSnapshot(Consumer<Snapshot> listener) {
    return relay.add(listener);
  }

  @Override
  public CompletionStage<List<Outcome>> submit(String name, List<Operation> operations) {
    OpenSite site = sites.shown();
    return site.steps().submit(name, operations, () -> undoChanged(site));
  }

  private void undoChanged(OpenSite site) {
    if (site == sites.shown()) {
      undoListeners.tell(site.steps().state());
    }
  }

  @Override
  public UndoState undoState() {
    return sites.shown().steps().state();
  }

  @Override
  public Subscription onUndo(Consumer<UndoState> listener) {
    return undoListeners.add(listener);
  }

  @Override
  public CompletionStage<List<Outcome>> undo() {
    OpenSite site = sites.shown();
    return site.steps().undo(() -> undoChanged(site));
  }

  @Override
  public CompletionStage<List<Outcome>> redo() {
    OpenSite site = sites.shown();
    return site.steps().redo(() -> undoChanged(site));
  }

  @Override
  public CompletionStage<List<SiteEvent>> events(Optional<EntityId> about, int limit) {
    return CompletableFuture.supplyAsync(() -> history.events(sites.shown(), about, limit), workers)
        .thenCompose(found -> found);
  }

  @Override
  public CompletionStage<List<Job>> jobs(Optional<EntityId> about, int limit) {
    return CompletableFuture.supplyAsync(() -> history.jobs(sites.shown(), about, limit), workers)
        .thenCompose(found -> found);
  }

  @Override
  public Preferences preferences() {
    return preferences;
  }

  @Override
  public Preferences layout() {
    return layoutOf(sites.shown());
  }

  @Override
  public List<OpenedSite> openSites() {
    return sites.described();
  }

  @Override
  public Subscription onSites(Consumer<List<OpenedSite>> listener) {
    return siteListeners.add(listener);
  }

  @Override
  public void show(String source) {
    sites.show(source);
  }

  @Override
  public CompletionStage<Void> addSite(String source, Backend site) {
    return CompletableFuture.runAsync(
        () -> sites.add(OpenSite.unkept(parts, source, site)), workers);
  }

  @Override
  public CompletionStage<Void> closeSite(String source) {
    return CompletableFuture.runAsync(() -> sites.close(source, this::rememberSpeed), workers);
  }

  @Override
  public CompletionStage<List<ScenarioInfo>> scenarios() {
    return CompletableFuture.supplyAsync(scenarios::list, workers);
  }

  @Override
  public List<ImportedInfo> imports() {
    return imports.all();
  }

  @Override
  public void forgetImport(String source) {
    imports.forget(source);
  }

  @Override
  public CompletionStage<Void> readHosts(Path from, ReadingProgress progress) {
    String source = ReadOnlySites.SCHEME + from.toAbsolutePath().normalize();
    return CompletableFuture.runAsync(() -> switchTo(source, true, progress), workers);
  }

  @Override
  public CompletionStage<Void> openScenario(String source, boolean fresh) {
    return CompletableFuture.runAsync(() -> switchTo(source, fresh, ReadingProgress.NONE), workers);
  }

  private void switchTo(String asked, boolean fresh, ReadingProgress progress) {
    String source = scenarios.source(asked);
    sites.open(source, fresh, () -> begun(OpenSite.open(parts, source, fresh, progress)));
  }

  private OpenSite begun(OpenSite site) {
    begin(site);
    return site;
  }

  @Override
  public CompletionStage<Void> leaveOut() {
    OpenSite site = sites.shown();
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
    sites
        .replaceShown(this::atCheckpoint)
        .backend()
        .time()
        .ifPresent(time -> time.setSpeed(Speed.PAUSED));
  }

  private OpenSite atCheckpoint(OpenSite old) {
    WorldImage image =
        parts.store().find(old.source()).join().stream()
            .flatMap(kept -> kept.checkpoints().stream())
            .flatMap(checkpoint -> parts.store().image(checkpoint).join().stream())
            .findFirst()
            .orElseThrow(() -> new ProblemException(List.of(Problem.error("store.no-checkpoint"))));
    old.abandon();
    parts.store().setAside().join();
    parts.store().rewind(old.world(), image).join();
    return begun(OpenSite.open(parts, old.source(), false));
  }

  @Override
  public CompletionStage<List<Problem>> exportScenario(Path file) {
    return CompletableFuture.supplyAsync(
        () -> parts.scenarios().write(file, sites.shown().blueprint(file.toString())), workers);
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
    sites.closeAll(this::rememberSpeed);
    workers.close();
    parts.store().close();
  }
}
