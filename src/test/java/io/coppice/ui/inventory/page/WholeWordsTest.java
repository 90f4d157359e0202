package io.coppice.ui.inventory.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Machine;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.CutWords;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.ui.activity.ActivityTab;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the console itself says is read whole in the longer of its languages, at the two largest
 * sizes of letters and at the usual one in windows that leave cards little room: headings, buttons,
 * tabs and labels of every page, and the headings of their tables. What names and figures of the
 * site say in a cell may be cut.
 */
@Tag("display")
class WholeWordsTest {
  @ParameterizedTest
  @CsvSource({"100, 1100", "100, 1440", "160, 1920", "200, 1920"})
  void everyPageSaysItsWordsWhole(int percent, int width) throws TimeoutException {
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
              return new Shell.Parts(
                  List.of(new ObjectPages(List.of(new ActivityTab()))),
                  List.of(new InventoryTrees()),
                  List.of(InventoryActions::all));
            })) {
      CutWords.makeRoom(console, themes[0], percent, width);
      Set<String> cut = new TreeSet<>();
      for (EntityId.Kind kind : EntityId.Kind.values()) {
        if (kind != EntityId.Kind.FORK_GROUP && kind != EntityId.Kind.MACHINE) {
          page(console, kind.id(0), cut);
        }
      }
      machines(console).forEach(machine -> page(console, machine, cut));
      assertEquals(Set.of(), cut);
    }
  }

  /** One that runs and one that is off offer other things than a template. */
  private static List<EntityId> machines(LiveConsole console) {
    List<Machine> all = new ArrayList<>();
    console.session().snapshot().inventory().machines().forEach(all::add);
    return Stream.<Predicate<Machine>>of(
            Machine::template, Machine::isOn, machine -> !machine.template() && !machine.isOn())
        .map(sort -> (EntityId) all.stream().filter(sort).findFirst().orElseThrow().id())
        .toList();
  }

  private static void page(LiveConsole console, EntityId id, Set<String> cut) {
    console.go(new Place.Page(id, ""));
    List<String> tabs =
        LiveConsole.onFx(
            () ->
                ((TabPane) console.scene().lookup("#page-tabs"))
                    .getTabs().stream().map(Tab::getId).map(tab -> tab.substring(4)).toList());
    for (String tab : tabs) {
      console.go(new Place.Page(id, tab));
      LiveConsole.onFx(
          () -> {
            CutWords.find(console.scene().getRoot(), id.kind() + "/" + tab, cut);
            return null;
          });
    }
  }
}
