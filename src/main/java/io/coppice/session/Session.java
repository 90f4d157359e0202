package io.coppice.session;

import io.coppice.backend.Backend;
import io.coppice.backend.Job;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.Preflight;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Subscription;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What the screens and the subcommands talk to: the open site, its newest snapshot, operations with
 * undo, what is remembered, and preferences. Every method may be called on any thread and returns
 * at once; stages complete on a thread that is never the FX thread.
 */
public interface Session extends AutoCloseable {
  /** The open site that is shown. Changes by {@link #show} and by what opens or closes sites. */
  Backend site();

  /**
   * Every open site, in the order in which they were opened. Each has its own snapshots, jobs, undo
   * and layout, and goes on whether it is shown or not.
   */
  List<OpenedSite> openSites();

  /** Hears of every change of {@link #openSites}. */
  Subscription onSites(Consumer<List<OpenedSite>> listener);

  /** Shows an open site; what is not open is not shown. */
  void show(String source);

  /**
   * Opens a site of which nothing is kept beside the others, and shows it; one that was open as the
   * same source is closed.
   */
  CompletionStage<Void> addSite(String source, Backend site);

  /** Closes a site as it stands; the last one stays open. */
  CompletionStage<Void> closeSite(String source);

  /** What is remembered of the shown site: its open pages, what is open in its trees. */
  Preferences layout();

  /**
   * An open site.
   *
   * @param source what it was opened from, by which it is known
   * @param shown whether the screens show it
   */
  record OpenedSite(String source, Backend backend, boolean shown) {}

  /** The newest snapshot of the open site. */
  default Snapshot snapshot() {
    return site().snapshot();
  }

  /**
   * Hears of every snapshot of the open site, also after another one was opened; the listener must
   * return at once.
   */
  Subscription onSnapshot(Consumer<Snapshot> listener);

  /** Checks against the newest snapshot. */
  default Preflight preflight(Operation operation) {
    Backend site = site();
    return site.preflight(operation, site.snapshot());
  }

  /**
   * Checks, journals and starts operations as one step of undo. Outcomes are in the order of the
   * operations.
   *
   * @param name what the step is called in "Undo ..."; already in the person's language
   */
  CompletionStage<List<Outcome>> submit(String name, List<Operation> operations);

  /** The names of the steps that can be undone and redone now. */
  UndoState undoState();

  /** Hears of every change of {@link #undoState}. */
  Subscription onUndo(Consumer<UndoState> listener);

  /**
   * Undoes the last step; refused if it cannot be undone, or the world moved on so that it no
   * longer can.
   */
  CompletionStage<List<Outcome>> undo();

  CompletionStage<List<Outcome>> redo();

  /**
   * What Ctrl+Z and Ctrl+Shift+Z would do now.
   *
   * @param undo the name of the step that would be undone
   * @param barrier the name of the last step, if it cannot be undone and so nothing before it
   * @param loss what undoing would destroy
   * @param redoLoss what doing it again would interrupt
   */
  record UndoState(
      Optional<String> undo,
      Optional<String> redo,
      Optional<String> barrier,
      StepLoss loss,
      StepLoss redoLoss) {
    /** Where nothing bars or is lost. */
    public UndoState(Optional<String> undo, Optional<String> redo) {
      this(undo, redo, Optional.empty(), StepLoss.NONE, StepLoss.NONE);
    }
  }

  /** Events about an object (or all), newest first, from memory and from what is kept on disk. */
  CompletionStage<List<SiteEvent>> events(Optional<EntityId> about, int limit);

  /** Jobs about an object (or all), newest first, from memory and from what is kept on disk. */
  CompletionStage<List<Job>> jobs(Optional<EntityId> about, int limit);

  /** Layout, searches and choices, kept for the next start. */
  Preferences preferences();

  /** The scenarios that can be opened: built in, then the person's own. */
  CompletionStage<List<ScenarioInfo>> scenarios();

  /**
   * Opens another scenario beside the sites that are open, and shows it: goes on where it was left,
   * or starts it anew. Fails with {@link ProblemException} for a faulty file, leaving the open
   * sites as they were.
   *
   * @param source a built-in scenario's name, or the path of a file
   * @param fresh starts at the beginning, setting the kept world aside
   */
  CompletionStage<Void> openScenario(String source, boolean fresh);

  /**
   * Reads what hosts said as a site of its own beside the others, and shows it; what was read from
   * there before is read anew. Fails with {@link ProblemException} if nothing of it can be shown.
   *
   * @param from a folder, an archive or a file
   */
  default CompletionStage<Void> readHosts(Path from) {
    return readHosts(from, ReadingProgress.NONE);
  }

  /**
   * The same.
   *
   * @param progress hears how far it has come; where that ends it, it fails with what was thrown
   */
  CompletionStage<Void> readHosts(Path from, ReadingProgress progress);

  /**
   * The sites that were read, the last one first; {@link #openScenario} opens each by its source.
   */
  List<ImportedInfo> imports();

  /** Lists it no more; one that is open stays open. */
  void forgetImport(String source);

  /**
   * A site that was read once, and can be read again.
   *
   * @param source where it came from
   * @param title as it was shown
   */
  record ImportedInfo(String source, String title) {}

  /**
   * Leaves out the event at which the open site stopped, if it did; it goes on without it. See
   * {@link io.coppice.backend.TimeControl#leaveOut}.
   */
  CompletionStage<Void> leaveOut();

  /**
   * Takes the open site back to its last checkpoint. What was done since is given up, and copied
   * aside. Fails with {@link ProblemException} if there is no checkpoint.
   */
  CompletionStage<Void> backToCheckpoint();

  /**
   * Writes the inventory of the open site as a scenario file that can be opened, and tells what the
   * file says otherwise than the site, because no file may say it.
   */
  CompletionStage<List<Problem>> exportScenario(Path file);

  /**
   * What the person should know about this start: a damaged database set aside, a folder that
   * cannot be written.
   */
  List<Problem> notices();

  /** Hears of notices that come up later, such as a full disk. */
  Subscription onNotice(Consumer<Problem> listener);

  /** Writes a last checkpoint and closes the site and the store; blocks. */
  @Override
  void close();

  /** A scenario that can be opened. */
  record ScenarioInfo(String source, String title, String summary, boolean builtIn, boolean kept) {}

  /** Expected failure of a stage, with the problems to show. */
  final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    public ProblemException(List<Problem> problems) {
      super(problems.toString());
      this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
      return problems;
    }
  }
}
