package io.coppice.session;

import io.coppice.backend.Backend;
import io.coppice.backend.OperationLog;
import io.coppice.backend.ReadOnlySites;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.backend.Speed;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.blueprint.GroupPlan;
import io.coppice.session.Session.ProblemException;
import io.coppice.store.KeptWorld;
import io.coppice.store.MemoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A site with what keeps it. */
final class OpenSite implements AutoCloseable {
  private static final long NO_WORLD = -1;

  private final String source;
  private final String title;
  private final long world;
  private final Backend backend;
  private final SiteRecorder recorder;
  private final List<Problem> notices;
  private final SiteSteps steps;

  private OpenSite(Kept kept, Backend backend, SiteRecorder recorder, List<Problem> notices) {
    this.source = kept.source();
    this.title = kept.title();
    this.world = kept.world();
    this.backend = backend;
    this.recorder = recorder;
    this.notices = notices;
    this.steps = new SiteSteps(backend);
  }

  /** A site that nothing is kept of: what it shows comes from elsewhere. */
  static OpenSite unkept(LiveSession.Parts parts, String source, Backend backend) {
    SiteRecorder recorder =
        new SiteRecorder(backend, new MemoryStore(List.of()), NO_WORLD, parts.clock());
    return new OpenSite(
        new Kept(source, backend.name(), NO_WORLD), backend, recorder, new ArrayList<>());
  }

  private record Kept(String source, String title, long world) {}

  /**
   * Opens a scenario where it was left, or at its beginning, or reads what is only read; blocks.
   *
   * @throws ProblemException if there is no such scenario, it is faulty, or a newer version kept it
   */
  static OpenSite open(LiveSession.Parts parts, String source, boolean fresh) {
    return open(parts, source, fresh, ReadingProgress.NONE);
  }

  /** The same, telling how far the reading of what is only read has come. */
  static OpenSite open(
      LiveSession.Parts parts, String source, boolean fresh, ReadingProgress progress) {
    if (ReadOnlySites.isReadOnly(source)) {
      return read(parts, source, progress);
    }
    Optional<KeptWorld> kept = fresh ? Optional.empty() : parts.store().find(source).join();
    List<Problem> notices = new ArrayList<>();
    if (kept.isPresent() && kept.get().hasPast()) {
      Optional<OpenSite> resumed =
          new SiteResumption(parts, kept.get(), past -> start(parts, of(kept.get()), past, notices))
              .resume(notices);
      if (resumed.isPresent()) {
        return resumed.get();
      }
    }
    return begin(parts, source, notices);
  }

  private static OpenSite read(LiveSession.Parts parts, String source, ReadingProgress progress) {
    ReadOnlySites.Read read = parts.imports().open(source, progress);
    return unkept(
        parts, source, read.site().orElseThrow(() -> new ProblemException(read.problems())));
  }

  private static Kept of(KeptWorld kept) {
    return new Kept(kept.source(), kept.title(), kept.id());
  }

  private static OpenSite begin(LiveSession.Parts parts, String source, List<Problem> notices) {
    Blueprint blueprint = parts.scenarios().read(source);
    long world =
        joined(parts.store().begin(source, blueprint.title(), blueprint.start()), "store.failed");
    try {
      return start(
          parts, new Kept(source, blueprint.title(), world), Past.none(blueprint), notices);
    } catch (IOException e) {
      throw new IllegalStateException("A beginning needs no reading", e);
    }
  }

  private static OpenSite start(
      LiveSession.Parts parts, Kept kept, Past past, List<Problem> notices) throws IOException {
    Journal journal = new Journal(parts.store().journal(kept.world()));
    Backend backend = parts.sites().open(past, journal);
    var now = backend.snapshot();
    parts.store().forgetFrom(kept.world(), now.events().size(), now.jobs().size());
    SiteRecorder recorder = new SiteRecorder(backend, parts.store(), kept.world(), parts.clock());
    // The first checkpoint frees the world from the scenario file, which the person may edit.
    // What could not be repeated is not tried again at the next start.
    boolean anew = past.origin() instanceof Origin.Beginning || !past.whole();
    journal.attach(
        recorder, anew ? recorder.checkpoint() : CompletableFuture.completedFuture(null));
    return new OpenSite(kept, backend, recorder, notices);
  }

  private static <T> T joined(CompletableFuture<T> future, String code) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new ProblemException(List.of(problemOf(e.getCause(), code)));
    }
  }

  private static Problem problemOf(Throwable failure, String code) {
    return failure instanceof OperationLog.UnkeptException unkept
        ? unkept.problem()
        : Problem.error(code, String.valueOf(failure.getMessage()));
  }

  /** The journal; its first entry waits for the checkpoint it builds on. */
  private static final class Journal implements OperationLog {
    private final OperationLog kept;
    private volatile SiteRecorder recorder;
    private volatile CompletableFuture<?> base = CompletableFuture.completedFuture(null);

    Journal(OperationLog kept) {
      this.kept = kept;
    }

    void attach(SiteRecorder to, CompletableFuture<?> after) {
      base = after;
      recorder = to;
    }

    @Override
    public void append(List<Entry> entries) throws IOException {
      base.join();
      kept.append(entries);
      recorder.journaled(entries.size());
    }
  }

  String source() {
    return source;
  }

  String title() {
    return title;
  }

  long world() {
    return world;
  }

  Backend backend() {
    return backend;
  }

  SiteSteps steps() {
    return steps;
  }

  boolean isKept() {
    return world != NO_WORLD;
  }

  SiteRecorder recorder() {
    return recorder;
  }

  /** What became known while it was opened. */
  List<Problem> notices() {
    return List.copyOf(notices);
  }

  /** The site as it is now. */
  Blueprint blueprint(String to) {
    var now = backend.snapshot();
    return new Blueprint(
        to,
        title,
        "",
        now.time(),
        backend.seed(),
        now.inventory(),
        GroupPlan.of(now.forks(), now.time()),
        now.fabric());
  }

  /** Ends it without keeping how it stands; blocks. */
  void abandon() {
    recorder.abandon();
    backend.close();
  }

  /** Keeps the world as it stands and ends it; blocks. */
  @Override
  public void close() {
    backend.time().ifPresent(time -> time.setSpeed(Speed.PAUSED));
    recorder.finish();
    backend.close();
  }
}
