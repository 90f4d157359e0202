package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.imported.ImportedSites;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.session.Session.ImportedInfo;
import io.coppice.store.StoreOpening;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites that were read once: listed, read again at the next start, forgotten. */
class RememberedImportsTest {
  private static final Blueprint SMALL = SmallSite.of(1, 2);

  @TempDir private Path home;

  private Path hosts;

  @BeforeEach
  void collect() throws IOException {
    hosts = Files.createDirectory(home.resolve("hosts"));
    Files.writeString(
        hosts.resolve("h1.json"),
        "[{\"ifindex\":2,\"ifname\":\"eth0\",\"flags\":[\"UP\"],\"mtu\":1500}]");
  }

  private LiveSession open() {
    return LiveSession.open(
        new LiveSession.Parts(
            assertInstanceOf(
                    StoreOpening.Ready.class,
                    StoreOpening.of(home.resolve("data"), InstantSource.system()))
                .store(),
            Sessions.fakes(),
            Sessions.library(SMALL),
            new ImportedSites(new HostFolderReader(), name -> "Imported: " + name),
            InstantSource.system(),
            Duration.ofHours(1)),
        Optional.empty(),
        SMALL.source());
  }

  @Test
  void theOneThatWasShownLastIsReadAgainAtTheNextStart() {
    try (LiveSession session = open()) {
      session.readHosts(hosts).toCompletableFuture().join();
      assertEquals("Imported: hosts", session.site().name());
    }
    try (LiveSession session = open()) {
      assertEquals("Imported: hosts", session.site().name());
      assertEquals(List.of("Imported: hosts"), titles(session));
    }
  }

  private static List<String> titles(Session session) {
    return session.imports().stream().map(ImportedInfo::title).toList();
  }

  @Test
  void whereItsFilesAreGoneAnotherSiteOpensAndSaysWhy() throws IOException {
    try (LiveSession session = open()) {
      session.readHosts(hosts).toCompletableFuture().join();
    }
    Files.delete(hosts.resolve("h1.json"));
    Files.delete(hosts);
    try (LiveSession session = open()) {
      assertEquals("Small", session.site().name());
      assertTrue(session.notices().stream().anyMatch(n -> n.code().equals("import.not-there")));
      session.forgetImport(session.imports().getFirst().source());
    }
    try (LiveSession session = open()) {
      assertEquals(List.of(), titles(session));
    }
  }

  @Test
  void readingAnewShowsWhatIsThereNowAndListsItOnce() throws IOException {
    try (LiveSession session = open()) {
      session.readHosts(hosts).toCompletableFuture().join();
      Files.copy(hosts.resolve("h1.json"), hosts.resolve("h2.json"));
      session.readHosts(hosts).toCompletableFuture().join();
      assertEquals(2, session.site().network(session.snapshot()).orElseThrow().nodes().size());
      assertEquals(1, session.imports().size());
      assertEquals(2, session.openSites().size());
    }
  }

  @Test
  void whatHoldsNothingLeavesTheOpenSitesAsTheyWere() {
    try (LiveSession session = open()) {
      CompletionException failure =
          assertThrows(
              CompletionException.class,
              () -> session.readHosts(home.resolve("nowhere")).toCompletableFuture().join());
      assertInstanceOf(Session.ProblemException.class, failure.getCause());
      assertEquals("Small", session.site().name());
      assertEquals(List.of(), titles(session));
    }
  }
}
