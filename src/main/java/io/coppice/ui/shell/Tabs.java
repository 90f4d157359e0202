package io.coppice.ui.shell;

import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Navigation;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The tabs in the middle, and the way back and forward through the places visited. FX thread. */
final class Tabs implements Navigation {
  private static final int REMEMBERED = 100;

  private final TabPane pane = new TabPane();
  private final StackPane root = new StackPane();
  private final List<ScreenFactory> factories;
  private final Map<Tab, Screen> screens = new HashMap<>();
  private final Deque<Place> past = new ArrayDeque<>();
  private final Deque<Place> future = new ArrayDeque<>();
  private final ReadOnlyObjectWrapper<Place> current = new ReadOnlyObjectWrapper<>();
  private UiContext context;
  private boolean travelling;
  private Runnable moved = () -> {};

  Tabs(List<ScreenFactory> factories) {
    this.factories = List.copyOf(factories);
    pane.setId("tabs");
    pane.getStyleClass().add("object-tabs");
    pane.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
    pane.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
    pane.getSelectionModel().selectedItemProperty().addListener((_, _, tab) -> visited(tab));
  }

  /** Must be called once before the first place is opened. */
  void begin(UiContext given) {
    context = given;
    Label said = new Label(given.texts().get("tabs.none"));
    said.setWrapText(true);
    Button start = ActionMenus.textButton(given.actions().find("start").orElseThrow(), given);
    VBox empty = new VBox(said, start);
    empty.getStyleClass().add("empty");
    empty.visibleProperty().bind(Bindings.isEmpty(pane.getTabs()));
    root.getChildren().setAll(pane, empty);
  }

  /** Tells whenever other places are open, or another one is shown. */
  void onMoved(Runnable run) {
    moved = run;
    pane.getTabs().addListener((InvalidationListener) _ -> moved.run());
    pane.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> moved.run());
  }

  Node node() {
    return root;
  }

  /** The place that is shown; null when no tab is open. */
  ReadOnlyObjectProperty<Place> currentProperty() {
    return current.getReadOnlyProperty();
  }

  Optional<Screen> currentScreen() {
    return Optional.ofNullable(screens.get(pane.getSelectionModel().getSelectedItem()));
  }

  @Override
  public void open(Place place) {
    Tab tab = tab(place).orElseGet(() -> add(place));
    if (tab == null) {
      return;
    }
    pane.getSelectionModel().select(tab);
    Screen screen = screens.get(tab);
    screen.go(place);
    visited(tab);
    screen.focus();
  }

  @Override
  public void openBehind(Place place) {
    if (tab(place).isEmpty()) {
      add(place);
    }
  }

  /** An object has one tab, whatever page of it is shown. */
  private Optional<Tab> tab(Place place) {
    return pane.getTabs().stream().filter(tab -> same(screens.get(tab).place(), place)).findFirst();
  }

  private static boolean same(Place a, Place b) {
    if (a instanceof Place.Page one && b instanceof Place.Page other) {
      return one.id().equals(other.id());
    }
    return a.getClass() == b.getClass();
  }

  private Tab add(Place place) {
    ScreenFactory factory =
        factories.stream().filter(f -> f.handles(place)).findFirst().orElse(null);
    if (factory == null) {
      return null;
    }
    Screen screen = factory.create(place, context);
    Tab tab = new Tab();
    tab.textProperty().bind(screen.title());
    tab.setGraphic(screen.icon().node());
    tab.setContent(screen.node());
    tab.setOnClosed(_ -> closed(tab));
    tab.getGraphic()
        .setOnMouseClicked(
            event -> {
              if (event.getButton() == MouseButton.MIDDLE) {
                close(tab);
              }
            });
    screen.onMoved(() -> moved.run());
    screens.put(tab, screen);
    pane.getTabs().add(tab);
    return tab;
  }

  private void closed(Tab tab) {
    tab.textProperty().unbind();
    Screen screen = screens.remove(tab);
    if (screen != null) {
      screen.close();
    }
  }

  private void close(Tab tab) {
    pane.getTabs().remove(tab);
    closed(tab);
  }

  void closeCurrent() {
    Tab tab = pane.getSelectionModel().getSelectedItem();
    if (tab != null) {
      close(tab);
    }
  }

  void closeAll() {
    for (Tab tab : List.copyOf(pane.getTabs())) {
      close(tab);
    }
  }

  /** Closes the pages of objects, and forgets the way to them. */
  void closePages() {
    for (Tab tab : List.copyOf(pane.getTabs())) {
      if (screens.get(tab).place() instanceof Place.Page) {
        close(tab);
      }
    }
    past.removeIf(Place.Page.class::isInstance);
    future.removeIf(Place.Page.class::isInstance);
  }

  /** Shows the tab of a place, if it is open. */
  void select(Place place) {
    tab(place).ifPresent(pane.getSelectionModel()::select);
  }

  /** Goes to the next or, with -1, the previous tab, around the end. */
  void cycle(int by) {
    int count = pane.getTabs().size();
    if (count > 0) {
      pane.getSelectionModel()
          .select(Math.floorMod(pane.getSelectionModel().getSelectedIndex() + by, count));
    }
  }

  private void visited(Tab tab) {
    Screen screen = tab == null ? null : screens.get(tab);
    if (screen == null) {
      current.set(null);
      return;
    }
    Place place = screen.place();
    Place before = current.get();
    current.set(place);
    if (!travelling && before != null && !before.equals(place)) {
      past.push(before);
      future.clear();
      if (past.size() > REMEMBERED) {
        past.removeLast();
      }
    }
  }

  @Override
  public void back() {
    travel(past, future);
  }

  @Override
  public void forward() {
    travel(future, past);
  }

  boolean canGoBack() {
    return !past.isEmpty();
  }

  boolean canGoForward() {
    return !future.isEmpty();
  }

  private void travel(Deque<Place> from, Deque<Place> to) {
    Place target = from.poll();
    if (target == null) {
      return;
    }
    if (current.get() != null) {
      to.push(current.get());
    }
    travelling = true;
    try {
      open(target);
    } finally {
      travelling = false;
    }
  }

  /** The open places, in order. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (Tab tab : pane.getTabs()) {
      places.add(screens.get(tab).place());
    }
    return places;
  }
}
