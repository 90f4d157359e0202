package io.coppice.ui.overlay.topology;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.capture.CaptureChoices;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.operations.ChangeMenu;
import io.coppice.ui.overlay.picture.PictureHit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menu of a thing in the picture or the table. FX thread. */
final class TopologyMenu {
  /** What the menu's own items do. */
  interface Hands {
    void trace(String name, boolean begins);

    void open(PictureHit picked);

    void hide(int node);

    void pin(int node);

    void segment(String key);

    void page(String key);

    void capture(CaptureChoices.Choice at);
  }

  private final UiContext context;
  private final Hands hands;
  private final ChangeMenu changes;

  TopologyMenu(UiContext context, Hands hands) {
    this.context = context;
    this.hands = hands;
    this.changes = new ChangeMenu(context);
  }

  /** Shows the menu of the thing of that key, if there is one. */
  void show(
      Node owner, double screenX, double screenY, NetworkGraph graph, Choices choices, String key) {
    List<MenuItem> items = new ArrayList<>();
    graph.machine(key).ifPresent(machine -> machine(items, graph, machine));
    graph.node(key).ifPresent(node -> node(items, graph, choices, node));
    graph.segment(key).ifPresent(segment -> items.add(colour(graph, segment)));
    Optional<EntityId> id = EntityId.parse(key);
    if (id.isPresent() && !items.isEmpty()) {
      item(items, "network.menu.page", () -> hands.page(key));
    }
    captures(items, graph, key);
    List<MenuItem> others = changes(graph, key);
    if (!items.isEmpty() && !others.isEmpty()) {
      items.add(new SeparatorMenuItem());
    }
    items.addAll(others);
    id.ifPresent(
        it ->
            item(
                items,
                "network.menu.more",
                () -> ActionMenus.popUp(owner, screenX, screenY, List.of(it), context)));
    if (!items.isEmpty()) {
      ContextMenu menu = new ContextMenu(items.toArray(MenuItem[]::new));
      menu.setId("network-menu");
      menu.show(owner, screenX, screenY);
    }
  }

  /** Where at the thing of that key frames can be captured, if this site shows any. */
  private void captures(List<MenuItem> items, NetworkGraph graph, String key) {
    if (context.session().site().captures().isEmpty()) {
      return;
    }
    List<MenuItem> places = new ArrayList<>();
    for (CaptureChoices.Choice at :
        new CaptureChoices(context.session().snapshot(), context.texts()).at(graph, key)) {
      MenuItem place = new MenuItem(at.text());
      place.setMnemonicParsing(false);
      place.setOnAction(_ -> hands.capture(at));
      places.add(place);
    }
    if (!places.isEmpty()) {
      Menu menu = new Menu(context.texts().get("network.menu.capture"), Icons.RECORD.node());
      menu.setId("network-menu-capture");
      menu.getItems().setAll(places);
      items.add(menu);
    }
  }

  /** What can be done to the thing of that key. */
  List<MenuItem> changes(NetworkGraph graph, String key) {
    if (graph.machine(key).isPresent()) {
      return changes.machine(graph, graph.machine(key).getAsInt());
    } else if (graph.node(key).isPresent()) {
      return changes.node(graph, graph.node(key).getAsInt());
    } else if (graph.segment(key).isPresent()) {
      return changes.segment(graph, graph.segment(key).getAsInt());
    }
    int link = TopologyState.link(graph, key);
    return link >= 0 ? changes.link(graph, link) : List.of();
  }

  /** What can be done to the selection, and to the network as a whole; each once. */
  List<MenuItem> changesAndSite(NetworkGraph graph, String key) {
    List<MenuItem> items = new ArrayList<>(changes(graph, key));
    Set<String> offered = items.stream().map(MenuItem::getId).collect(Collectors.toSet());
    List<MenuItem> site =
        changes.site().stream().filter(item -> !offered.contains(item.getId())).toList();
    if (!items.isEmpty() && !site.isEmpty()) {
      items.add(new SeparatorMenuItem());
    }
    items.addAll(site);
    return items;
  }

  private void machine(List<MenuItem> items, NetworkGraph graph, int machine) {
    traces(items, graph.machines().get(machine).name());
    for (int segment : graph.segmentsOf(machine)) {
      items.add(colour(graph, segment));
    }
  }

  private void traces(List<MenuItem> items, String name) {
    item(items, "network.menu.trace-from", () -> hands.trace(name, true));
    item(items, "network.menu.trace-to", () -> hands.trace(name, false));
  }

  private MenuItem colour(NetworkGraph graph, int segment) {
    NetworkGraph.Segment it = graph.segments().get(segment);
    MenuItem colour = new MenuItem(context.texts().get("network.menu.segment", it.name()));
    colour.setOnAction(_ -> hands.segment(it.key()));
    return colour;
  }

  private void node(List<MenuItem> items, NetworkGraph graph, Choices choices, int node) {
    NetworkGraph.Node it = graph.nodes().get(node);
    traces(items, it.name());
    if (graph.machinesOf(node).length > 0) {
      item(
          items,
          choices.open().contains(it.key()) ? "network.menu.close" : "network.menu.open",
          () -> hands.open(new PictureHit(node, -1, -1)));
    }
    item(items, "network.menu.hide", () -> hands.hide(node));
    item(
        items,
        choices.pinned().contains(it.key()) ? "network.menu.unpin" : "network.menu.pin",
        () -> hands.pin(node));
  }

  private void item(List<MenuItem> items, String key, Runnable run) {
    MenuItem item = new MenuItem(context.texts().get(key));
    item.setId(key.replace('.', '-'));
    item.setOnAction(_ -> run.run());
    items.add(item);
  }
}
