package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TreeItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.controlsfx.control.BreadCrumbBar;

/**
 * Back, forward, and where the shown object stands, which changes when it or something above it is
 * renamed or moved. FX thread.
 */
final class PathBar implements AutoCloseable {
  /** A step of the way down to what is shown. */
  private record Crumb(EntityId id, String name) {}

  /** The way to a place; null is no place. */
  private record Way(Place to, List<Crumb> crumbs) {}

  private final UiContext context;
  private final Tabs tabs;
  private final BreadCrumbBar<Crumb> crumbs = new BreadCrumbBar<>();
  private final HBox bar = new HBox(4);
  private final Button back;
  private final Button forward;
  private final FrameGate.Binding binding;
  private volatile Place at;
  private Way shown;

  PathBar(UiContext context, Tabs tabs) {
    this.context = context;
    this.tabs = tabs;
    back = button("back");
    forward = button("forward");
    crumbs.setId("breadcrumb");
    crumbs.setFocusTraversable(false);
    crumbs.setAutoNavigationEnabled(false);
    crumbs.setCrumbFactory(this::crumb);
    crumbs.setOnCrumbAction(
        event ->
            context.navigation().open(new Place.Page(event.getSelectedCrumb().getValue().id())));
    Button search = button("palette");
    search.setId("palette-button");
    search.setText(context.texts().get("palette.button"));
    search.getStyleClass().remove(Styles.BUTTON_ICON);
    search.setMinWidth(Button.USE_PREF_SIZE);
    crumbs.setMaxWidth(Double.MAX_VALUE);
    bar.getChildren().addAll(back, forward, shownEnd(), search);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("path-bar");
    tabs.currentProperty().addListener((_, _, place) -> show(place));
    show((Place) null);
    binding = context.gate().bind(snapshot -> way(snapshot, at), this::show);
  }

  Node node() {
    return bar;
  }

  /** Where the way is longer than its room, its end is what is shown: the crumbs know no less. */
  private Node shownEnd() {
    StackPane room = new StackPane(crumbs);
    room.setAlignment(Pos.CENTER_RIGHT);
    room.setMinWidth(0);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(room.widthProperty());
    clip.heightProperty().bind(room.heightProperty());
    room.setClip(clip);
    HBox.setHgrow(room, Priority.ALWAYS);
    return room;
  }

  private Button button(String action) {
    return ActionMenus.button(context.actions().find(action).orElseThrow(), List.of(), context);
  }

  private Button crumb(TreeItem<Crumb> item) {
    Crumb shown = item.getValue();
    Button crumb =
        new BreadCrumbBar.BreadCrumbButton(shown.name(), Icons.of(shown.id().kind()).node());
    crumb.setFocusTraversable(true);
    return crumb;
  }

  private void show(Place place) {
    back.setDisable(!tabs.canGoBack());
    forward.setDisable(!tabs.canGoForward());
    at = place;
    show(way(context.session().snapshot(), place));
  }

  private void show(Way way) {
    if (way.equals(shown) || !Objects.equals(way.to(), at)) {
      return;
    }
    shown = way;
    TreeItem<Crumb> leaf = null;
    for (Crumb crumb : way.crumbs()) {
      TreeItem<Crumb> next = new TreeItem<>(crumb);
      if (leaf != null) {
        leaf.getChildren().add(next);
      }
      leaf = next;
    }
    crumbs.setSelectedCrumb(leaf);
  }

  private static Way way(Snapshot snapshot, Place place) {
    return new Way(
        place,
        place instanceof Place.Page page
            ? snapshot.contents().path(page.id()).stream()
                .map(id -> new Crumb(id, snapshot.contents().displayName(id)))
                .toList()
            : List.of());
  }

  @Override
  public void close() {
    binding.close();
  }
}
