package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Speed;
import io.coppice.backend.TimeControl;
import io.coppice.keyring.SecretService;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Machine;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.session.Session;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.CutWords;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What the screens beside the pages of objects say themselves is read whole in the longer of the
 * languages: start, network, fork groups, settings, help.
 */
@Tag("display")
class WholeScreensTest {
  @ParameterizedTest
  @CsvSource({"100, 1100", "100, 1440", "160, 1920", "200, 1920"})
  void everyScreenSaysItsWordsWhole(int percent, int width, @TempDir Path folder)
      throws TimeoutException {
    Theme[] themes = new Theme[1];
    var first =
        assertInstanceOf(ScenarioReader.Result.Read.class, Scenarios.read("first-look"))
            .blueprint();
    try (LiveConsole console =
        LiveConsole.open(
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), first),
            Locale.GERMAN,
            theme -> {
              themes[0] = theme;
              return Screens.all(theme, folder, SecretService.ofSession(Map.of()));
            })) {
      CutWords.makeRoom(console, themes[0], percent, width);
      if (percent == 200) {
        // Half of such a window is the area of jobs; who reads pages at this size folds it away.
        new FxRobot().push(KeyCode.SHORTCUT, KeyCode.DIGIT2);
        console.settle();
      }
      Set<String> cut = new TreeSet<>();
      for (Place place : places(fork(console))) {
        console.go(place);
        LiveConsole.onFx(
            () -> {
              CutWords.find(console.scene().getRoot(), place.print(), cut);
              return null;
            });
      }
      assertEquals("", String.join("\n", cut));
    }
  }

  /** Forks a machine and waits until its children are up; the clock stands still again then. */
  private static ForkGroup fork(LiveConsole console) throws TimeoutException {
    Session session = console.session();
    List<Machine> all = new ArrayList<>();
    session.snapshot().inventory().machines().forEach(all::add);
    Operation fork =
        all.stream()
            .filter(Machine::isOn)
            .<Operation>map(
                machine -> new ForkOperation.Fork(machine.id(), ForkSpec.of(3, "kind-###")))
            .filter(operation -> session.preflight(operation).passes())
            .findFirst()
            .orElseThrow();
    session.submit("fork", List.of(fork));
    TimeControl time = session.site().time().orElseThrow();
    time.setSpeed(Speed.X600);
    WaitForAsyncUtils.waitFor(
        60,
        TimeUnit.SECONDS,
        () -> {
          ForkGroup group = session.snapshot().forks().groups().get(0);
          return group != null && group.counts().cameUp() == 3;
        });
    time.setSpeed(Speed.PAUSED);
    console.settle();
    return session.snapshot().forks().groups().get(0);
  }

  private static List<Place> places(ForkGroup group) {
    List<Place> places =
        new ArrayList<>(
            List.of(new Place.Start(), new Place.Settings(), new Place.Help("networks")));
    for (String tab : List.of("topology", "trace", "faults", "changes", "compare", "capture")) {
      places.add(new Place.Network(tab));
    }
    for (String tab :
        List.of(
            "overview",
            "lineage",
            "members",
            "pages",
            "sharing",
            "phases",
            "divergence",
            "identity",
            "elastic",
            "wall",
            "activity")) {
      places.add(new Place.Page(group.id(), tab));
    }
    return places;
  }
}
