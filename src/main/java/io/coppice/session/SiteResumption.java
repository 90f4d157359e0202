package io.coppice.session;

import io.coppice.backend.OperationLog.Entry;
import io.coppice.backend.SiteFactory.NewerException;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.backend.WorldImage;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.session.Session.ProblemException;
import io.coppice.store.KeptWorld;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Goes on with a world where it was left, whatever became of what was kept of it. First whole: from
 * the newest checkpoint and the journal after it, from an older one, from the beginning with the
 * whole journal. Then as far as possible: without the operations and events that fail now, or
 * without the journal where that cannot be read; what is given up is copied aside first, and said.
 */
final class SiteResumption {
  private static final System.Logger LOG = System.getLogger(SiteResumption.class.getName());

  /** Losses that are told one by one. */
  private static final int TOLD = 10;

  private final LiveSession.Parts parts;
  private final KeptWorld kept;
  private final Start start;

  /** Checkpoints that were read, by their ids. */
  private final Map<Long, Optional<WorldImage>> images = new HashMap<>();

  /** Opens a site with a past. */
  interface Start {
    OpenSite from(Past past) throws IOException;
  }

  SiteResumption(LiveSession.Parts parts, KeptWorld kept, Start start) {
    this.parts = parts;
    this.kept = kept;
    this.start = start;
  }

  /**
   * The site; empty if it can only be begun anew.
   *
   * @param notices what is to be told of it
   * @throws ProblemException if a newer version kept it, which is left as it is
   */
  Optional<OpenSite> resume(List<Problem> notices) {
    for (long checkpoint : kept.checkpoints()) {
      Optional<OpenSite> opened = image(checkpoint).flatMap(image -> attempt(() -> past(image)));
      if (opened.isPresent()) {
        return opened;
      }
    }
    Optional<OpenSite> whole = attempt(() -> beginning());
    if (whole.isPresent()) {
      return whole;
    }
    String aside = setAside();
    for (long checkpoint : kept.checkpoints()) {
      Optional<WorldImage> read = image(checkpoint);
      if (read.isEmpty()) {
        continue;
      }
      WorldImage image = read.get();
      Optional<OpenSite> opened = attempt(() -> past(image).asFarAsPossible());
      if (opened.isEmpty()) {
        opened = attempt(() -> withoutJournal(image));
        // Its numbers are given out anew.
        opened.ifPresent(_ -> parts.store().rewind(kept.id(), image).join());
      }
      if (opened.isPresent()) {
        tell(opened.get(), aside, notices);
        return opened;
      }
    }
    Optional<OpenSite> begun = attempt(() -> beginning().asFarAsPossible());
    if (begun.isPresent()) {
      tell(begun.get(), aside, notices);
    } else {
      notices.add(warning("store.world-unreadable", kept.title(), aside));
    }
    return begun;
  }

  /** How a past is put together. */
  private interface Making {
    Past make() throws IOException;
  }

  private Optional<OpenSite> attempt(Making past) {
    try {
      return Optional.of(start.from(past.make()));
    } catch (NewerException e) {
      throw newer();
    } catch (IOException
        | RuntimeException
        | LinkageError
        | StackOverflowError
        | AssertionError e) {
      if (e instanceof CompletionException && e.getCause() instanceof NewerException) {
        throw newer();
      }
      LOG.log(System.Logger.Level.WARNING, "One way to open " + kept + " does not lead on", e);
      return Optional.empty();
    }
  }

  private ProblemException newer() {
    return new ProblemException(List.of(Problem.error("store.world-newer", kept.title())));
  }

  /** A checkpoint that the journal goes on from; older ones are read only when they are needed. */
  private Optional<WorldImage> image(long checkpoint) {
    return images.computeIfAbsent(checkpoint, this::read);
  }

  private Optional<WorldImage> read(long checkpoint) {
    try {
      return parts
          .store()
          .image(checkpoint)
          .join()
          .filter(image -> image.nextSerial() >= kept.firstSerial());
    } catch (CompletionException e) {
      LOG.log(System.Logger.Level.WARNING, "A checkpoint cannot be read", e);
      return Optional.empty();
    }
  }

  private Past past(WorldImage image) {
    CompletableFuture<List<Entry>> log = parts.store().entries(kept.id(), image.nextSerial());
    return new Past(kept.title(), new Origin.Checkpoint(image), log, kept.reached());
  }

  private Past withoutJournal(WorldImage image) {
    return new Past(kept.title(), new Origin.Checkpoint(image), List.of(), image.at())
        .asFarAsPossible();
  }

  private Past beginning() throws IOException {
    if (kept.firstSerial() > 0) {
      throw new IOException("The journal no longer goes back to the beginning");
    }
    CompletableFuture<List<Entry>> all = parts.store().entries(kept.id(), 0);
    Origin beginning = new Origin.Beginning(parts.scenarios().read(kept.source()));
    return new Past(kept.title(), beginning, all, kept.reached());
  }

  private String setAside() {
    try {
      return parts.store().setAside().join();
    } catch (CompletionException e) {
      LOG.log(System.Logger.Level.WARNING, "Nothing can be copied aside", e);
      return "";
    }
  }

  private void tell(OpenSite opened, String aside, List<Problem> notices) {
    List<Problem> losses = opened.backend().losses();
    notices.add(warning("store.world-in-part", kept.title(), losses.size(), aside));
    losses.stream().limit(TOLD).forEach(notices::add);
  }

  private static Problem warning(String code, Object... args) {
    return Problem.of(Severity.WARNING, code, List.of(), args);
  }
}
