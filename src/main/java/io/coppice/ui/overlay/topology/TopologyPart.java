package io.coppice.ui.overlay.topology;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Swatches;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.overlay.graph.Role;
import io.coppice.ui.overlay.picture.Marks;
import io.coppice.ui.overlay.picture.MiniMap;
import io.coppice.ui.overlay.picture.NetworkRaster;
import io.coppice.ui.overlay.picture.NetworkView;
import io.coppice.ui.overlay.picture.Picked;
import io.coppice.ui.overlay.picture.Tone;
import io.coppice.ui.overlay.source.NetworkSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The topology: the picture, its bar and legend, and the table with the same. A click selects, a
 * double click or Enter opens a host where it stands; Delete hides, P pins, the menu key opens the
 * menu. FX thread.
 */
public final class TopologyPart implements PagePart {
  /** Units of this node a unit of the picture, at which machines' names can be read. */
  private static final double CLOSE = 22;

  private static final double NAMES = 6;

  private final UiContext context;
  private final NetworkSource source;
  private final TopologyModel model;
  private final NetworkView view;
  private final TopologyBar bar;
  private final NetworkTable table;
  private final Legend legend;
  private final Label said = new Label();
  private final Label empty = new Label();
  private final ToggleGroup listings = new ToggleGroup();
  private final VBox root = new VBox();
  private final VisibleSubscription binding;
  private TopologyState state;
  private int[] colours = new int[Tone.values().length];
  private BiConsumer<String, Boolean> onTrace = (_, _) -> {};
  private Optional<String> wanted = Optional.empty();

