package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Outcome;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.session.Session.ProblemException;
import io.coppice.store.Store;
import io.coppice.store.StoreOpening;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSessionTest {
  private static final Blueprint SMALL = SmallSite.of(2, 12);
  private static final Blueprint OTHER =
      new Blueprint("other", "Other", "", SMALL.start(), 8, SmallSite.of(1, 3).inventory());

  @TempDir Path home;

  private Store store(String folder) {
    return assertInstanceOf(
            StoreOpening.Ready.class, StoreOpening.of(home.resolve(folder), InstantSource.system()))
        .store();
  }

  private LiveSession open(String folder, Optional<String> source) {
    return LiveSession.open(
        new LiveSession.Parts(
            store(folder),
            Sessions.fakes(),
            Sessions.library(SMALL, OTHER),
            InstantSource.system(),
            LiveSession.Parts.PULSE),
        source,
        SMALL.source());
  }

  private LiveSession open() {
    return open("data", Optional.empty());
  }

  private static Outcome rename(Session session, int machine, String name) {
    return session
        .submit("Rename", List.of(new Rename(new MachineId(machine), name)))
        .toCompletableFuture()
        .join()
        .getFirst();
  }

  private static String name(Session session, int machine) {
    return session.snapshot().inventory().machine(new MachineId(machine)).name();
  }

  private static String digest(Session session) {
    return session.site().durable().orElseThrow().digest().toCompletableFuture().join();
  }

  /** What a process that is killed now would leave behind. */
  private void copyAsIfKilled(String from, String to) throws IOException {
    Files.createDirectories(home.resolve(to));
    try (Stream<Path> files = Files.list(home.resolve(from))) {
      for (Path file : files.toList()) {
        if (!file.toString().endsWith("-shm")) {
          Files.copy(file, home.resolve(to).resolve(file.getFileName()));
        }
      }
    }
  }

  @Test
  void theWorldThatWasClosedIsTheWorldThatOpens() {
    String closed;
    try (Session session = open()) {
      rename(session, 1, "a");
      rename(session, 2, "b");
      closed = digest(session);
    }
    try (Session session = open()) {
      assertEquals("a", name(session, 1));
      assertEquals(closed, digest(session));
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesAKill() throws IOException {
    String killed;
    try (Session session = open()) {
      for (int i = 0; i < 100; i++) {
        assertInstanceOf(Outcome.Accepted.class, rename(session, i % 12, "n" + i));
      }
      killed = digest(session);
      copyAsIfKilled("data", "copy");
    }
    try (Session session = open("copy", Optional.empty())) {
      assertEquals("n99", name(session, 3));
      assertEquals(killed, digest(session));
    }
  }

  @Test
  void aCheckpointThatCannotBeReadIsNoLossWhileTheJournalIsWhole() {
    String closed;
    try (Session session = open()) {
      rename(session, 1, "a");
      closed = digest(session);
    }
    LiveSession.Parts parts =
        new LiveSession.Parts(
            store("data"),
            (past, log) -> {
              if (past.origin() instanceof io.coppice.backend.SiteFactory.Origin.Checkpoint) {
                throw new IOException("another format");
              }
              return Sessions.fakes().open(past, log);
            },
            Sessions.library(SMALL),
            InstantSource.system(),
            LiveSession.Parts.PULSE);
    try (Session session = LiveSession.open(parts, Optional.empty(), SMALL.source())) {
      assertEquals(closed, digest(session));
    }
  }

  @Test
  void eachScenarioGoesOnWhereItWasLeft() {
    try (Session session = open()) {
      rename(session, 1, "a");
      session.openScenario("other", false).toCompletableFuture().join();
      assertEquals("Other", session.site().name());
      rename(session, 1, "b");
      session.openScenario("small", false).toCompletableFuture().join();
      assertEquals("a", name(session, 1));
      session.openScenario("other", false).toCompletableFuture().join();
      assertEquals("b", name(session, 1));
      assertTrue(
          session.scenarios().toCompletableFuture().join().stream()
              .allMatch(Session.ScenarioInfo::kept));
    }
    try (Session session = open()) {
      assertEquals("Other", session.site().name(), "the one that was open last opens again");
    }
    try (Session session = open("data", Optional.of("small"))) {
      assertEquals("a", name(session, 1));
    }
  }

  @Test
  void afreshStartsAtTheBeginning() {
    try (Session session = open()) {
      rename(session, 1, "a");
      session.openScenario("small", true).toCompletableFuture().join();
      assertEquals("vm-001", name(session, 1));
      rename(session, 1, "c");
    }
    try (Session session = open()) {
      assertEquals("c", name(session, 1));
    }
  }

  @Test
  void aScenarioThatCannotBeReadLeavesTheOpenSiteAsItWas() {
    try (Session session = open()) {
      CompletionException failed =
          assertThrows(
              CompletionException.class,
              () -> session.openScenario("nowhere", false).toCompletableFuture().join());
      assertInstanceOf(ProblemException.class, failed.getCause());
      rename(session, 1, "still here");
      assertEquals("still here", name(session, 1));
    }
  }

  @Test
  void listenersToSnapshotsFollowToTheNextSite() {
    try (Session session = open()) {
      List<Snapshot> heard = new ArrayList<>();
      session.onSnapshot(heard::add);
      session.openScenario("other", false).toCompletableFuture().join();
      rename(session, 0, "x");
      assertEquals("x", heard.getLast().inventory().machine(new MachineId(0)).name());
      assertNotEquals(12, heard.getLast().inventory().machines().size());
    }
  }

  @Test
  void eventsAndJobsOfEarlierDaysAreFoundWithThoseOfToday() {
    try (Session session = open()) {
      rename(session, 1, "a");
      rename(session, 2, "b");
    }
    try (Session session = open()) {
      rename(session, 1, "c");
      var about = Optional.<io.coppice.model.EntityId>of(new MachineId(1));
      assertEquals(2, session.events(about, 10).toCompletableFuture().join().size());
      assertEquals(
          List.of(2, 0),
          session.jobs(about, 10).toCompletableFuture().join().stream()
              .map(job -> job.id().value())
              .toList());
    }
  }

  @Test
  void preferencesAndSpeedAreThereTomorrow() {
    try (Session session = open()) {
      session.preferences().put("layout.left", "240");
      session.preferences().put("layout.right", "100");
      session.preferences().remove("layout.right");
      session.site().time().orElseThrow().setSpeed(Speed.X60);
    }
    try (Session session = open()) {
      assertEquals(java.util.Map.of("layout.left", "240"), session.preferences().all("layout."));
      assertEquals(Speed.X60, session.site().time().orElseThrow().speed());
    }
  }
}
