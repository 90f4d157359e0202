package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.help.HelpPages;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.shell.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one line in the list of screens gives a screen. */
class RegistrationsTest {
  private static final String NAME = "probe";

  @TempDir Path folder;
  private List<ScreenFactory> screens;
  private LiveConsole console;

  /** All screens of the console, and before them one that nothing else knows of. */
  private Shell.Parts withProbe(Shell.Parts parts) {
    screens = new ArrayList<>(parts.screens());
    screens.addFirst(
        ScreenFactory.named(
            NAME, Icons.PROBLEMS, "Shortcut+Shift+F9", (place, _) -> new Probe(place)));
    return new Shell.Parts(screens, parts.sections(), parts.actions());
  }

  private void open() throws TimeoutException {
    console =
        LiveConsole.open(
            Sessions.inMemory(SmallSite.of(1, 1)),
            Locale.ENGLISH,
            theme -> withProbe(Screens.all(theme, folder)));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private record Probe(Place.Named at, Button node) implements Screen {
    Probe(Place.Named at) {
      this(at, new Button("here"));
    }

    @Override
    public ObservableValue<String> title() {
      return new ReadOnlyStringWrapper("Probe at " + at.at());
    }

    @Override
    public Icons icon() {
      return Icons.PROBLEMS;
    }

    @Override
    public Place place() {
      return at;
    }

    @Override
    public String help() {
      return "captures";
    }

    @Override
    public void close() {}
  }

  private String shownTab() {
    return LiveConsole.onFx(
        () -> {
          TabPane tabs = (TabPane) console.scene().lookup("#tabs");
          return tabs.getSelectionModel().getSelectedItem().getText();
        });
  }

  private void press(KeyCode code, boolean withModifiers) throws TimeoutException {
    String before = shownTab();
    LiveConsole.onFx(
        () -> {
          console
              .scene()
              .getRoot()
              .fireEvent(
                  new KeyEvent(
                      KeyEvent.KEY_PRESSED,
                      "",
                      "",
                      code,
                      withModifiers,
                      withModifiers,
                      false,
                      false));
          return null;
        });
    console.until(() -> !shownTab().equals(before));
  }

  @Test
  void aScreenThatIsRegisteredHasAKeyAMenuEntryAndItsHelpPage() throws TimeoutException {
    open();
    press(KeyCode.F9, true);
    assertEquals("Probe at ", shownTab());
    press(KeyCode.F1, false);
    assertEquals(new HelpPages(Locale.ENGLISH).title("captures"), shownTab());
    List<List<String>> menus =
        LiveConsole.onFx(
            () ->
                ((MenuBar) console.scene().lookup("#menus"))
                    .getMenus().stream()
                        .map(menu -> menu.getItems().stream().map(MenuItem::getId).toList())
                        .toList());
    List<String> ways =
        menus.stream().filter(menu -> menu.contains("action-back")).findFirst().orElseThrow();
    assertEquals("action-" + NAME, ways.getFirst());
    List<String> file = menus.getFirst();
    assertEquals(
        List.of("action-settings", "action-quit"), file.subList(file.size() - 2, file.size()));
  }

  @Test
  void itsPlaceIsOneTabAndIsReadBackAsItWasPrinted() throws TimeoutException {
    open();
    console.go(new Place.Named(NAME, "a/b c"));
    assertEquals("Probe at a/b c", shownTab());
    Place read = Place.parse(new Place.Named(NAME, "a/b c").print()).orElseThrow();
    assertEquals(new Place.Named(NAME, "a/b c"), read);
    assertTrue(read.sharesTabWith(new Place.Named(NAME, "elsewhere")));
  }

  private static List<ScreenFactory.Entry> commands(ScreenFactory factory) {
    return Stream.concat(factory.entry().stream(), factory.parts().stream())
        .filter(entry -> !entry.command().equals(NAME))
        .toList();
  }

  @Test
  void everyScreenWithACommandSaysWhatItIsAndHasAHelpPageThatIsThere() throws TimeoutException {
    open();
    List<String> missing = new ArrayList<>();
    for (ScreenFactory factory : screens) {
      for (ScreenFactory.Entry entry : commands(factory)) {
        for (Locale language : Messages.SUPPORTED) {
          if (!new Messages(language).has("action." + entry.command())) {
            missing.add("action." + entry.command() + " in " + language);
          }
        }
        assertTrue(factory.handles(entry.place()), entry.command());
        assertEquals(entry.place(), Place.parse(entry.place().print()).orElseThrow());
        console.go(entry.place());
        String help =
            LiveConsole.onFx(
                () -> {
                  try (Screen screen = factory.create(entry.place(), console.shell().context())) {
                    return screen.help();
                  }
                });
        if (!HelpPages.ALL.contains(help)) {
          missing.add("help page " + help);
        }
      }
    }
    assertEquals(List.of(), missing);
  }
}