  /** Builds the part. */
  public TopologyPart(UiContext context, NetworkSource source) {
    this.context = context;
    this.source = source;
    this.model =
        new TopologyModel(context.session().preferences(), context.session().site().name());
    view = new NetworkView(text("network.picture"));
    view.setId("network-picture");
    view.setOnHover(this::say);
    view.setOnChoose(this::chosen);
    view.setOnKey(this::keyed);
    view.setOnStep(this::stepped);
    view.setMover(this::move);
    bar = new TopologyBar(context.texts(), new Hands());
    table = new NetworkTable(context.texts(), this::sort);
    table.onSelect(this::selectedInTable);
    table.onOpen(this::opened);
    legend = new Legend(context.texts(), this::segment);
    said.getStyleClass().add("said-line");
    said.setId("network-said");
    root.getChildren().setAll(bar.node(), split(), legend.node(), said);
    root.setId("network-topology");
    binding =
        new VisibleSubscription(
            context.gate(), root, this::compute, (Consumer<TopologyState>) this::show);
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private Node split() {
    MiniMap map = new MiniMap(view, text("network.minimap"));
    map.setId("network-minimap");
    view.setOnViewMoved(map::follow);
    empty.getStyleClass().add("quiet");
    empty.setWrapText(true);
    empty.setMouseTransparent(true);
    StackPane picture =
        new StackPane(view, empty, map, new Swatches(Tone.styleClasses(), this::coloured));
    StackPane.setAlignment(map, Pos.BOTTOM_RIGHT);
    picture.setMinWidth(0);
    VBox listed = new VBox(listingBar(), table.node());
    VBox.setVgrow(table.node(), Priority.ALWAYS);
    SplitPane split = new SplitPane(picture, listed);
    split.setDividerPositions(0.72);
    SplitPane.setResizableWithParent(listed, false);
    VBox.setVgrow(split, Priority.ALWAYS);
    return split;
  }

  private void coloured(int[] changed) {
    colours = changed;
    view.setColours(changed);
  }

  private FlowPane listingBar() {
    FlowPane box = new FlowPane();
    box.getStyleClass().addAll("network-bar", "tool-line");
    for (Listing one : Listing.values()) {
      ToggleButton button = new ToggleButton(text("network.listing." + one));
      button.setId("network-listing-" + one.name().toLowerCase(Locale.ROOT));
      button.getStyleClass().addAll("flat", "small");
      button.setToggleGroup(listings);
      button.setSelected(one == Listing.NODES);
      button.setOnAction(
          _ -> {
            button.setSelected(true);
            choose(now -> now.listing(one, -1, false));
          });
      box.getChildren().add(button);
    }
    return box;
  }

  private TopologyState compute(Snapshot snapshot) {
    NetworkRaster raster = model.place(source.graph(snapshot));
    return TopologyState.of(raster, model.choices(), new Written());
  }

  private final class Written implements TopologyState.Words {
    @Override
    public String role(Role role) {
      return text("network.role." + role);
    }

    @Override
    public String health(Health health) {
      return text("network.health." + health);
    }

    @Override
    public String share(double share) {
      return Double.isNaN(share) ? "–" : context.format().percent(share, 1);
    }
  }

  private void show(TopologyState changed) {
    state = withNewestSelection(changed);
    view.show(state.raster(), state.marks());
    bar.show(changed);
    legend.show(graph(), changed.marks().segments());
    table.show(changed.choices().listing(), changed.rows(), model.choices().selected());
    int nodes = graph().nodes().size();
    empty.setText(
        nodes == 0
            ? text("network.none")
            : changed.shown() == 0 ? text("network.none.filtered") : "");
    view.setAccessibleHelp(text("network.picture.help", nodes, graph().machines().size()));
    sayAll();
    revealWanted();
  }

  /** A state may have been asked for before the last keys; what they selected stays selected. */
  private TopologyState withNewestSelection(TopologyState changed) {
    String now = model.choices().selected();
    return changed.choices().selected().equals(now)
        ? changed
        : changed.with(TopologyState.selecting(changed, now));
  }

  private NetworkGraph graph() {
    return state.raster().placed().graph();
  }

  private void choose(java.util.function.UnaryOperator<Choices> change) {
    model.choose(change);
    binding.refresh();
  }

  private void sort(int column, boolean descending) {
    choose(now -> now.listing(now.listing(), column, descending));
  }

  private void segment(String key) {
    model.toggleSegment(key, Tone.SEGMENTS);
    binding.refresh();
  }

  private void sayAll() {
    Marks marks = state.marks();
    say(new Picked(marks.selectedNode(), marks.selectedMachine(), marks.selectedLink()));
  }

  private void say(Picked picked) {
    if (state == null) {
      return;
    }
    String words =
        picked.isNothing()
            ? text(
                "network.said",
                graph().nodes().size(),
                graph().machines().size(),
                graph().segments().size())
            : new Descriptions(context, graph()).of(picked);
    said.setText(words);
    view.setAccessibleText(text("network.picture") + ", " + words);
  }

  /** The name of a picked machine or node. */
  private String name(Picked picked) {
    return picked.machine() >= 0
        ? graph().machines().get(picked.machine()).name()
        : graph().nodes().get(picked.node()).name();
  }

  private String key(Picked picked) {
    return picked.machine() >= 0
        ? graph().machines().get(picked.machine()).key()
        : picked.node() >= 0
            ? graph().nodes().get(picked.node()).key()
            : picked.link() >= 0 ? graph().links().get(picked.link()).key() : "";
  }

  private void chosen(Picked picked, MouseEvent event) {
    if (state == null) {
      return;
    }
    select(key(picked));
    if (event.getButton() == MouseButton.SECONDARY && !picked.isNothing()) {
      menu(picked, event.getScreenX(), event.getScreenY());
    } else if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      open(picked);
    }
  }

  private void select(String key) {
    choose(now -> now.selecting(key));
    List<EntityId> ids = EntityId.parse(key).stream().toList();
    context.selection().set(ids);
  }

  private void stepped(Picked picked) {
    Marks marks = state.marks().selecting(picked.node(), picked.machine(), picked.link());
    view.show(state.raster(), marks);
    say(picked);
    select(key(picked));
  }

