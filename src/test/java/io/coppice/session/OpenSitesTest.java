package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.OperationLog;
import io.coppice.backend.Outcome;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.store.Store;
import io.coppice.store.StoreOpening;
import io.coppice.testkit.FakeSite;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several sites at once, none of which changes what another is or is remembered by. */
class OpenSitesTest {
  private static final Blueprint SMALL = SmallSite.of(2, 6);
  private static final Blueprint OTHER =
      new Blueprint("other", "Other", "", SMALL.start(), 8, SmallSite.of(1, 3).inventory());
  private static final MachineId MACHINE = new MachineId(0);

  @TempDir private Path home;

  private LiveSession open() {
    Store store =
        assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(home, InstantSource.system()))
            .store();
    return LiveSession.open(
        new LiveSession.Parts(
            store,
            Sessions.fakes(),
            Sessions.library(SMALL, OTHER),
            InstantSource.system(),
            Duration.ofHours(1)),
        Optional.empty(),
        SMALL.source());
  }

  private static void rename(Session session, String name) {
    session.submit(name, List.of(new Rename(MACHINE, name))).toCompletableFuture().join();
  }

  private static String name(Session session) {
    return session.snapshot().inventory().machine(MACHINE).name();
  }

  private static void openOther(Session session) {
    session.openScenario("other", false).toCompletableFuture().join();
  }

  private static List<String> sources(Session session) {
    return session.openSites().stream().map(Session.OpenedSite::source).toList();
  }

  @Test
  void aSecondSiteOpensBesideTheFirstWhichGoesOn() {
    try (LiveSession session = open()) {
      rename(session, "a");
      Backend first = session.site();
      openOther(session);
      assertEquals(List.of("small", "other"), sources(session));
      assertEquals("Other", session.site().name());
      assertEquals("vm-000", name(session));
      first.submit(List.of(new Rename(MACHINE, "b"))).toCompletableFuture().join();
      session.show("small");
      assertEquals(first, session.site());
      assertEquals("b", name(session));
    }
  }

  @Test
  void eachSiteHasItsOwnUndo() {
    try (LiveSession session = open()) {
      rename(session, "a");
      openOther(session);
      assertTrue(session.undoState().undo().isEmpty());
      assertInstanceOf(
          Outcome.Refused.class, session.undo().toCompletableFuture().join().getFirst());
      rename(session, "x");
      session.show("small");
      assertEquals(Optional.of("a"), session.undoState().undo());
      session.undo().toCompletableFuture().join();
      assertEquals("vm-000", name(session));
      session.show("other");
      assertEquals("x", name(session));
      assertEquals(Optional.of("x"), session.undoState().undo());
    }
  }

  @Test
  void whatIsRememberedOfOneSiteIsNotChangedByAnother() {
    try (LiveSession session = open()) {
      session.layout().put("shell.places", "page/vm-0/");
      openOther(session);
      assertEquals(Optional.empty(), session.layout().get("shell.places"));
      session.layout().put("shell.places", "page/host-0/");
      session.layout().remove("nav.open.hosts");
    }
    try (LiveSession session = open()) {
      assertEquals(Optional.of("page/host-0/"), session.layout().get("shell.places"));
      session.openScenario("small", false).toCompletableFuture().join();
      assertEquals(Optional.of("page/vm-0/"), session.layout().get("shell.places"));
    }
  }

  @Test
  void whatWasRememberedBeforeSitesHadTheirOwnBelongsToTheSiteThatWasOpen() {
    try (LiveSession session = open()) {
      session.preferences().put("shell.places", "page/vm-1/");
    }
    try (LiveSession session = open()) {
      assertEquals(Optional.of("page/vm-1/"), session.layout().get("shell.places"));
      openOther(session);
      assertEquals(Optional.empty(), session.layout().get("shell.places"));
    }
  }

  @Test
  void aClosedSiteIsKeptAndAnotherIsShown() {
    try (LiveSession session = open()) {
      openOther(session);
      rename(session, "x");
      session.closeSite("other").toCompletableFuture().join();
      assertEquals(List.of("small"), sources(session));
      assertEquals("Small", session.site().name());
      session.closeSite("small").toCompletableFuture().join();
      assertEquals(List.of("small"), sources(session));
      openOther(session);
      assertEquals("x", name(session));
    }
  }

  @Test
  void everyOpenSiteIsKeptWhenTheSessionCloses() {
    try (LiveSession session = open()) {
      rename(session, "a");
      openOther(session);
      rename(session, "x");
    }
    try (LiveSession session = open()) {
      assertEquals("x", name(session));
      session.openScenario("small", false).toCompletableFuture().join();
      assertEquals("a", name(session));
    }
  }

  @Test
  void aSiteOfWhichNothingIsKeptStandsBesideTheOthers() throws Exception {
    try (LiveSession session = open()) {
      List<String> told = new ArrayList<>();
      session.onSites(sites -> told.add(String.valueOf(sites.size())));
      session
          .addSite("imported:lab", new FakeSite(Past.none(OTHER), OperationLog.NONE))
          .toCompletableFuture()
          .join();
      assertEquals(List.of("small", "imported:lab"), sources(session));
      assertEquals("Other", session.site().name());
      assertEquals(List.of(), session.events(Optional.empty(), 9).toCompletableFuture().join());
      assertTrue(told.contains("2"), told.toString());
    }
    try (LiveSession session = open()) {
      assertEquals(List.of("small"), sources(session));
    }
  }

  @Test
  void aListenerHearsTheSiteThatIsShown() {
    try (LiveSession session = open()) {
      List<String> heard = new ArrayList<>();
      session.onSnapshot(
          snapshot -> heard.add(snapshot.inventory().machines().size() + " machines"));
      openOther(session);
      assertEquals("3 machines", heard.getLast());
      session.show("small");
      assertEquals("6 machines", heard.getLast());
    }
  }
}
