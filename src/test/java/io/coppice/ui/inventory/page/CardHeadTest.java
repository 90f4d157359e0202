package io.coppice.ui.inventory.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The heads of a machine's cards: a name, and what can be done, in a window of usual width. */
@ExtendWith(ApplicationExtension.class)
class CardHeadTest {
  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 4)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ObjectPages(List.of())), List.of(), List.of(InventoryActions::all)));
    console.context().navigation().open(new Place.Page(new MachineId(1), "configure"));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @Test
  void namesAndWordsOfCardsAreShownInFull() {
    Node first = console.node(Node.class, node -> node.getStyleClass().contains("card-head"));
    console.until(() -> first.getLayoutBounds().getWidth() > 0 && heads(first).size() > 2);
    Set<String> cut =
        WaitForAsyncUtils.waitForAsyncFx(
            30_000,
            () ->
                heads(first).stream()
                    .flatMap(head -> head.lookupAll(".label, .button").stream())
                    .map(Labeled.class::cast)
                    .filter(CardHeadTest::isCut)
                    .map(Labeled::getText)
                    .collect(Collectors.toSet()));
    assertEquals(Set.of(), cut);
    assertTrue(heads(first).stream().anyMatch(head -> head.lookupAll(".button").size() > 1));
  }

  private static Set<Node> heads(Node one) {
    return one.getScene().getRoot().lookupAll(".card-head");
  }

  private static boolean isCut(Labeled labeled) {
    return labeled.getText() != null
        && labeled.lookup(".text") instanceof Text text
        && !text.getText().equals(labeled.getText());
  }
}
