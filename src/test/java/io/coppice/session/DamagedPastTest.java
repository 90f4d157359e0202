package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.boot.StartOptions;
import io.coppice.boot.StartResult;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.session.Session.ProblemException;
import io.coppice.store.KeptWorld;
import io.coppice.store.Store;
import io.coppice.store.StoreOpening;
import io.coppice.testkit.FakeSite;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens while the past is repeated, something opens or says why not. */
class DamagedPastTest {
  private static final Blueprint SMALL = SmallSite.of(2, 6);
  private static final MachineId MACHINE = new MachineId(0);

  @TempDir private Path home;

  private Store store() {
    return assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(home, InstantSource.system()))
        .store();
  }

  private LiveSession open(SiteFactory sites) {
    return open(store(), sites);
  }

  private static LiveSession open(Store store, SiteFactory sites) {
    try {
      return LiveSession.open(
          new LiveSession.Parts(
              store, sites, Sessions.library(SMALL), InstantSource.system(), Duration.ofHours(1)),
          Optional.empty(),
          SMALL.source());
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static void rename(Session session, String name) {
    session.submit("Rename", List.of(new Rename(MACHINE, name))).toCompletableFuture().join();
  }

  private static String name(Session session) {
    return session.snapshot().inventory().machine(MACHINE).name();
  }

  /** Two days of work: a checkpoint after the first, one more after the second. */
  private void work() {
    for (String name : List.of("first", "second")) {
      try (LiveSession session = open(Sessions.fakes())) {
        rename(session, name);
      }
    }
  }

  private static List<String> codes(Session session) {
    return session.notices().stream().map(Problem::code).toList();
  }

  /** Sites that fail with a bug where the past is such a one. */
  private static SiteFactory failing(Predicate<Past> where, List<Past> tried) {
    return (past, log) -> {
      tried.add(past);
      if (where.test(past)) {
        throw new IllegalStateException("planted");
      }
      return new FakeSite(past, log);
    };
  }

  private long copiesAside() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("coppice-before-"))
          .count();
    }
  }

  @Test
  void aBugWhileTheNewestCheckpointIsOpenedFallsBackToAnOlderOne() throws IOException {
    work();
    List<Past> tried = new ArrayList<>();
    try (LiveSession session = open(failing(_ -> tried.size() == 1, tried))) {
      assertEquals("second", name(session));
      assertEquals(2, tried.size());
      assertTrue(tried.getLast().whole());
      assertEquals(List.of(), codes(session));
    }
    assertEquals(0, copiesAside());
  }

  @Test
  void whatCannotBeRepeatedWholeIsOpenedAsFarAsPossibleAndSaid() throws IOException {
    work();
    List<Past> tried = new ArrayList<>();
    try (LiveSession session = open(failing(Past::whole, tried))) {
      assertEquals("second", name(session));
      assertEquals("store.world-in-part", codes(session).getFirst());
      rename(session, "third");
    }
    assertEquals(1, copiesAside());
    try (LiveSession session = open(Sessions.fakes())) {
      assertEquals("third", name(session));
      assertEquals(List.of(), codes(session));
    }
  }

  @Test
  void whereNothingOfItOpensItIsCopiedAsideAndBegunAnew() throws IOException {
    work();
    SiteFactory sites =
        failing(
            past -> past.origin() instanceof Origin.Checkpoint || !past.since().isEmpty(),
            new ArrayList<>());
    try (LiveSession session = open(sites)) {
      assertEquals("vm-000", name(session));
      assertEquals("store.world-unreadable", codes(session).getFirst());
      assertEquals(1, copiesAside());
    }
  }

  @Test
  void whatANewerVersionKeptIsRefusedAndLeftAsItIs() throws IOException {
    work();
    KeptWorld before;
    try (Store store = store()) {
      before = store.find(SMALL.source()).join().orElseThrow();
    }
    SiteFactory older =
        (past, log) -> {
          throw new SiteFactory.NewerException("format 99", null);
        };
    ProblemException refused = assertThrows(ProblemException.class, () -> open(older));
    assertEquals("store.world-newer", refused.problems().getFirst().code());
    try (Store store = store()) {
      assertEquals(before, store.find(SMALL.source()).join().orElseThrow());
    }
    try (LiveSession session = open(Sessions.fakes())) {
      assertEquals("second", name(session));
    }
  }

  @Test
  void aStartOverABugEndsWithAReasonAndFreesTheFolder() throws Exception {
    SiteFactory broken =
        (past, log) -> {
          throw new AssertionError("planted");
        };
    CompletableFuture<StartResult> start =
        CompletableFuture.supplyAsync(
            () ->
                StartResult.of(
                    new StartOptions(
                        home, Optional.of("small"), false, Optional.empty(), Optional.empty()),
                    broken,
                    Sessions.library(SMALL)));
    StartResult.Refused refused =
        assertInstanceOf(StartResult.Refused.class, start.get(30, TimeUnit.SECONDS));
    assertEquals("start.mistake", refused.problems().getFirst().code());
    open(Sessions.fakes()).close();
  }

  private void addLine(String operation) throws Exception {
    try (var database =
        org.sqlite.JDBC.createConnection(
            "jdbc:sqlite:" + home.resolve("coppice.db"), new java.util.Properties())) {
      java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
      sum.update(java.nio.ByteBuffer.allocate(16).putLong(2).putLong(9).flip());
      sum.update(operation.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      try (var line =
          database.prepareStatement(
              "INSERT INTO journal (world, serial, at, operation, sum) VALUES (1, 2, 9, ?, ?)")) {
        line.setString(1, operation);
        line.setLong(2, sum.getValue());
        line.executeUpdate();
      }
    }
  }

  @Test
  void aJournalThatANewerVersionWentOnWithIsRefusedAndLeftAsItIs() throws Exception {
    work();
    addLine("{\"format\":99,\"is\":\"Inventory.Rename\",\"target\":\"vm-0\",\"name\":\"x\"}");
    for (int tries = 0; tries < 2; tries++) {
      ProblemException refused = assertThrows(ProblemException.class, () -> open(Sessions.fakes()));
      assertEquals("store.world-newer", refused.problems().getFirst().code());
    }
    assertEquals(0, copiesAside());
  }

  @Test
  void aJournalThatCannotBeReadIsGivenUpAndTheCheckpointOpened() throws Exception {
    work();
    // What no version knows, with the sum it should have, behind what is in the checkpoint.
    addLine("{\"is\":\"Machine.Dance\",\"target\":\"vm-0\"}");
    try (LiveSession session = open(Sessions.fakes())) {
      assertEquals("second", name(session));
      assertEquals(List.of("store.world-in-part"), codes(session));
      assertEquals(1, copiesAside());
      rename(session, "third");
    }
    try (LiveSession session = open(Sessions.fakes())) {
      assertEquals("third", name(session));
      assertEquals(List.of(), codes(session));
    }
  }

  @Test
  void goingBackToTheLastCheckpointGivesUpWhatCameAfterItAndKeepsACopy() throws IOException {
    work();
    try (LiveSession session = open(Sessions.fakes())) {
      rename(session, "third");
      session.backToCheckpoint().toCompletableFuture().join();
      assertEquals("second", name(session));
      assertEquals(1, copiesAside());
      assertTrue(session.undoState().undo().isEmpty());
      rename(session, "fourth");
    }
    try (LiveSession session = open(Sessions.fakes())) {
      assertEquals("fourth", name(session));
    }
  }
}
