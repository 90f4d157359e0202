package io.coppice.ui.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.PngWriter;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.shell.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as they are drawn. */
class HelpScreenTest {
  private LiveConsole console;

  private void open(String language) throws TimeoutException {
    console =
        LiveConsole.open(
            Sessions.inMemory(SmallSite.of(1, 1)),
            Locale.forLanguageTag(language),
            _ -> new Shell.Parts(List.of(new HelpScreens()), List.of(), List.of()));
  }

  @AfterEach
  void close() {
    if (console != null) {
      console.close();
    }
  }

  private Drawn page() {
    return LiveConsole.onFx(
        () -> {
          Node column = console.scene().getRoot().lookup(".help-page");
          Set<String> nameless = new TreeSet<>();
          nameless(screen(), nameless);
          return new Drawn(((Parent) column).getChildrenUnmodifiable().size(), nameless);
        });
  }

  private Node screen() {
    return console.scene().getRoot().lookup(".help-page").getScene().lookup(".help-screen");
  }

  /** What was found in a page. */
  private record Drawn(int blocks, Set<String> nameless) {}

  private static void nameless(Node node, Set<String> found) {
    if (!node.isVisible()) {
      return;
    }
    if (node.isFocusTraversable() && name(node).isBlank()) {
      found.add(node.toString());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> nameless(child, found));
    }
  }

  private static String name(Node node) {
    if (node.getAccessibleText() != null) {
      return node.getAccessibleText();
    }
    return switch (node) {
      case Labeled labeled -> String.valueOf(labeled.getText());
      case TextInputControl input -> String.valueOf(input.getPromptText());
      default -> "";
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyPageIsDrawnAndWhatTakesTheKeyboardHasAName(String language)
      throws TimeoutException, IOException {
    open(language);
    for (String page : HelpPages.ALL) {
      console.go(new Place.Help(page));
      Drawn drawn = page();
      assertTrue(drawn.blocks() > 3, page);
      assertEquals(Set.of(), drawn.nameless(), page);
      picture(language + "-" + page);
    }
  }

  /** Nothing is wider than the column, so that no text is cut off or needs to be moved sideways. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void nothingSticksOutAtTheRightWhateverTheWidth(String language) throws TimeoutException {
    open(language);
    for (double width : new double[] {1400, 900}) {
      LiveConsole.onFx(
          () -> {
            console.stage().setWidth(width);
            return null;
          });
      for (String page : HelpPages.ALL) {
        console.go(new Place.Help(page));
        Set<String> wide =
            LiveConsole.onFx(
                () -> {
                  Parent column = (Parent) console.scene().getRoot().lookup(".help-page");
                  Set<String> found = new TreeSet<>();
                  sticking(column, column, found);
                  return found;
                });
        assertEquals(Set.of(), wide, page + " at " + width);
      }
    }
  }

  private static void sticking(Parent column, Node node, Set<String> found) {
    double right = column.sceneToLocal(node.localToScene(node.getLayoutBounds())).getMaxX();
    if (right > column.getLayoutBounds().getWidth() + 1) {
      found.add(node + " ends at " + right);
    }
    if (node instanceof Parent parent && !(node instanceof TextFlow)) {
      parent.getChildrenUnmodifiable().forEach(child -> sticking(column, child, found));
    }
  }

  @Test
  void aLinkLeadsToItsPageAndTheContentsFollow() throws TimeoutException {
    open("en");
    console.go(new Place.Help("getting-started"));
    LiveConsole.onFx(
        () -> {
          link(console.scene().getRoot(), "Search").fire();
          return null;
        });
    console.settle();
    LiveConsole.onFx(
        () -> {
          Node contents = console.scene().getRoot().lookup(".help-contents");
          assertEquals("search", ((ListView<?>) contents).getSelectionModel().getSelectedItem());
          return null;
        });
  }

  private static Hyperlink link(Node node, String words) {
    if (node instanceof Hyperlink link && link.getText().equals(words)) {
      return link;
    }
    if (node instanceof Parent parent) {
      for (Node child : parent.getChildrenUnmodifiable()) {
        Hyperlink found = link(child, words);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Pictures of the pages, light and dark, if a folder for them is given. */
  private void picture(String name) throws IOException {
    String folder = System.getProperty("pictures");
    if (folder == null) {
      return;
    }
    for (Theme.Choice choice : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
      for (int at = 0; at <= 3; at++) {
        double down = at / 3.0;
        LiveConsole.onFx(
            () -> {
              console.theme().choose(choice);
              ((ScrollPane) screen().lookup(".scroll-pane")).setVvalue(down);
              return null;
            });
        console.settle();
        WritableImage image = LiveConsole.onFx(() -> console.scene().snapshot(null));
        Files.createDirectories(Path.of(folder));
        String file = name + "-" + at + "-" + choice.name().toLowerCase(Locale.ROOT) + ".png";
        try (OutputStream out = Files.newOutputStream(Path.of(folder, file))) {
          PngWriter.write(image, out);
        }
      }
    }
  }
}
