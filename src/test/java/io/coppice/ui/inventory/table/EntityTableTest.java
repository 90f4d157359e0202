package io.coppice.ui.inventory.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.session.LiveSession;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Actions;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.LiveFrameGate;
import io.coppice.ui.kit.Navigation;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.SelectionHub;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.controlsfx.control.CheckComboBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A table of fifty machines of a site that does what it is told at once. */
@ExtendWith(ApplicationExtension.class)
class EntityTableTest {
  private static final int MACHINES = 50;

  private final List<Place> opened = new ArrayList<>();
  private LiveSession session;
  private LiveFrameGate gate;
  private UiContext context;
  private EntityTable made;
  private StackPane root;

  @Start
  void open(Stage stage) {
    session = Sessions.inMemory(SmallSite.of(4, MACHINES));
    gate = new LiveFrameGate(session);
    Navigation navigation =
        new Navigation() {
          @Override
          public void open(Place place) {
            opened.add(place);
          }

          @Override
          public void preview(Place place) {}

          @Override
          public void openBehind(Place place) {
            opened.add(place);
          }

          @Override
          public void back() {}

          @Override
          public void forward() {}
        };
    context =
        new UiContext(
            session,
            gate,
            navigation,
            new Texts(Locale.ENGLISH),
            new Format(Locale.ENGLISH),
            new Actions(List.of(), session),
            null,
            new SelectionHub());
    root = new StackPane();
    Scene scene = new Scene(root, 900, 600);
    new Theme(session.preferences()).dress(scene);
    made = new EntityTable(context, TableKind.MACHINES, SmallSite.CLUSTER);
    root.getChildren().setAll(made.node());
    stage.setMaximized(false);
    stage.setScene(scene);
    stage.setWidth(900);
    stage.setHeight(600);
    stage.show();
  }

  @AfterEach
  void close() {
    onFx(
        () -> {
          made.close();
          gate.close();
          return null;
        });
    session.close();
  }

  private static <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(30_000, work);
  }

  private static void until(Callable<Boolean> is) throws TimeoutException {
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> onFx(is));
  }

  private TableView<EntityId> table() {
    return made.table();
  }

  private void select(int... rows) {
    onFx(
        () -> {
          table().requestFocus();
          table().getSelectionModel().clearSelection();
          table().getSelectionModel().selectIndices(rows[0], rows);
          return null;
        });
  }

  @Test
  void aRenamedMachineMovesAndStaysSelected() throws TimeoutException {
    until(() -> table().getItems().size() == MACHINES);
    select(2, 5);
    List<EntityId> before = onFx(made::selection);
    assertEquals(List.of(new MachineId(2), new MachineId(5)), before);
    session.submit("rename", List.of(new Rename(new MachineId(2), "zz-last")));
    until(() -> table().getItems().get(MACHINES - 1).equals(new MachineId(2)));
    assertEquals(java.util.Set.copyOf(before), java.util.Set.copyOf(onFx(made::selection)));
    assertTrue(onFx(() -> table().getSelectionModel().isSelected(MACHINES - 1)));
    assertEquals(2, onFx(() -> context.selection().get()).size());
  }

  @Test
  void whatASearchHidesIsNoLongerSelected() throws TimeoutException {
    until(() -> table().getItems().size() == MACHINES);
    select(2, 45);
    onFx(
        () -> {
          made.bar().search().setText("vm-04");
          return null;
        });
    until(() -> table().getItems().size() == 10);
    assertEquals(List.of(new MachineId(45)), onFx(made::selection));
    assertTrue(onFx(() -> made.bar().said().getText()).contains("10 of 50"));
  }

  @Test
  void lettersTypedIntoTheRowsSearch(FxRobot robot) throws TimeoutException {
    until(() -> table().getItems().size() == MACHINES);
    select(0);
    robot.type(KeyCode.DIGIT4, KeyCode.DIGIT7);
    until(() -> table().getItems().size() == 1);
    assertEquals("47", onFx(() -> made.bar().search().getText()));
    robot.type(KeyCode.ESCAPE);
    until(() -> table().getItems().size() == MACHINES);
  }

  @Test
  void enterOpensTheObject(FxRobot robot) throws TimeoutException {
    until(() -> table().getItems().size() == MACHINES);
    select(3);
    robot.type(KeyCode.ENTER);
    until(() -> opened.equals(List.of(new Place.Page(new MachineId(3)))));
  }

  @Test
  void aFilterAboveAColumnFilters() throws TimeoutException {
    until(() -> table().getItems().size() == MACHINES);
    onFx(
        () -> {
          ((javafx.scene.control.ToggleButton) root.lookup("#table-filters")).setSelected(true);
          root.applyCss();
          root.layout();
          return null;
        });
    CheckComboBox<?> states = onFx(() -> (CheckComboBox<?>) root.lookup("#filter-state"));
    until(() -> states.getItems().contains("Powered off"));
    onFx(
        () -> {
          states.getCheckModel().check(states.getItems().indexOf("Powered off"));
          return null;
        });
    until(() -> table().getItems().size() == (MACHINES + 2) / 3);
    onFx(
        () -> {
          ((TextField) root.lookup("#filter-vcpus")).setText("> 99");
          return null;
        });
    until(() -> table().getItems().isEmpty());
    onFx(
        () -> {
          ((javafx.scene.control.ToggleButton) root.lookup("#table-filters")).setSelected(false);
          return null;
        });
    until(() -> table().getItems().size() == MACHINES);
  }

  @Test
  void columnsAndSortAreKeptForTheNextTable() throws TimeoutException {
    until(() -> table().getItems().size() == MACHINES);
    onFx(
        () -> {
          TableColumn<EntityId, ?> name = table().getColumns().getFirst();
          name.setSortType(TableColumn.SortType.DESCENDING);
          made.close();
          return null;
        });
    List<String> shown = onFx(() -> table().getColumns().stream().map(TableColumn::getId).toList());
    session.preferences().put("table.columns.machines", "state:9.0 name:20.0 nonsense:1.0");
    onFx(
        () -> {
          made = new EntityTable(context, TableKind.MACHINES, SmallSite.CLUSTER);
          root.getChildren().setAll(made.node());
          return null;
        });
    until(() -> table().getItems().size() == MACHINES);
    assertNotEquals(
        shown, onFx(() -> table().getColumns().stream().map(TableColumn::getId).toList()));
    assertEquals(
        List.of("state", "name"),
        onFx(() -> table().getColumns().stream().map(TableColumn::getId).toList()));
    assertEquals(new MachineId(MACHINES - 1), onFx(() -> table().getItems().getFirst()));
  }
}
