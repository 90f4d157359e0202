package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.boot.Screens;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.shell.PaletteState.Found;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people call an action finds it first, among all actions and objects of a console. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaletteKeywordsTest {
  @TempDir Path folder;
  private LiveSession session;
  private LiveConsole console;

  @BeforeAll
  void open() throws TimeoutException {
    ScenarioReader.Result.Read read = (ScenarioReader.Result.Read) Scenarios.read("first-look");
    session = Sessions.over(new MemoryStore(List.of()), Sessions.sims(), read.blueprint());
    console = LiveConsole.open(session, Locale.ENGLISH, theme -> Screens.all(theme, folder));
  }

  @AfterAll
  void close() {
    console.close();
  }

  private List<Action> actions() {
    return LiveConsole.onFx(() -> console.shell().context().actions().all());
  }

  private String first(String typed, Locale locale) {
    Texts texts = new Texts(locale);
    Found first =
        PaletteState.of(
                session.snapshot(),
                typed,
                List.of(),
                actions(),
                action -> Palette.names(action, texts))
            .found()
            .getFirst();
    return switch (first) {
      case Found.Do act -> act.action().id();
      case Found.Ask ask -> ask.action().id();
      case Found.Aim aim -> aim.name();
      case Found.Go go -> go.name();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "dark, theme",
    "light, theme",
    "dark mode, theme",
    "vmotion, migrate",
    "migrate, migrate",
    "instant clone, fork",
    "fork, fork",
    "reboot, reset",
    "boot, power-on",
    "power on, power-on",
    "preferences, settings",
    "exit, quit",
    "delete, delete",
    "create vm, new-machine",
    "pcap, network-capture",
    "topology, network-topology",
    "diagram, network-topology",
    "traceroute, network-trace",
    "vnc, console",
    "undo, undo",
    "redo, redo",
    "help, help",
    "manual, help",
    "zoom in, larger",
    "checkpoint, snapshot-take",
    "maintenance, enter-maintenance",
  })
  void whatPeopleSayFindsTheAction(String typed, String action) {
    assertEquals(action, first(typed, Locale.ENGLISH));
  }

  @ParameterizedTest
  @CsvSource({
    "dunkel, theme",
    "hell, theme",
    "vmotion, migrate",
    "migrieren, migrate",
    "umziehen, migrate",
    "forken, fork",
    "neustart, reset",
    "einschalten, power-on",
    "optionen, settings",
    "einstellungen, settings",
    "beenden, quit",
    "neue vm, new-machine",
    "wireshark, network-capture",
    "topologie, network-topology",
    "rückgängig, undo",
    "hilfe, help",
    "handbuch, help",
    "wartung, enter-maintenance",
    "klonen, clone",
    "löschen, delete",
  })
  void whatGermansSayFindsTheAction(String typed, String action) {
    assertEquals(action, first(typed, Locale.GERMAN));
  }

  @Test
  void anObjectOfThatNameComesFirst() {
    String name = session.snapshot().inventory().hosts().get(0).name();
    assertEquals(name, first(name, Locale.ENGLISH));
  }

  @Test
  void everyKeywordIsThatOfAnAction() {
    Set<String> ids = actions().stream().map(Action::id).collect(Collectors.toSet());
    Set<String> keys =
        new TreeSet<>(
            ResourceBundle.getBundle(
                    "io.coppice.messages.keywords", Locale.ROOT, Texts.class.getModule())
                .keySet());
    keys.removeIf(key -> ids.contains(key.substring("keywords.".length())));
    assertEquals(Set.of(), keys);
  }
}
