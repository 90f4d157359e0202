package io.coppice.ui.shell;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.Icons;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.controlsfx.control.BreadCrumbBar;
import org.controlsfx.control.BreadCrumbBar.BreadCrumbButton;

/**
 * The way down to what is shown, each step a button. Where it is longer than its room, its first
 * steps are one with three points, which names them and leads to the last of them; what is shown is
 * always there, at least its beginning. FX thread.
 */
final class BreadCrumbs {
  /** A step of the way. */
  record Crumb(EntityId id, String name) {}

  private static final String LEFT_OUT = "…";

  private final BreadCrumbBar<Crumb> bar = new BreadCrumbBar<>();
  private final StackPane room = new StackPane(bar);
  private final Consumer<Runnable> later;
  private List<Crumb> way = List.of();
  private boolean fitting;

  /**
   * @param open goes to a step
   * @param later runs something before the next frame
   */
  BreadCrumbs(Consumer<EntityId> open, Consumer<Runnable> later) {
    this.later = later;
    bar.setId("breadcrumb");
    bar.setFocusTraversable(false);
    bar.setAutoNavigationEnabled(false);
    bar.setCrumbFactory(this::crumb);
    bar.setOnCrumbAction(event -> open.accept(event.getSelectedCrumb().getValue().id()));
    room.setAlignment(Pos.CENTER_LEFT);
    room.setMinWidth(0);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(room.widthProperty());
    clip.heightProperty().bind(room.heightProperty());
    room.setClip(clip);
    HBox.setHgrow(room, Priority.ALWAYS);
    room.widthProperty().addListener(_ -> fitSoon());
    // letters of another size, or the first that are styled at all
    bar.heightProperty().addListener(_ -> fitSoon());
  }

  Node node() {
    return room;
  }

  void show(List<Crumb> nextWay) {
    way = nextWay;
    fit();
  }

  private void fitSoon() {
    if (!fitting) {
      fitting = true;
      later.accept(
          () -> {
            fitting = false;
            fit();
          });
    }
  }

  /** Shows all, sees how wide each step is, and leaves out what has no room. */
  private void fit() {
    show(way, 0);
    if (room.getWidth() <= 0 || bar.getScene() == null) {
      return;
    }
    int from = 0;
    while (from < way.size() - 1 && width() > room.getWidth()) {
      from++;
      show(way, from);
    }
    double beyond = width() - room.getWidth();
    if (beyond > 0 && bar.getChildrenUnmodifiable().getLast() instanceof BreadCrumbButton last) {
      last.setPrefWidth(last.prefWidth(-1) - beyond);
    }
  }

  /** As the bar lays its steps out: each behind the arrow of the one before. */
  private double width() {
    bar.applyCss();
    double width = 0;
    for (Node each : bar.getChildrenUnmodifiable()) {
      if (each instanceof BreadCrumbButton button) {
        width += button.prefWidth(-1) - (width == 0 ? 0 : button.getArrowWidth());
      }
    }
    return width;
  }

  private void show(List<Crumb> all, int from) {
    TreeItem<Crumb> leaf = null;
    for (int i = Math.max(0, from - 1); i < all.size(); i++) {
      TreeItem<Crumb> next =
          new TreeItem<>(i < from ? new Crumb(all.get(i).id(), LEFT_OUT) : all.get(i));
      if (leaf != null) {
        leaf.getChildren().add(next);
      }
      leaf = next;
    }
    bar.setSelectedCrumb(leaf);
  }

  private Button crumb(TreeItem<Crumb> item) {
    Crumb shown = item.getValue();
    BreadCrumbButton crumb = new BreadCrumbButton(shown.name(), Icons.of(shown.id().kind()).node());
    crumb.setFocusTraversable(true);
    if (shown.name().equals(LEFT_OUT) && item.getParent() == null) {
      crumb.setGraphic(null);
      crumb.setTooltip(new Tooltip(leftOut(shown.id())));
      crumb.setAccessibleText(leftOut(shown.id()));
    }
    return crumb;
  }

  /** The names down to that step. */
  private String leftOut(EntityId last) {
    int steps = way.stream().map(Crumb::id).toList().indexOf(last) + 1;
    return way.stream().limit(steps).map(Crumb::name).collect(Collectors.joining(" › "));
  }
}
