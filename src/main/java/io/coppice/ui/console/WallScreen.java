package io.coppice.ui.console;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** A wall in a tab of its own; one wall, on which other machines can be hung. FX thread. */
final class WallScreen implements Screen {
  static final String NAME = "wall";

  private final UiContext context;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final StackPane root = new StackPane();
  private Runnable moved = () -> {};
  private WallTarget target;
  private WallPart part;

  WallScreen(Place.Named place, UiContext context) {
    this.context = context;
    title.set(context.texts().get("console.wall"));
    hang(WallTarget.parse(place.at()));
  }

  private void hang(WallTarget next) {
    if (part != null) {
      part.close();
    }
    target = next;
    part = new WallPart(target, context);
    root.getChildren().setAll(part.node());
  }

  @Override
  public void go(Place place) {
    if (place instanceof Place.Named named
        && !named.at().isEmpty()
        && !named.at().equals(target.print())) {
      hang(WallTarget.parse(named.at()));
      moved.run();
    }
  }

  @Override
  public void onMoved(Runnable listener) {
    moved = listener;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public ObservableValue<String> title() {
    return title.getReadOnlyProperty();
  }

  @Override
  public Icons icon() {
    return Icons.WALL;
  }

  @Override
  public Place place() {
    return new Place.Named(NAME, target.print());
  }

  @Override
  public String help() {
    return "consoles";
  }

  @Override
  public void focus() {
    part.focus();
  }

  @Override
  public void close() {
    part.close();
  }
}
