package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

/**
 * Back, forward, and where the shown object stands, which changes when it or something above it is
 * renamed or moved. FX thread.
 */
final class PathBar implements AutoCloseable {
  /** The way to a place; null is no place. */
  private record Way(Place to, List<BreadCrumbs.Crumb> crumbs) {}

  private final UiContext context;
  private final Tabs tabs;
  private final BreadCrumbs crumbs;
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
    crumbs =
        new BreadCrumbs(id -> context.navigation().open(new Place.Page(id)), context.gate()::later);
    Button search = button("palette");
    search.setId("palette-button");
    search.setText(context.texts().get("palette.button"));
    search.getStyleClass().remove(Styles.BUTTON_ICON);
    search.setMinWidth(Button.USE_PREF_SIZE);
    bar.getChildren().addAll(back, forward, crumbs.node(), search);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("path-bar");
    tabs.currentProperty().addListener((_, _, place) -> show(place));
    show((Place) null);
    binding = context.gate().bind(snapshot -> way(snapshot, at), this::show);
  }

  Node node() {
    return bar;
  }

  private Button button(String action) {
    return ActionMenus.button(context.actions().find(action).orElseThrow(), List.of(), context);
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
    crumbs.show(way.crumbs());
  }

  private static Way way(Snapshot snapshot, Place place) {
    return new Way(
        place,
        place instanceof Place.Page page
            ? snapshot.contents().path(page.id()).stream()
                .map(id -> new BreadCrumbs.Crumb(id, snapshot.contents().displayName(id)))
                .toList()
            : List.of());
  }

  @Override
  public void close() {
    binding.close();
  }
}
