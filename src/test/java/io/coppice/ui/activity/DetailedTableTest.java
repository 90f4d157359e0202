package io.coppice.ui.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.controlsfx.control.MasterDetailPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class DetailedTableTest {
  private record Row(int id, String text) {}

  private DetailedTable<Row> table;

  @Start
  void open(Stage stage) {
    table =
        new DetailedTable<>(
            "activity.jobs",
            new Texts(Locale.ENGLISH),
            Row::id,
            row ->
                new DetailedTable.Told(
                    row.text(), Icons.JOBS.node(), new Label("in full: " + row.text())));
    stage.setScene(new Scene((MasterDetailPane) table.node(), 600, 300));
    stage.show();
    table.patch(List.of(new Row(2, "two"), new Row(1, "one")));
  }

  private MasterDetailPane pane() {
    return (MasterDetailPane) table.node();
  }

  private boolean tells(String text) {
    return pane().isShowDetailNode()
        && pane().getDetailNode().getScene() != null
        && pane().getDetailNode().lookupAll(".label").stream()
            .anyMatch(label -> ((Label) label).getText().equals(text));
  }

  @Test
  void theSelectedRowIsToldUntilItIsPutAway(FxRobot robot) {
    assertFalse(pane().isShowDetailNode());
    robot.interact(() -> table.table().getSelectionModel().select(1));
    assertTrue(tells("one"));
    robot.interact(
        () -> pane().getDetailNode().lookup(".button").fireEvent(new javafx.event.ActionEvent()));
    assertFalse(pane().isShowDetailNode());
  }

  @Test
  void itStaysToldWhereverItStandsAndWhateverItBecomes(FxRobot robot) {
    robot.interact(() -> table.table().getSelectionModel().select(1));
    robot.interact(
        () -> table.patch(List.of(new Row(3, "three"), new Row(2, "two"), new Row(1, "one"))));
    assertTrue(tells("one"));
    assertEquals(2, table.table().getSelectionModel().getSelectedIndex());
    robot.interact(
        () -> table.patch(List.of(new Row(3, "three"), new Row(2, "two"), new Row(1, "done"))));
    assertTrue(tells("done"));
    assertEquals(2, table.table().getSelectionModel().getSelectedIndex());
    robot.interact(() -> table.patch(List.of(new Row(3, "three"))));
    assertFalse(pane().isShowDetailNode());
  }
}
