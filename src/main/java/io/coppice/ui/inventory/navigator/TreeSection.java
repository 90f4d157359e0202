package io.coppice.ui.inventory.navigator;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.site.HierarchyIndex;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.NavigatorSection;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.tree.RowTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** One tree of the navigator with its search. FX thread; rows are computed off it. */
final class TreeSection implements NavigatorSection, RowTree.Model<Row> {
  private final TreeKind kind;
  private final UiContext context;
  private final TreeDrag drag;
  private final RowTree<Row> tree;
  private final VBox box;

  // what was computed last, for what; by the thread that computes
  private HierarchyIndex index;
  private Snapshot shownOf;
  private RowTree.Choices shownBy;
  private RowTree.Shown<Row> shown = new RowTree.Shown<>(List.of(), -1);

  TreeSection(TreeKind kind, UiContext context) {
    this.kind = kind;
    this.context = context;
    drag = new TreeDrag(kind.id(), context);
    tree = new RowTree<>(context, kind.id(), this);
    VBox.setVgrow(tree.node(), Priority.ALWAYS);
    box = new VBox(tree.node(), drag.said());
  }

  @Override
  public RowTree.Shown<Row> compute(Snapshot snapshot, RowTree.Choices choices) {
    if (shownOf == null || !choices.equals(shownBy) || !isSame(shownOf, snapshot)) {
      index =
          index == null || !index.hierarchy().equals(kind.hierarchy(choices.byHost()))
              ? HierarchyIndex.of(snapshot.inventory(), kind.hierarchy(choices.byHost()))
              : index.follow(snapshot.inventory());
      shown = TreeState.of(index, snapshot, choices, shown);
      shownBy = choices;
    }
    shownOf = snapshot;
    return shown;
  }

  /** Whether all that a tree shows or is searched by is the same: not the figures. */
  private static boolean isSame(Snapshot before, Snapshot now) {
    return now.inventory().sharesAllWith(before.inventory())
        && now.forks().members().sharesAllWith(before.forks().members())
        && now.alarms().equals(before.alarms());
  }

  @Override
  public boolean offersByHost() {
    return kind == TreeKind.HOSTS;
  }

  @Override
  public Set<EntityId> openAtFirst(Snapshot snapshot) {
    Set<EntityId> open = new HashSet<>();
    snapshot.inventory().datacentres().forEach(d -> open.add(d.id()));
    snapshot.inventory().clusters().forEach(c -> open.add(c.id()));
    return open;
  }

  @Override
  public Set<EntityId> all(Snapshot snapshot) {
    Set<EntityId> all = new HashSet<>();
    for (EntityId.Kind k : EntityId.Kind.values()) {
      var table = snapshot.inventory().table(k);
      if (table != null && k != EntityId.Kind.MACHINE) {
        table.forEach(entity -> all.add(entity.id()));
      }
    }
    return all;
  }

  @Override
  public ListCell<Row> cell(Consumer<Row> toggle) {
    return drag.install(new TreeCell(context, toggle));
  }

  /** A site may have no inventory: then it is its network that was read. */
  @Override
  public Node nothing() {
    Label title = new Label(context.texts().get("nav.empty"));
    title.getStyleClass().add(Styles.TEXT_BOLD);
    title.setWrapText(true);
    title.setTextAlignment(TextAlignment.CENTER);
    title.setMinHeight(Region.USE_PREF_SIZE);
    Label how = new Label(context.texts().get("nav.empty.how"));
    how.getStyleClass().add("quiet");
    how.setWrapText(true);
    how.setMinHeight(Region.USE_PREF_SIZE);
    Button network = new Button(context.texts().get("nav.empty.network"), Icons.NETWORK.node());
    network.setId("nav-network-" + kind.id());
    network.getStyleClass().add(Styles.SMALL);
    network.setOnAction(_ -> context.navigation().open(new Place.Network("topology")));
    VBox empty = new VBox(title, how, network);
    empty.getStyleClass().add("empty");
    return empty;
  }

  @Override
  public String id() {
    return kind.id();
  }

  @Override
  public String title() {
    return "nav." + kind.id();
  }

  @Override
  public Icons icon() {
    return kind.icon();
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void focus() {
    tree.focus();
  }

  @Override
  public boolean reveal(EntityId id) {
    tree.reveal(id, Set.of());
    return true;
  }

  @Override
  public void close() {
    tree.close();
  }
}
