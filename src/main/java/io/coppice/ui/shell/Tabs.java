package io.coppice.ui.shell;

import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Navigation;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The tabs in the middle, and the way back and forward through the places visited. One of them may
 * be a preview: the next preview takes its place, until it is kept. FX thread.
 */
final class Tabs implements Navigation {
  private final TabPane pane = new TabPane();
  private final StackPane root = new StackPane();
  private final List<ScreenFactory> factories;
  private final Map<Tab, Page> pages = new HashMap<>();
  private final CurrentPlace current = new CurrentPlace();
  private UiContext context;
  private TabHeader face;
  private Tab preview;
  private Runnable moved = () -> {};

  /** What a tab shows, and the context it was given. */
  private record Page(Screen screen, UiContext context) {}

  Tabs(List<ScreenFactory> factories) {
    this.factories = List.copyOf(factories);
    pane.setId("tabs");
    pane.getStyleClass().add("object-tabs");
    pane.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
    pane.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
    pane.getSelectionModel().selectedItemProperty().addListener((_, _, tab) -> visited(tab));
    pane.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> turned());
    pane.focusedProperty().addListener((_, _, _) -> turned());
    pane.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
  }

  /** Must be called once before the first place is opened. */
  void begin(UiContext given) {
    context = given;
    current.begin(given.session());
    face = new TabHeader(given.texts(), this);
    Label said = new Label(given.texts().get("tabs.none"));
    said.setWrapText(true);
    VBox empty = new VBox(said);
    given
        .actions()
        .find("start")
        .ifPresent(start -> empty.getChildren().add(ActionMenus.textButton(start, given)));
    empty.getStyleClass().add("empty");
    empty.visibleProperty().bind(Bindings.isEmpty(pane.getTabs()));
    root.getChildren().setAll(pane, empty);
  }

  /** Tells whenever other places are open, or another one is shown. */
  void onMoved(Runnable run) {
    moved = run;
    pane.getTabs().addListener((InvalidationListener) _ -> moved.run());
  }

  Node node() {
    return root;
  }

  /** The place that is shown; null when no tab is open. */
  ReadOnlyObjectProperty<Place> currentProperty() {
    return current.property();
  }

  Optional<Screen> currentScreen() {
    return Optional.ofNullable(pages.get(pane.getSelectionModel().getSelectedItem()))
        .map(Page::screen);
  }

  /** The context of the page a node stands in. */
  Optional<UiContext> contextAt(Node node) {
    Page page = pages.get(pane.getSelectionModel().getSelectedItem());
    for (Node at = node; page != null && at != null; at = at.getParent()) {
      if (at == page.screen().node()) {
        return Optional.of(page.context());
      }
    }
    return Optional.empty();
  }

  @Override
  public void open(Place place) {
    current.go(place, this::openHere);
  }

  private void openHere(Place place) {
    tab(place)
        .or(() -> add(place))
        .ifPresent(
            tab -> {
              keep(tab);
              show(tab, place);
              pages.get(tab).screen().focus();
            });
  }

  @Override
  public void openBehind(Place place) {
    current.go(place, here -> tab(here).or(() -> add(here)).ifPresent(this::keep));
  }

  @Override
  public void preview(Place place) {
    current.go(place, this::previewHere);
  }

  private void previewHere(Place place) {
    tab(place)
        .ifPresentOrElse(
            tab -> show(tab, place),
            () -> {
              Place alike = onSameTab(place);
              addPreview(alike).ifPresent(tab -> show(tab, alike));
            });
  }

  /** Who looks at the charts of one object wants to see those of the next one too. */
  private Place onSameTab(Place place) {
    return place instanceof Place.Page wanted
            && wanted.tab().isEmpty()
            && current.get() instanceof Place.Page now
        ? wanted.on(now.tab())
        : place;
  }

  private void show(Tab tab, Place place) {
    pane.getSelectionModel().select(tab);
    pages.get(tab).screen().go(place);
    visited(tab);
  }

  /** An object has one tab, whatever page of it is shown. */
  private Optional<Tab> tab(Place place) {
    return pane.getTabs().stream().filter(tab -> place(tab).sharesTabWith(place)).findFirst();
  }

  private Place place(Tab tab) {
    return pages.get(tab).screen().place();
  }

  private Optional<Tab> add(Place place) {
    return page(place)
        .map(
            page -> {
              Tab tab = face.tab();
              fill(tab, page);
              tab.setOnClosed(_ -> closed(tab));
              pane.getTabs().add(tab);
              return tab;
            });
  }

  private Optional<Tab> addPreview(Place place) {
    if (preview == null) {
      Optional<Tab> added = add(place);
      added.ifPresent(
          tab -> {
            preview = tab;
            face.preview(tab, true);
          });
      return added;
    }
    return page(place)
        .map(
            page -> {
              Page before = pages.get(preview);
              fill(preview, page);
              before.screen().close();
              return preview;
            });
  }

  private Optional<Page> page(Place place) {
    return factories.stream()
        .filter(factory -> factory.handles(place))
        .findFirst()
        .map(
            factory -> {
              Screen[] made = new Screen[1];
              UiContext own =
                  context.with(new ObservedDialogs(context.dialogs(), () -> changedOn(made[0])));
              made[0] = factory.create(place, own);
              made[0].onMoved(() -> moved.run());
              return new Page(made[0], own);
            });
  }

  private void fill(Tab tab, Page page) {
    pages.put(tab, page);
    tab.textProperty().bind(page.screen().title());
    tab.setContent(page.screen().node());
    face.icon(tab, page.screen().icon());
  }

  /** What somebody works on stays. */
  private void changedOn(Screen screen) {
    if (preview != null && pages.get(preview).screen() == screen) {
      keep(preview);
    }
  }

  boolean isPreview(Tab tab) {
    return tab == preview;
  }

  /** The preview stays open from now on. */
  void keep(Tab tab) {
    if (isPreview(tab)) {
      preview = null;
      face.preview(tab, false);
      moved.run();
    }
  }

  void keepCurrent() {
    keep(pane.getSelectionModel().getSelectedItem());
  }

  private void clicked(MouseEvent event) {
    TabHeader.at(event)
        .ifPresent(
            tab -> {
              if (event.getButton() == MouseButton.MIDDLE) {
                close(tab);
              } else if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                keep(tab);
              }
            });
  }

  private void closed(Tab tab) {
    tab.textProperty().unbind();
    preview = isPreview(tab) ? null : preview;
    Page page = pages.remove(tab);
    if (page != null) {
      page.screen().close();
    }
  }

  void close(Tab tab) {
    pane.getTabs().remove(tab);
    closed(tab);
  }

  void closeCurrent() {
    Tab tab = pane.getSelectionModel().getSelectedItem();
    if (tab != null) {
      close(tab);
    }
  }

  void closeOthers(Tab kept) {
    List.copyOf(pane.getTabs()).stream().filter(tab -> tab != kept).forEach(this::close);
  }

  void closeAll() {
    List.copyOf(pane.getTabs()).forEach(this::close);
  }

  /**
   * Another site is shown: the pages of the one before close, and the way back leads to them.
   *
   * @param restore opens its own
   */
  void atSite(String source, Runnable restore) {
    current.atSite(
        source,
        () -> {
          closePages();
          restore.run();
        });
    moved.run();
  }

  /** Forgets the way to sites that are closed. */
  void keepSites(Predicate<String> open) {
    current.keepSites(open);
  }

  private void closePages() {
    List.copyOf(pane.getTabs()).stream()
        .filter(tab -> place(tab) instanceof Place.Page)
        .forEach(this::close);
  }

  /** Shows the tab of a place, if it is open. */
  void select(Place place) {
    tab(current.pinned(place)).ifPresent(pane.getSelectionModel()::select);
  }

  /** Goes to the next or, with -1, the previous tab, around the end. */
  void cycle(int by) {
    int count = pane.getTabs().size();
    if (count > 0) {
      pane.getSelectionModel()
          .select(Math.floorMod(pane.getSelectionModel().getSelectedIndex() + by, count));
      pages.get(pane.getSelectionModel().getSelectedItem()).screen().focus();
    }
  }

  private void visited(Tab tab) {
    if (pages.get(tab) == null) {
      current.nowhere();
    } else {
      current.reached(place(tab));
    }
    moved.run();
  }

  /** Whoever turns to a page by its tab works on its object, and no more on what a tree has. */
  private void turned() {
    Tab tab = pane.getSelectionModel().getSelectedItem();
    if (pane.isFocused() && pages.get(tab) != null && place(tab) instanceof Place.Page page) {
      context.selection().set(List.of(page.id()));
    }
  }

  @Override
  public void back() {
    current.back(this::lookAgain);
  }

  @Override
  public void forward() {
    current.forward(this::lookAgain);
  }

  boolean canGoBack() {
    return current.hasPast();
  }

  boolean canGoForward() {
    return current.hasFuture();
  }

  /** Who goes back over what he only looked at looks at it again, and no more. */
  private void lookAgain(Place place) {
    tab(place)
        .or(() -> place instanceof Place.Page ? addPreview(place) : add(place))
        .ifPresent(
            tab -> {
              show(tab, place);
              pages.get(tab).screen().focus();
            });
  }

  /** The open places, in order. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    pane.getTabs().forEach(tab -> places.add(place(tab)));
    return places;
  }

  /** The place that is only looked at, if one is. */
  Optional<Place> previewed() {
    return Optional.ofNullable(preview).map(this::place);
  }
}
