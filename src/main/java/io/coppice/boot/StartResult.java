package io.coppice.boot;

import io.coppice.backend.ReadOnlySites;
import io.coppice.backend.SiteFactory;
import io.coppice.model.Problem;
import io.coppice.session.LiveSession;
import io.coppice.session.ScenarioLibrary;
import io.coppice.session.Session;
import io.coppice.store.Store;
import io.coppice.store.StoreOpening;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What came of starting: a session, or why there is none. */
public sealed interface StartResult {
  /** The scenario of a first start. */
  String FIRST = "first-look";

  record Running(Session session) implements StartResult {}

  /** Nothing is open. */
  record Refused(List<Problem> problems) implements StartResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** Opens the folder and in it the site that was open last, or the one that was asked for. */
  static StartResult of(
      StartOptions options, SiteFactory sites, ScenarioLibrary scenarios, ReadOnlySites imports) {
    InstantSource clock = InstantSource.system();
    return switch (StoreOpening.of(options.dataFolder(), clock)) {
      case StoreOpening.Refused refused -> new Refused(List.of(refused.problem()));
      case StoreOpening.Ready ready ->
          over(
              ready.store(),
              new LiveSession.Parts(
                  ready.store(), sites, scenarios, imports, clock, LiveSession.Parts.PULSE),
              options);
    };
  }

  /** The same where no hosts are read. */
  static StartResult of(StartOptions options, SiteFactory sites, ScenarioLibrary scenarios) {
    return of(options, sites, scenarios, ReadOnlySites.NONE);
  }

  private static StartResult over(Store store, LiveSession.Parts parts, StartOptions options) {
    try {
      return new Running(LiveSession.open(parts, options.scenario(), FIRST));
    } catch (Session.ProblemException e) {
      store.close();
      return new Refused(e.problems());
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // A mistake must not leave the folder locked and the person without a window.
      System.getLogger(StartResult.class.getName())
          .log(System.Logger.Level.ERROR, "Nothing can be opened", e);
      store.close();
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      return new Refused(List.of(Problem.error("start.mistake", options.dataFolder(), cause)));
    }
  }
}
