package io.coppice.testkit;

import io.coppice.backend.SiteFactory;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.session.LiveSession;
import io.coppice.session.ScenarioLibrary;
import io.coppice.session.Session;
import io.coppice.sim.SimSites;
import io.coppice.store.MemoryStore;
import io.coppice.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sessions for tests. */
public final class Sessions {
  private Sessions() {}

  /** A session over that site; nothing outlives it. */
  public static LiveSession inMemory(Blueprint blueprint) {
    return over(new MemoryStore(List.of()), blueprint);
  }

  /** A session over that site, kept in a store. */
  public static LiveSession over(Store store, Blueprint blueprint) {
    return over(store, fakes(), blueprint);
  }

  /** A session over a site of that make, kept in a store. */
  public static LiveSession over(Store store, SiteFactory sites, Blueprint blueprint) {
    return LiveSession.open(
        new LiveSession.Parts(
            store, sites, library(blueprint), InstantSource.system(), LiveSession.Parts.PULSE),
        Optional.of(blueprint.source()),
        blueprint.source());
  }

  /** Makes simulated sites. */
  public static SiteFactory sims() {
    return new SimSites();
  }

  /** Makes {@link FakeSite}s. */
  public static SiteFactory fakes() {
    return FakeSite::new;
  }

  /** A library of the given scenarios. */
  public static ScenarioLibrary library(Blueprint... blueprints) {
    return new ScenarioLibrary() {
      @Override
      public List<Listed> list() {
        return List.of(blueprints).stream()
            .map(b -> new Listed(b.source(), b.title(), b.summary(), true))
            .toList();
      }

      @Override
      public String source(String asked) {
        return asked;
      }

      @Override
      public Blueprint read(String source) {
        return List.of(blueprints).stream()
            .filter(b -> b.source().equals(source))
            .findFirst()
            .orElseThrow(
                () ->
                    new Session.ProblemException(
                        List.of(Problem.error("scenario.no-file", source))));
      }

      @Override
      public List<Problem> write(Path file, Blueprint blueprint) {
        throw new Session.ProblemException(List.of(Problem.error("scenario.not-written", file)));
      }
    };
  }
}
