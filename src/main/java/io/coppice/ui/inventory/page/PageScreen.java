package io.coppice.ui.inventory.page;

import io.coppice.model.EntityId;
import io.coppice.model.site.ObjectRef;
import io.coppice.ui.inventory.page.card.FactFormatter;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;

/**
 * The page of one object, with the tabs that apply to it as it is now. A tab's content is made when
 * it is first shown. FX thread.
 */
final class PageScreen implements Screen {
  private final UiContext context;
  private final ObjectRef object;
  private final EntityId id;
  private final List<PageTab> all;
  private final Consumer<String> turnedTo;
  private final PageHead head;
  private final TabPane tabs = new TabPane();
  private final Map<String, PagePart> parts = new HashMap<>();
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
  private final BorderPane pane = new BorderPane();
  private final FrameGate.Binding binding;
  private Runnable moved = () -> {};
  private String lastName;
  private boolean gone;

  /** Whether tabs come and go by themselves just now. */
  private boolean offering;

  /**
   * A page.
   *
   * @param all every tab a page can have
   * @param turnedTo is told the tab that somebody turned to
   */
  PageScreen(UiContext context, Place.Page place, List<PageTab> all, Consumer<String> turnedTo) {
    this.context = context;
    this.object = place.object();
    this.id = place.id();
    this.all = all;
    this.turnedTo = turnedTo;
    this.head = new PageHead(context, id);
    this.lastName = id.token();
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getStyleClass().add("page-tabs");
    tabs.setId("page-tabs");
    tabs.setAccessibleText(context.texts().get("page.tabs"));
    pane.setTop(head.node());
    pane.setCenter(tabs);
    pane.getStyleClass().add("object-page");
    pane.setId("page-of-" + id.token());
    show(compute(context.session().snapshot()));
    go(place);
    fill(tabs.getSelectionModel().getSelectedItem());
    tabs.getSelectionModel().selectedItemProperty().addListener((_, _, tab) -> turned(tab));
    binding = context.gate().bind(this::compute, this::show);
  }

  /** The head and the tabs that apply. */
  private record Shown(ObjectPageState head, List<PageTab> tabs) {}

  private Shown compute(io.coppice.backend.Snapshot snapshot) {
    return new Shown(
        ObjectPageState.of(
            new FactFormatter(snapshot, context.texts(), context.format()), id, context.actions()),
        all.stream().filter(tab -> tab.appliesTo(id, snapshot)).toList());
  }

  /** Takes away the tabs that no longer apply and puts those that now do into their places. */
  private void offer(List<PageTab> offered) {
    if (offered.equals(tabs.getTabs().stream().map(Tab::getUserData).toList())) {
      return;
    }
    offering = true;
    tabs.getTabs()
        .removeIf(
            tab -> {
              boolean applies = offered.contains((PageTab) tab.getUserData());
              if (!applies && tab.getContent() != null) {
                parts.remove(((PageTab) tab.getUserData()).id()).close();
              }
              return !applies;
            });
    for (int at = 0; at < offered.size(); at++) {
      PageTab wanted = offered.get(at);
      if (at == tabs.getTabs().size() || tabs.getTabs().get(at).getUserData() != wanted) {
        tabs.getTabs().add(at, tab(wanted));
      }
    }
    offering = false;
  }

  private Tab tab(PageTab made) {
    Tab tab = new Tab(context.texts().get(made.title()));
    tab.setId("tab-" + made.id());
    tab.setUserData(made);
    return tab;
  }

  private void turned(Tab tab) {
    fill(tab);
    if (tab != null && !offering) {
      turnedTo.accept(((PageTab) tab.getUserData()).id());
    }
    moved.run();
  }

  private void fill(Tab tab) {
    if (tab != null && tab.getContent() == null && !gone) {
      PageTab made = (PageTab) tab.getUserData();
      PagePart part = made.create(id, context);
      parts.put(made.id(), part);
      tab.setContent(part.node());
    }
  }

  private void show(Shown shown) {
    ObjectPageState now = shown.head();
    head.show(now);
    if (!now.gone()) {
      offer(shown.tabs());
    }
    if (!now.gone()) {
      lastName = now.name();
    }
    title.set(lastName);
    if (now.gone() != gone) {
      gone = now.gone();
      pane.setCenter(gone ? MissingObject.node(context, lastName) : tabs);
      if (!gone) {
        fill(tabs.getSelectionModel().getSelectedItem());
      }
    }
  }

  @Override
  public Node node() {
    return pane;
  }

  @Override
  public ObservableValue<String> title() {
    return title.getReadOnlyProperty();
  }

  @Override
  public Icons icon() {
    return context
        .session()
        .snapshot()
        .inventory()
        .find(id)
        .map(FactFormatter::icon)
        .orElse(Icons.of(id.kind()));
  }

  @Override
  public Place place() {
    Tab tab = tabs.getSelectionModel().getSelectedItem();
    return new Place.Page(object, tab == null ? "" : ((PageTab) tab.getUserData()).id());
  }

  @Override
  public void go(Place place) {
    if (place instanceof Place.Page page && !page.tab().isEmpty()) {
      for (Tab tab : tabs.getTabs()) {
        if (((PageTab) tab.getUserData()).id().equals(page.tab())) {
          tabs.getSelectionModel().select(tab);
        }
      }
    }
  }

  @Override
  public void onMoved(Runnable run) {
    moved = run;
  }

  @Override
  public void focus() {
    context.selection().set(List.of(id));
    Tab tab = tabs.getSelectionModel().getSelectedItem();
    PagePart part = tab == null ? null : parts.get(((PageTab) tab.getUserData()).id());
    if (part != null && !gone) {
      part.focus();
    }
  }

  @Override
  public String help() {
    Tab tab = tabs.getSelectionModel().getSelectedItem();
    return tab == null ? "inventory" : ((PageTab) tab.getUserData()).help();
  }

  @Override
  public void close() {
    binding.close();
    parts.values().forEach(PagePart::close);
  }
}
