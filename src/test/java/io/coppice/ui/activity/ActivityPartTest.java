package io.coppice.ui.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.HostOperation.EnterMaintenance;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ActivityPartTest {
  private ConsoleWindow window;
  private JobTable jobs;

  @Start
  void open(Stage stage) {
    window = new ConsoleWindow(stage, SmallSite.of(3, 9), Locale.ENGLISH);
    window
        .session()
        .submit(
            "all",
            List.of(
                new Rename(new MachineId(1), "=cmd, فهد"),
                new EnterMaintenance(new HostId(0), true)));
  }

  @AfterEach
  void close() {
    window.close();
  }

  @SuppressWarnings("unchecked")
  private TableView<JobRow> table() {
    return window.node(
        TableView.class, table -> "Jobs".equals(table.getAccessibleText()) && table.isVisible());
  }

  @Test
  void jobsUnfoldByKeyAndFilterByWordAndChoice(FxRobot robot) throws Exception {
    TableView<JobRow> table = table();
    window.until(() -> table.getItems().stream().anyMatch(JobRow::isFoldable));
    JobRow maintenance =
        table.getItems().stream().filter(JobRow::isFoldable).findFirst().orElseThrow();
    robot.interact(
        () -> {
          table.getSelectionModel().select(maintenance);
          table.requestFocus();
        });
    robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
    window.until(() -> table.getItems().stream().anyMatch(row -> row.depth() == 1));
    assertTrue(table.getSelectionModel().getSelectedItem().isFoldable());
    robot.press(KeyCode.LEFT).release(KeyCode.LEFT);
    window.until(() -> table.getItems().stream().noneMatch(row -> row.depth() == 1));
    window.picture("activity-jobs");
    TextField field = window.node("activity-jobs-filter", TextField.class);
    robot.interact(() -> field.setText("rename"));
    window.until(() -> table.getItems().size() == 1);
    robot.interact(
        () -> {
          field.clear();
          choose("activity-jobs-kind", "operation.Host.EnterMaintenance");
        });
    window.until(() -> table.getItems().stream().allMatch(JobRow::isFoldable));
  }

  @Test
  void inALowAreaTheRowsHaveTheRoomUnlessSomeAreLeftOut(FxRobot robot) {
    TableView<JobRow> table = table();
    TextField field = window.node("activity-jobs-filter", TextField.class);
    SplitPane rows = window.node("rows", SplitPane.class);
    Node bar = field.getParent();
    robot.interact(() -> rows.setDividerPositions(0.5));
    window.until(bar::isVisible);
    robot.interact(() -> rows.setDividerPositions(0.88));
    window.until(() -> !bar.isVisible());
    robot.interact(() -> field.setText("rename"));
    window.until(bar::isVisible);
    robot.interact(field::clear);
    window.until(() -> !bar.isVisible());
    assertTrue(table.isVisible());
  }

  /** Three hosts lose a link each: one line of three, and under it each, by key. */
  @Test
  @SuppressWarnings("unchecked")
  void manyProblemsOfAKindAreOneLineThatUnfolds(FxRobot robot) {
    for (int host = 0; host < 3; host++) {
      window
          .session()
          .submit("cut", List.of(new FaultOperation.CutNic(new HostId(host), "vmnic0")));
    }
    window.until(
        () ->
            window.session().snapshot().alarms().stream()
                    .filter(alarm -> alarm.code().equals("alarm.uplink-not-redundant"))
                    .count()
                == 3);
    TabPane tabs = window.node("activity", TabPane.class);
    robot.interact(() -> tabs.getSelectionModel().selectLast());
    TableView<ProblemRow> table =
        window.node(
            TableView.class, it -> "Problems".equals(it.getAccessibleText()) && it.isVisible());
    window.until(() -> table.getItems().stream().anyMatch(ProblemRow::isFoldable));
    ProblemRow kind =
        table.getItems().stream().filter(ProblemRow::isFoldable).findFirst().orElseThrow();
    assertEquals(3, kind.alike().size());
    assertTrue(table.getItems().stream().noneMatch(row -> row.depth() > 0));
    robot.interact(
        () -> {
          table.getSelectionModel().select(kind);
          table.requestFocus();
        });
    window.picture("problems-folded");
    robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
    window.until(() -> table.getItems().stream().filter(row -> row.depth() == 1).count() == 3);
    window.picture("problems-unfolded");
    assertTrue(table.getSelectionModel().getSelectedItem().isFoldable());
    robot.press(KeyCode.LEFT).release(KeyCode.LEFT);
    window.until(() -> table.getItems().stream().noneMatch(row -> row.depth() == 1));
  }

  @SuppressWarnings("unchecked")
  private void choose(String box, String value) {
    ComboBox<Optional<String>> kinds = window.shown(box, ComboBox.class).orElseThrow();
    kinds.getOnShowing().handle(null);
    assertTrue(kinds.getItems().contains(Optional.of(value)), kinds.getItems().toString());
    kinds.setValue(Optional.of(value));
  }

  @Test
  void whatIsListedAndFoldedIsWritten(FxRobot robot, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("jobs.csv");
    robot.interact(
        () -> {
          jobs = new JobTable(window.context(), new ActivityDetail(window.context()), () -> {});
          jobs.show(
              ListedActivity.of(
                      window.session().snapshot(),
                      new ListedActivity.Choices(
                          Optional.empty(),
                          RowFilter.ALL,
                          RowFilter.ALL,
                          Set.of(),
                          Set.of(),
                          new RowText(window.context().texts(), window.context().format())))
                  .jobs());
          jobs.write(file.toFile());
        });
    window.until(() -> Files.exists(file) && size(file) > 0);
    List<String> lines = Files.readAllLines(file);
    assertEquals(
        Csv.MARK + "Operation,Object,State,Asked at,Started,Ended,Detail", lines.getFirst());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("Rename,\"'=cmd, فهد\",Done,2")));
    assertEquals(window.session().snapshot().jobs().size(), lines.size() - 1, lines.toString());
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
