package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Outcome;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Tag;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.session.Session;
import io.coppice.sim.SimSites;
import io.coppice.testkit.InventoryDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario files as the console opens and writes them. */
class ScenarioFilesTest {
  @TempDir Path folder;

  private StartResult start(Optional<String> scenario) {
    Path data = folder.resolve("data");
    return StartResult.of(
        new StartOptions(data, scenario, false, Optional.empty(), Optional.empty()),
        new SimSites(),
        new ScenarioShelf(data));
  }

  private static long seed(ScenarioReader.Result result) {
    return assertInstanceOf(ScenarioReader.Result.Read.class, result).blueprint().seed();
  }

  private Session session() {
    return assertInstanceOf(StartResult.Running.class, start(Optional.empty())).session();
  }

  @Test
  void whatIsExportedAndOpenedAgainIsTheSameSite() {
    try (Session session = session()) {
      Path file = folder.resolve("exported.json");
      List<Outcome> outcomes =
          session
              .submit(
                  "change",
                  List.of(
                      new InventoryOperation.Rename(new MachineId(3), "renamed #1"),
                      new InventoryOperation.SetTags(
                          new MachineId(3), Set.of(Tag.parse("env:prod"))),
                      new InventoryOperation.SetNotes(new MachineId(4), "a note")))
              .toCompletableFuture()
              .join();
      outcomes.forEach(outcome -> assertInstanceOf(Outcome.Accepted.class, outcome));
      session.exportScenario(file).toCompletableFuture().join();
      assertEquals(seed(Scenarios.read("first-look")), seed(ScenarioReader.read(file)));
      Set<String> before = InventoryDescription.of(session.snapshot().inventory());
      assertTrue(before.stream().anyMatch(words -> words.contains("renamed #1")));
      String name = session.site().name();
      session.openScenario(file.toString(), false).toCompletableFuture().join();
      assertEquals(name, session.site().name());
      assertEquals(
          String.join("\n", before),
          String.join("\n", InventoryDescription.of(session.snapshot().inventory())));
    }
  }

  @Test
  void oneFileByWhateverPathIsOneSiteAlsoFromAnotherFolder() throws IOException {
    Path file = folder.resolve("mine.json");
    try (Session session = session()) {
      session.exportScenario(file).toCompletableFuture().join();
    }
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
    Path relative = Path.of("").toAbsolutePath().relativize(file.toRealPath());
    try (Session session = opened(relative.toString())) {
      session
          .submit("rename", List.of(new InventoryOperation.Rename(new MachineId(3), "renamed")))
          .toCompletableFuture()
          .join();
    }
    try (Session session = session()) {
      assertEquals("renamed", nameOfFour(session), "the next start finds it from anywhere");
    }
    for (Path other : List.of(folder.resolve("data").resolve("..").resolve("mine.json"), link)) {
      try (Session session = opened(other.toString())) {
        assertEquals("renamed", nameOfFour(session), other.toString());
        var before = session.site();
        session.openScenario(relative.toString(), false).toCompletableFuture().join();
        assertEquals(before, session.site());
        List<Session.ScenarioInfo> offered = session.scenarios().toCompletableFuture().join();
        assertEquals(1, offered.stream().filter(info -> !info.builtIn()).count());
      }
    }
  }

  private Session opened(String scenario) {
    return assertInstanceOf(StartResult.Running.class, start(Optional.of(scenario))).session();
  }

  private static String nameOfFour(Session session) {
    return session.snapshot().inventory().machine(new MachineId(3)).name();
  }

  @Test
  void anExportThatCannotBeWrittenSaysWhy() {
    try (Session session = session()) {
      Path nowhere = folder.resolve("none").resolve("exported.json");
      CompletionException failure =
          assertThrows(
              CompletionException.class,
              () -> session.exportScenario(nowhere).toCompletableFuture().join());
      Session.ProblemException expected =
          assertInstanceOf(Session.ProblemException.class, failure.getCause());
      assertEquals("scenario.unwritable", expected.problems().getFirst().code());
    }
  }

  @Test
  void aFileInTheDataFolderIsOffered() {
    try (Session session = session()) {
      Path own = folder.resolve("data").resolve("scenarios");
      assertTrue(own.toFile().mkdirs());
      session.exportScenario(own.resolve("mine.json")).toCompletableFuture().join();
      List<Session.ScenarioInfo> offered = session.scenarios().toCompletableFuture().join();
      Session.ScenarioInfo mine =
          offered.stream().filter(info -> info.source().endsWith("mine.json")).findFirst().get();
      assertEquals(session.site().name(), mine.title());
      assertFalse(mine.builtIn());
    }
  }

  @Test
  void aFaultyFileIsSaidOnceAndTheSiteStaysOpen() throws IOException {
    Path file = Files.writeString(folder.resolve("faulty.json"), "{\"format\": 1");
    try (Session session = session()) {
      String name = session.site().name();
      CompletionException failure =
          assertThrows(
              CompletionException.class,
              () -> session.openScenario(file.toString(), true).toCompletableFuture().join());
      assertInstanceOf(Session.ProblemException.class, failure.getCause());
      assertEquals(name, session.site().name());
    }
    StartResult.Refused refused =
        assertInstanceOf(StartResult.Refused.class, start(Optional.of(file.toString())));
    assertEquals(1, refused.problems().size());
    assertEquals("scenario.cut-off", refused.problems().getFirst().code());
  }

  @Test
  void theCommandLineEndsWithTheCodeOfTheSubcommand() throws IOException {
    Path file = Files.writeString(folder.resolve("faulty.json"), "{\"format\": 1");
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream said = new PrintStream(written, true, StandardCharsets.UTF_8);
    Boot boot = new Boot(said, said);
    assertEquals(1, boot.run(new String[] {"scenario", "check", file.toString()}));
    assertEquals(0, boot.run(new String[] {"scenario", "check", "first-look"}));
    assertEquals(0, boot.run(new String[] {"--version"}));
    assertEquals(2, boot.run(new String[] {"--wrong"}));
    assertTrue(written.toString(StandardCharsets.UTF_8).contains("faulty.json"));
  }
}
