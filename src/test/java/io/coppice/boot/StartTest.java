package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coppice.model.blueprint.Blueprint;
import io.coppice.session.Session;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  private static final Blueprint SMALL = SmallSite.of(1, 2);
  private static final Blueprint FIRST =
      new Blueprint(StartResult.FIRST, "First look", "", SMALL.start(), 1, SMALL.inventory());

  @TempDir Path home;

  private StartResult start(Path folder, String scenario) {
    return StartResult.of(
        new StartOptions(
            folder, Optional.ofNullable(scenario), false, Optional.empty(), Optional.empty()),
        Sessions.fakes(),
        Sessions.library(FIRST, SMALL));
  }

  private Session running(Path folder, String scenario) {
    return assertInstanceOf(StartResult.Running.class, start(folder, scenario)).session();
  }

  @Test
  void theFirstStartOpensTheFirstLookTheNextOneWhatWasOpenLast() {
    try (Session session = running(home, null)) {
      assertEquals("First look", session.site().name());
    }
    running(home, "small").close();
    try (Session session = running(home, null)) {
      assertEquals("Small", session.site().name());
    }
  }

  @Test
  void aScenarioThatCannotBeOpenedIsSaidAndTheFolderIsFreeAgain() {
    StartResult.Refused refused =
        assertInstanceOf(StartResult.Refused.class, start(home, "nowhere"));
    assertEquals("scenario.no-file", refused.problems().getFirst().code());
    running(home, "small").close();
  }

  @Test
  void aSecondConsoleIsToldSo() {
    try (Session session = running(home, null)) {
      assertEquals(0, session.notices().size());
      StartResult.Refused refused = assertInstanceOf(StartResult.Refused.class, start(home, null));
      assertEquals("store.in-use", refused.problems().getFirst().code());
    }
  }

  @Test
  void whereNothingCanBeKeptTheConsoleRunsAndSaysSo() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    try (Session session = running(file.resolve("data"), null)) {
      assertEquals("store.unwritable", session.notices().getFirst().code());
      assertEquals("First look", session.site().name());
    }
  }
}
