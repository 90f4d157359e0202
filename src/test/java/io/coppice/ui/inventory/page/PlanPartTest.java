package io.coppice.ui.inventory.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.TightSite;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tab that plans a cluster, over a site in which everything is short. */
class PlanPartTest {
  private LiveConsole console;

  private void open(Locale locale) throws TimeoutException {
    console =
        LiveConsole.open(
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), TightSite.of(30)),
            locale,
            _ ->
                new Shell.Parts(
                    List.of(new ObjectPages(List.of())),
                    List.of(),
                    List.of(InventoryActions::all)));
    console.go(new Place.Page(SmallSite.CLUSTER, "plan"));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private <N extends Node> N find(String id, Class<N> type) {
    return type.cast(LiveConsole.onFx(() -> console.scene().lookup("#" + id)));
  }

  private String words(String id) {
    return LiveConsole.onFx(() -> find(id, Label.class).getText());
  }

  private void press(String id) {
    LiveConsole.onFx(
        () -> {
          find(id, Button.class).fire();
          return null;
        });
  }

  private void compute() throws TimeoutException {
    press("plan-compute");
    console.until(
        () -> find("plan-cancel", Button.class).isDisabled() && !words("plan-headline").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void whatFitsWhatEndsItAndWhatAFailureDoesIsTold(String language) throws TimeoutException {
    open(Locale.of(language));
    assertFalse(
        LiveConsole.onFx(
            () ->
                find("plan-rooms", TableView.class).isManaged()
                    && find("plan-headline", Label.class).getParent().isVisible()));
    compute();
    assertTrue(words("plan-headline").contains("Cluster 1"), words("plan-headline"));
    assertFalse(words("plan-reasons").isEmpty());
    TableView<?> rooms = find("plan-rooms", TableView.class);
    assertEquals(9, rooms.getItems().size());
    TableView<?> failures = find("plan-failures", TableView.class);
    assertEquals(4, failures.getItems().size());
    TableView<?> restarts = find("plan-restarts", TableView.class);
    assertFalse(restarts.getItems().isEmpty());
    for (TableView<?> table : List.of(rooms, failures, restarts)) {
      for (int row = 0; row < table.getItems().size(); row++) {
        for (var column : table.getColumns()) {
          String cell = String.valueOf(column.getCellData(row));
          assertFalse(cell.contains("page.plan.") || cell.contains("{"), cell);
        }
      }
    }
    assertFalse(find("plan-chart", Node.class).getAccessibleText().isBlank());
  }

  @Test
  void anotherGrowthIsLaidOnAtOnceAndAWrongNumberKeepsFromComputing() throws TimeoutException {
    open(Locale.ENGLISH);
    compute();
    String before = words("plan-headline");
    type("plan-rate", "0");
    console.until(() -> words("plan-headline").contains("century"));
    assertFalse(before.contains("century"), before);
    type("plan-vcpus", "0");
    console.until(() -> find("plan-compute", Button.class).isDisabled());
    type("plan-vcpus", "2");
    console.until(() -> !find("plan-compute", Button.class).isDisabled());
  }

  private void type(String id, String text) {
    LiveConsole.onFx(
        () -> {
          ((Spinner<?>) console.scene().lookup("#" + id)).getEditor().setText(text);
          return null;
        });
  }

  @Test
  void whatIsCancelledLeavesNothing() throws TimeoutException {
    open(Locale.ENGLISH);
    type("plan-cpu", "1000");
    type("plan-memory", "1000");
    LiveConsole.onFx(
        () -> {
          find("plan-compute", Button.class).fire();
          find("plan-cancel", Button.class).fire();
          return null;
        });
    console.until(() -> words("plan-said").startsWith("Cancelled"));
    assertTrue(words("plan-headline").isEmpty());
    assertFalse(find("plan-compute", Button.class).isDisabled());
    compute();
    assertFalse(words("plan-headline").isEmpty());
  }
}
