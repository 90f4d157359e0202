package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.ObjectNames;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TreeItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.controlsfx.control.BreadCrumbBar;

/** Back, forward, and where the shown object stands. FX thread. */
final class PathBar {
  private final UiContext context;
  private final Tabs tabs;
  private final BreadCrumbBar<EntityId> crumbs = new BreadCrumbBar<>();
  private final HBox bar = new HBox(4);
  private final Button back;
  private final Button forward;

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
        event -> context.navigation().open(new Place.Page(event.getSelectedCrumb().getValue())));
    Button search = button("palette");
    search.setId("palette-button");
    search.setText(context.texts().get("palette.button"));
    search.getStyleClass().remove(Styles.BUTTON_ICON);
    HBox.setHgrow(crumbs, Priority.ALWAYS);
    crumbs.setMaxWidth(Double.MAX_VALUE);
    bar.getChildren().addAll(back, forward, crumbs, search);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("path-bar");
    tabs.currentProperty().addListener((_, _, place) -> show(place));
    show(null);
  }

  Node node() {
    return bar;
  }

  private Button button(String action) {
    return ActionMenus.button(context.actions().find(action).orElseThrow(), List.of(), context);
  }

  private Button crumb(TreeItem<EntityId> item) {
    EntityId id = item.getValue();
    Button crumb =
        new BreadCrumbBar.BreadCrumbButton(
            ObjectNames.of(context.session().snapshot(), id), Icons.of(id.kind()).node());
    crumb.setFocusTraversable(true);
    return crumb;
  }

  private void show(Place place) {
    back.setDisable(!tabs.canGoBack());
    forward.setDisable(!tabs.canGoForward());
    TreeItem<EntityId> leaf = null;
    if (place instanceof Place.Page page) {
      for (EntityId id : path(context.session().snapshot().inventory(), page.id())) {
        TreeItem<EntityId> next = new TreeItem<>(id);
        if (leaf != null) {
          leaf.getChildren().add(next);
        }
        leaf = next;
      }
    }
    crumbs.setSelectedCrumb(leaf);
  }

  /** From the datacentre down to the object; hidden root folders and root pools are left out. */
  static Deque<EntityId> path(Inventory inventory, EntityId id) {
    Deque<EntityId> path = new ArrayDeque<>();
    if (id instanceof EntityId.ForkGroupId) {
      path.push(id);
      return path;
    }
    EntityId at = id;
    while (at != null && path.size() < 64) {
      Entity entity = inventory.find(at).orElse(null);
      if (entity == null) {
        break;
      }
      boolean hidden =
          entity instanceof Folder f && f.parent().isEmpty()
              || entity instanceof ResourcePool p && p.isRoot();
      if (!hidden) {
        path.push(at);
      }
      at = above(entity);
    }
    return path;
  }

  private static EntityId above(Entity entity) {
    return switch (entity) {
      case Folder it -> it.parent().<EntityId>map(p -> p).orElse(it.datacentre());
      case Cluster it -> it.folder();
      case Host it -> it.cluster().<EntityId>map(c -> c).orElse(it.folder());
      case ResourcePool it -> it.parent().<EntityId>map(p -> p).orElse(it.owner());
      case Machine it -> it.host();
      case Datastore it -> it.folder();
      case NetworkSwitch it -> it.host().<EntityId>map(h -> h).orElse(it.folder());
      case PortGroup it -> it.onSwitch();
      case io.coppice.model.inventory.Datacentre _ -> null;
    };
  }
}
