package io.coppice.ui.inventory.navigator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.RowsInSight;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A tree of folders forty levels deep, and of sixty machines. */
@ExtendWith(ApplicationExtension.class)
class TreeInSightTest {
  private static final int DEEP = 40;

  private ConsoleWindow console;

  @Start
  void open(Stage stage) {
    console = new ConsoleWindow(stage, deep(), Locale.ENGLISH);
  }

  @AfterEach
  void close() {
    console.close();
  }

  private static Blueprint deep() {
    Blueprint small = SmallSite.of(2, 60);
    Inventory all = small.inventory().copy();
    FolderId above = SmallSite.TEAM_A;
    for (int level = 0; level < DEEP; level++) {
      FolderId id = new FolderId(all.folders().size());
      all.folders()
          .add(
              new Folder(
                  id,
                  "a folder at level " + level,
                  Folder.Contents.MACHINES,
                  new DatacentreId(0),
                  Optional.of(above)));
      above = id;
    }
    return new Blueprint("deep", "Deep", "", small.start(), small.seed(), all.freeze());
  }

  @SuppressWarnings("unchecked")
  private ListView<Row> machines(FxRobot robot) {
    TabPane sections = console.node("navigator", TabPane.class);
    Tab tab =
        sections.getTabs().stream()
            .filter(its -> "section-machines".equals(its.getId()))
            .findFirst()
            .orElseThrow();
    robot.interact(() -> sections.getSelectionModel().select(tab));
    ListView<Row> tree = console.node("tree-machines", ListView.class);
    robot.interact(console.node("expand-all-machines", ToggleButton.class)::fire);
    console.until(() -> tree.getItems().size() > DEEP + 60);
    return tree;
  }

  @Test
  void theDeepestNameIsReachedSideways(FxRobot robot) {
    ListView<Row> tree = machines(robot);
    int last = at(tree, "a folder at level " + (DEEP - 1));
    robot.interact(() -> tree.scrollTo(last));
    robot.interact(() -> {});
    ScrollBar bar = sideways(tree);
    assertTrue(bar.isVisible(), "no sideways scroll bar");
    robot.interact(() -> bar.setValue(bar.getMax()));
    robot.interact(
        () -> {
          Label name = label(tree, "a folder at level " + (DEEP - 1));
          Bounds bounds = name.localToScene(name.getLayoutBounds());
          Bounds sight = tree.localToScene(tree.getLayoutBounds());
          assertTrue(bounds.getMaxX() <= sight.getMaxX() + 1, bounds + " in " + sight);
          assertTrue(bounds.getMinX() >= sight.getMinX(), bounds + " in " + sight);
          assertTrue(name.getWidth() >= name.prefWidth(-1) - 1, "the name is cut");
        });
  }

  @Test
  void aSearchFromTheEndShowsTheRowsThatAreLeft(FxRobot robot) {
    ListView<Row> tree = machines(robot);
    int all = tree.getItems().size();
    TextField search =
        console.node(
            TextField.class,
            field -> field.getStyleClass().contains("search-field") && isSeen(field));
    for (String wanted : List.of("vm-017", "vm-01", "vm-0")) {
      robot.interact(() -> tree.scrollTo(tree.getItems().size() - 1));
      robot.interact(() -> search.setText(wanted));
      console.until(() -> tree.getItems().size() < all);
      robot.interact(() -> {});
      robot.interact(
          () ->
              assertEquals(
                  tree.getItems().stream().map(Row::name).limit(4).toList(),
                  RowsInSight.of(tree).stream().limit(4).toList(),
                  wanted));
      robot.interact(() -> search.clear());
      console.until(() -> tree.getItems().size() == all);
      robot.interact(() -> {});
      robot.interact(() -> assertTrue(RowsInSight.of(tree).size() > 10, wanted));
    }
  }

  private static boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static int at(ListView<Row> tree, String name) {
    for (int i = 0; i < tree.getItems().size(); i++) {
      if (tree.getItems().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError(name + " is not listed");
  }

  private static ScrollBar sideways(ListView<?> tree) {
    return tree.lookupAll(".scroll-bar").stream()
        .map(ScrollBar.class::cast)
        .filter(bar -> bar.getOrientation() == Orientation.HORIZONTAL)
        .findFirst()
        .orElseThrow();
  }

  private static Label label(ListView<?> tree, String text) {
    return tree.lookupAll(".label").stream()
        .map(Label.class::cast)
        .filter(label -> text.equals(label.getText()) && isSeen(label))
        .findFirst()
        .orElseThrow();
  }
}