  private void keyed(Picked picked, KeyEvent event) {
    if (state == null || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    boolean menuKey =
        event.getCode() == KeyCode.CONTEXT_MENU
            || event.isShiftDown() && event.getCode() == KeyCode.F10;
    if (menuKey && !picked.isNothing()) {
      Point2D at = view.localToScreen(view.getWidth() / 2, view.getHeight() / 2);
      menu(picked, at.getX(), at.getY());
    } else if (event.getCode() == KeyCode.ENTER) {
      open(picked);
    } else if (event.getCode() == KeyCode.SPACE && picked.node() >= 0) {
      intoMachines(picked);
    } else if (event.getCode() == KeyCode.DELETE && picked.node() >= 0) {
      toggleHidden(picked.node());
    } else if (event.getCode() == KeyCode.P && picked.node() >= 0) {
      togglePinned(picked.node());
    } else if (event.getCode() == KeyCode.SLASH) {
      bar.focusFind();
    } else {
      return;
    }
    event.consume();
  }

  /** From a host to the first of its machines, and back. */
  private void intoMachines(Picked picked) {
    int[] machines = graph().machinesOf(picked.node());
    if (picked.machine() >= 0) {
      stepped(new Picked(picked.node(), -1, -1));
    } else if (machines.length > 0) {
      String key = graph().nodes().get(picked.node()).key();
      if (!model.choices().open().contains(key)) {
        model.toggle(key, Choices::open, Choices::open);
      }
      stepped(new Picked(picked.node(), machines[0], -1));
      view.revealNode(picked.node(), CLOSE);
    }
  }

  /** A host shows its machines or no longer, a machine its page. */
  private void open(Picked picked) {
    if (picked.machine() >= 0) {
      goTo(graph().machines().get(picked.machine()).key());
    } else if (picked.node() >= 0 && graph().machinesOf(picked.node()).length > 0) {
      String key = graph().nodes().get(picked.node()).key();
      model.toggle(key, Choices::open, Choices::open);
      binding.refresh();
      if (model.choices().open().contains(key)) {
        view.revealNode(picked.node(), CLOSE);
      }
    }
  }

  private void goTo(String key) {
    EntityId.parse(key).ifPresent(id -> context.navigation().open(new Place.Page(id)));
  }

  private void toggleHidden(int node) {
    model.toggle(graph().nodes().get(node).key(), Choices::hidden, Choices::hidden);
    binding.refresh();
  }

  private void togglePinned(int node) {
    String key = graph().nodes().get(node).key();
    model.toggle(key, Choices::pinned, Choices::pinned);
    boolean is = model.choices().pinned().contains(key);
    context
        .dialogs()
        .toast(text(is ? "network.pinned" : "network.unpinned", graph().nodes().get(node).name()));
  }

  private void move(int node, double byX, double byY, boolean dropped) {
    PlacedGraph placed = state.raster().placed();
    PlacedGraph moved = placed.moving(node, placed.x(node) + byX, placed.y(node) + byY);
    NetworkRaster raster = new NetworkRaster(moved);
    state =
        new TopologyState(
            raster, state.marks(), state.choices(), state.rows(), state.tenants(), state.shown());
    view.show(raster, state.marks());
    if (dropped) {
      model.move(moved, node);
      binding.refresh();
    }
  }

  private void menu(Picked picked, double screenX, double screenY) {
    List<MenuItem> items = new ArrayList<>();
    String key = key(picked);
    if (picked.machine() >= 0 || picked.node() >= 0) {
      item(items, "network.menu.trace-from", () -> onTrace.accept(name(picked), true));
      item(items, "network.menu.trace-to", () -> onTrace.accept(name(picked), false));
    }
    if (picked.node() >= 0 && picked.machine() < 0) {
      boolean isOpen = model.choices().open().contains(key);
      item(
          items,
          isOpen ? "network.menu.close" : "network.menu.open",
          () -> open(new Picked(picked.node(), -1, -1)));
      item(items, "network.menu.hide", () -> toggleHidden(picked.node()));
      boolean isPinned = model.choices().pinned().contains(key);
      item(
          items,
          isPinned ? "network.menu.unpin" : "network.menu.pin",
          () -> togglePinned(picked.node()));
    }
    for (int segment : picked.machine() >= 0 ? graph().segmentsOf(picked.machine()) : new int[0]) {
      NetworkGraph.Segment it = graph().segments().get(segment);
      MenuItem colour = new MenuItem(text("network.menu.segment", it.name()));
      colour.setOnAction(_ -> segment(it.key()));
      items.add(colour);
    }
    Optional<EntityId> id = EntityId.parse(key);
    if (id.isPresent()) {
      item(items, "network.menu.page", () -> goTo(key));
      item(
          items,
          "network.menu.more",
          () -> ActionMenus.popUp(view, screenX, screenY, List.of(id.get()), context));
    }
    if (!items.isEmpty()) {
      ContextMenu menu = new ContextMenu(items.toArray(MenuItem[]::new));
      menu.show(view, screenX, screenY);
    }
  }

  private void item(List<MenuItem> items, String key, Runnable run) {
    MenuItem item = new MenuItem(text(key));
    item.setId(key.replace('.', '-'));
    item.setOnAction(_ -> run.run());
    items.add(item);
  }

  private void selectedInTable(String key) {
    if (graph().segment(key).isPresent()) {
      return;
    }
    select(key);
    show(key, 0);
  }

  private void opened(String key) {
    if (graph().segment(key).isPresent()) {
      segment(key);
    } else {
      show(key, NAMES);
      open(
          graph().machine(key).isPresent()
              ? new Picked(-1, graph().machine(key).getAsInt(), -1)
              : new Picked(graph().node(key).orElse(-1), -1, -1));
    }
  }

  private void show(String key, double atLeast) {
    graph().node(key).ifPresent(node -> view.revealNode(node, atLeast));
    graph()
        .machine(key)
        .ifPresent(
            machine -> {
              int host = graph().machines().get(machine).host();
              view.revealNode(host, Math.max(atLeast, CLOSE));
              String hostKey = graph().nodes().get(host).key();
              if (!model.choices().open().contains(hostKey)) {
                model.toggle(hostKey, Choices::open, Choices::open);
                binding.refresh();
              }
            });
  }

  /** Selects a node or machine of that name and brings it into sight, as soon as it is there. */
  public void reveal(String name) {
    wanted = Optional.of(name);
    if (state != null) {
      revealWanted();
    }
  }

  private void revealWanted() {
    wanted
        .flatMap(
            name ->
                graph().machineNamed(name).isPresent()
                    ? Optional.of(
                        graph().machines().get(graph().machineNamed(name).getAsInt()).key())
                    : graph().nodeNamed(name).isPresent()
                        ? Optional.of(graph().nodes().get(graph().nodeNamed(name).getAsInt()).key())
                        : Optional.<String>empty())
        .ifPresent(
            key -> {
              wanted = Optional.empty();
              select(key);
              show(key, NAMES);
            });
  }

  /** Hears of a machine or node that a trace is to begin (true) or end at. */
  public void setOnTrace(BiConsumer<String, Boolean> listener) {
    onTrace = listener;
  }

  /** What the bar asks for. */
  private final class Hands implements TopologyBar.Hands {
    @Override
    public void layers(Marks.Layers layers) {
      choose(now -> now.layers(layers));
    }

    @Override
    public void filter(String find, String tenant, boolean troubled) {
      choose(now -> now.filter(find, tenant, troubled));
    }

    /** The next line of the table, which lists what was found. */
    @Override
    public void findNext() {
      List<Listing.Row> rows = state.rows();
      int at = -1;
      for (int i = 0; i < rows.size(); i++) {
        at = rows.get(i).key().equals(model.choices().selected()) ? i : at;
      }
      if (!rows.isEmpty()) {
        String key = rows.get((at + 1) % rows.size()).key();
        select(key);
        show(key, NAMES);
      }
    }

    @Override
    public void segment(String key) {
      TopologyPart.this.segment(key);
    }

    @Override
    public void zoom(double factor) {
      view.zoom(factor, view.getWidth() / 2, view.getHeight() / 2);
    }

    @Override
    public void fit() {
      view.fit();
    }

    @Override
    public void arrange() {
      context
          .dialogs()
          .confirm(
              text("network.arrange"),
              text("network.arrange.said"),
              text("network.arrange.go"),
              () -> {
                model.arrangeAnew();
                view.fit();
                binding.refresh();
              });
    }

    @Override
    public void showHidden() {
      choose(now -> now.hidden(java.util.Set.of()));
    }

    @Override
    public void export(boolean svg) {
      new PictureExport(context, view)
          .ask(svg, () -> SvgDrawing.of(state.raster(), state.marks(), colours));
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    view.requestFocus();
  }

  @Override
  public void close() {
    binding.close();
  }
}
