package io.coppice.ui.fork.group;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.SharingSums;
import io.coppice.model.site.ObjectRef;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Lifetime;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.UiContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A fork group's page: what it is, what may be done, and its tabs. FX thread. */
public final class GroupScreen implements Screen {
  private final ObjectRef object;
  private final ForkGroupId id;
  private final UiContext context;
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final Label name = new Label();
  private final Label said = new Label();
  private final TabPane tabs = new TabPane();
  private final Map<Tab, Shown> parts = new HashMap<>();
  private final Label gone = new Label();
  private final VBox root = new VBox();
  private final Lifetime lifetime = new Lifetime();
  private Runnable moved = () -> {};

  private record Shown(PagePart part, ShownGate gate) {}

  private record Head(String name, String said) {}

  /** Builds the page and shows one of its tabs. */
  public GroupScreen(Place.Page place, List<PageTab> offered, UiContext context) {
    this.object = place.object();
    this.id = (ForkGroupId) place.id();
    this.context = context;
    name.getStyleClass().add("page-title");
    said.getStyleClass().add("quiet");
    said.setWrapText(true);
    said.setMinHeight(Region.USE_PREF_SIZE);
    gone.setText(context.texts().get("forks.page.gone"));
    gone.getStyleClass().add("group-gone");
    gone.managedProperty().bind(gone.visibleProperty());
    gone.setVisible(false);
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getStyleClass().addAll(Styles.DENSE, "page-tabs");
    tabs.setId("group-tabs");
    VBox.setVgrow(tabs, Priority.ALWAYS);
    root.getChildren().setAll(head(), gone, tabs);
    root.setId("group-page");
    offer(offered);
    show(compute(context.session().snapshot()));
    lifetime.own(context.gate().bind(this::compute, this::show));
    tabs.getSelectionModel().selectedItemProperty().addListener((_, old, now) -> turned(old, now));
    go(place);
    fill(tabs.getSelectionModel().getSelectedItem());
  }

  private void offer(List<PageTab> offered) {
    Snapshot snapshot = context.session().snapshot();
    for (PageTab one : offered) {
      if (one.appliesTo(id, snapshot)) {
        Tab tab = new Tab(context.texts().get(one.title()));
        tab.setId("tab-" + one.id());
        tab.setUserData(one);
        tabs.getTabs().add(tab);
      }
    }
  }

  private Node head() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    name.setMinWidth(Region.USE_PREF_SIZE);
    HBox line = new HBox(Icons.FORK_GROUP.node("accent"), name, said, gap);
    line.getStyleClass().addAll("line", "group-head");
    line.setAlignment(Pos.CENTER_LEFT);
    context
        .actions()
        .find("fork")
        .ifPresent(
            fork -> {
              Button button = new Button(ActionMenus.text(fork, context), Icons.FORK.node());
              button.setId("group-fork");
              button.setMinWidth(Region.USE_PREF_SIZE);
              button.getStyleClass().addAll(Styles.ACCENT, Styles.SMALL);
              button.setOnAction(_ -> ActionMenus.perform(fork, List.of(id), context));
              line.getChildren().add(button);
            });
    line.getChildren().add(more());
    return line;
  }

  private Node more() {
    Button more = new Button(context.texts().get("forks.page.actions"), Icons.OPENED.node());
    more.setId("group-actions");
    more.setContentDisplay(ContentDisplay.RIGHT);
    more.getStyleClass().add(Styles.SMALL);
    more.setMinWidth(Region.USE_PREF_SIZE);
    more.setOnAction(
        _ -> {
          Point2D at = more.localToScreen(0, more.getHeight());
          ActionMenus.popUp(more, at.getX(), at.getY(), List.of(id), context);
        });
    return more;
  }

  private Optional<Head> compute(Snapshot snapshot) {
    return snapshot
        .forks()
        .group(id)
        .map(
            group -> {
              SharingSums sums = snapshot.forks().sums(id);
              return new Head(group.name(), describe(group, sums));
            });
  }

  private String describe(ForkGroup group, SharingSums sums) {
    return context
        .texts()
        .get(
            "forks.page.said",
            sums.members(),
            context.format().bytes(sums.cost()),
            context.format().bytes(sums.nominal()),
            group.trust().name(),
            sums.nominal() > 0 ? 1 : 0);
  }

  private void show(Optional<Head> head) {
    gone.setVisible(head.isEmpty());
    head.ifPresent(
        now -> {
          title.set(now.name());
          name.setText(now.name());
          said.setText(now.said());
        });
  }

  private void turned(Tab old, Tab now) {
    Shown before = parts.get(old);
    if (before != null) {
      before.gate().setShown(false);
    }
    fill(now);
    moved.run();
  }

  private void fill(Tab tab) {
    if (tab == null) {
      return;
    }
    Shown known = parts.get(tab);
    if (known != null) {
      known.gate().setShown(true);
      return;
    }
    ShownGate gate = new ShownGate(context.gate());
    PagePart part = lifetime.own(((PageTab) tab.getUserData()).create(id, context.with(gate)));
    parts.put(tab, new Shown(part, gate));
    tab.setContent(part.node());
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
    return Icons.FORK_GROUP;
  }

  @Override
  public Place place() {
    Tab tab = tabs.getSelectionModel().getSelectedItem();
    return new Place.Page(object, tab == null ? "" : ((PageTab) tab.getUserData()).id());
  }

  @Override
  public void go(Place place) {
    if (place instanceof Place.Page page && !page.tab().isEmpty()) {
      tabs.getTabs().stream()
          .filter(tab -> ((PageTab) tab.getUserData()).id().equals(page.tab()))
          .findFirst()
          .ifPresent(tabs.getSelectionModel()::select);
    }
  }

  @Override
  public void onMoved(Runnable run) {
    moved = run;
  }

  @Override
  public void focus() {
    Shown shown = parts.get(tabs.getSelectionModel().getSelectedItem());
    if (shown != null) {
      shown.part().focus();
    }
  }

  @Override
  public String help() {
    Tab tab = tabs.getSelectionModel().getSelectedItem();
    return tab == null ? "forks" : ((PageTab) tab.getUserData()).help();
  }

  @Override
  public void close() {
    lifetime.close();
  }
}
