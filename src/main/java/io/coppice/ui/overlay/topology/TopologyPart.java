package io.coppice.ui.overlay.topology;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Swatches;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.overlay.capture.CaptureChoices;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.overlay.operations.NetworkSetup;
import io.coppice.ui.overlay.picture.Marks;
import io.coppice.ui.overlay.picture.MiniMap;
import io.coppice.ui.overlay.picture.NetworkRaster;
import io.coppice.ui.overlay.picture.NetworkView;
import io.coppice.ui.overlay.picture.PictureHit;
import io.coppice.ui.overlay.picture.Tone;
import io.coppice.ui.overlay.source.NetworkSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The topology: the picture, its bar and legend, and the table with the same. A click selects, a
 * double click or Enter opens a host where it stands; Delete hides, P pins, the menu key opens the
 * menu. FX thread.
 */
public final class TopologyPart implements PagePart {
  private static final double NAMES = 6;

  /** Lines of text that the picture is high before anything stands below it. */
  private static final int LEAST_LINES = 6;

  private final UiContext context;
  private final NetworkSource source;
  private final TopologyModel model;
  private final NetworkView view;
  private final NodeSteps steps;
  private final TopologyMenu menu;
  private final TopologyBar bar;
  private final NetworkTable table;
  private final Legend legend;
  private final Label said = new Label();
  private final Label empty = new Label();
  private final VBox root = new VBox();
  private final VisibleSubscription binding;
  private final Runnable deaf;
  private TopologyState state;
  private int[] colours = new int[Tone.values().length];
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
    steps = new NodeSteps(context, this, model, view);
    menu = new TopologyMenu(context, steps);
    bar = new TopologyBar(context.texts(), new TopologyBarActions(context, this, model, view));
    table = new NetworkTable(context.texts(), this::sort);
    table.onSelect(this::selectedInTable);
    table.onOpen(this::opened);
    table.onMenu((key, x, y) -> menu.show(table.node(), x, y, graph(), model.choices(), key));
    legend = new Legend(context.texts(), this::segment);
    said.getStyleClass().add("said-line");
    said.setId("network-said");
    empty.setText(text("network.drawing"));
    root.getChildren().setAll(bar.node(), split(), legend.node(), said);
    root.setId("network-topology");
    root.heightProperty().addListener((_, _, _) -> makeRoom());
    root.widthProperty().addListener((_, _, _) -> makeRoom());
    binding =
        new VisibleSubscription(
            context.gate(), root, this::compute, (Consumer<TopologyState>) this::show);
    deaf =
        source
            .search()
            .listen(
                ended -> {
                  if (ended) {
                    binding.refresh(); // what is wrong is marked in the picture
                  }
                });
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  /** In a low window the picture comes first: the legend and the line below it are left out. */
  private void makeRoom() {
    double line = said.prefHeight(-1);
    double rest = root.getHeight() - bar.node().prefHeight(root.getWidth()) - line;
    boolean isLow = rest - legend.node().prefHeight(root.getWidth()) < LEAST_LINES * line;
    for (Node below : List.of(legend.node(), said)) {
      below.setVisible(!isLow);
      below.setManaged(!isLow);
    }
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
    picture.setMinSize(0, 0);
    VBox listed =
        new VBox(
            new ListingBar(context.texts(), one -> choose(now -> now.listing(one, -1, false))),
            table.node());
    listed.getStyleClass().add("network-listed");
    listed.setMinHeight(0);
    VBox.setVgrow(table.node(), Priority.ALWAYS);
    SplitPane split = new SplitPane(picture, listed);
    split.setDividerPositions(0.72);
    SplitPane.setResizableWithParent(listed, false);
    split.setMinHeight(0);
    VBox.setVgrow(split, Priority.ALWAYS);
    return split;
  }

  private void coloured(int[] changed) {
    colours = changed;
    view.setColours(changed);
  }

  private TopologyState compute(Snapshot snapshot) {
    NetworkRaster raster = model.place(source.graph(snapshot));
    return TopologyState.of(raster, model.choices(), new WrittenWords(context));
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

  /** What is shown; empty before the first picture. */
  NetworkGraph graph() {
    return state == null ? NetworkGraph.EMPTY : state.raster().placed().graph();
  }

  List<Listing.Row> rows() {
    return state == null ? List.of() : state.rows();
  }

  String drawing() {
    return SvgDrawing.of(state.raster(), state.marks(), colours);
  }

  void refresh() {
    binding.refresh();
  }

  /** Selects a thing and brings it into sight. */
  void goTo(String key) {
    select(key);
    show(key, NAMES);
  }

  /** What can be done to the selection and the network. */
  List<MenuItem> changes() {
    return menu.changesAndSite(graph(), model.choices().selected());
  }

  void choose(UnaryOperator<Choices> change) {
    model.choose(change);
    binding.refresh();
  }

  private void sort(int column, boolean descending) {
    choose(now -> now.listing(now.listing(), column, descending));
  }

  /** Colours a segment, or no longer. */
  void segment(String key) {
    model.toggleSegment(key, Tone.SEGMENTS);
    binding.refresh();
  }

  private void sayAll() {
    Marks marks = state.marks();
    say(new PictureHit(marks.selectedNode(), marks.selectedMachine(), marks.selectedLink()));
  }

  private void say(PictureHit picked) {
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

  private String key(PictureHit picked) {
    return picked.machine() >= 0
        ? graph().machines().get(picked.machine()).key()
        : picked.node() >= 0
            ? graph().nodes().get(picked.node()).key()
            : picked.link() >= 0 ? graph().links().get(picked.link()).key() : "";
  }

  private void chosen(PictureHit picked, MouseEvent event) {
    if (state == null) {
      return;
    }
    select(key(picked));
    if (event.getButton() == MouseButton.SECONDARY && !picked.isNothing()) {
      menu.show(
          view, event.getScreenX(), event.getScreenY(), graph(), model.choices(), key(picked));
    } else if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      steps.open(picked);
    }
  }

  /** What is done to the selection is done to it: of a segment, to its port group. */
  private void select(String key) {
    choose(now -> now.selecting(key));
    OptionalInt segment = graph().segment(key);
    context
        .selection()
        .set(
            (segment.isPresent()
                    ? NetworkSetup.of(context.session().snapshot())
                        .segment(graph().segments().get(segment.getAsInt()).kind())
                    : EntityId.parse(key))
                .<List<EntityId>>map(List::of)
                .orElse(List.of()));
  }

  private void stepped(PictureHit picked) {
    Marks marks = state.marks().selecting(picked.node(), picked.machine(), picked.link());
    view.show(state.raster(), marks);
    say(picked);
    select(key(picked));
  }

  private void keyed(PictureHit picked, KeyEvent event) {
    if (state == null || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    boolean menuKey =
        event.getCode() == KeyCode.CONTEXT_MENU
            || event.isShiftDown() && event.getCode() == KeyCode.F10;
    if (menuKey && !picked.isNothing()) {
      Point2D at = view.localToScreen(view.getWidth() / 2, view.getHeight() / 2);
      menu.show(view, at.getX(), at.getY(), graph(), model.choices(), key(picked));
    } else if (event.getCode() == KeyCode.ENTER) {
      steps.open(picked);
    } else if (event.getCode() == KeyCode.SPACE && picked.node() >= 0) {
      intoMachines(picked);
    } else if (event.getCode() == KeyCode.DELETE && picked.node() >= 0) {
      steps.hide(picked.node());
    } else if (event.getCode() == KeyCode.P && picked.node() >= 0) {
      steps.pin(picked.node());
    } else if (event.getCode() == KeyCode.SLASH) {
      bar.focusFind();
    } else {
      return;
    }
    event.consume();
  }

  /** From a host to the first of its machines, and back. */
  private void intoMachines(PictureHit picked) {
    int[] machines = graph().machinesOf(picked.node());
    if (picked.machine() >= 0) {
      stepped(new PictureHit(picked.node(), -1, -1));
    } else if (machines.length > 0) {
      steps.unfold(picked.node());
      stepped(new PictureHit(picked.node(), machines[0], -1));
      view.revealNode(picked.node(), NodeSteps.CLOSE);
    }
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

  private void selectedInTable(String key) {
    select(key);
    show(key, 0);
  }

  private void opened(String key) {
    if (graph().segment(key).isPresent()) {
      segment(key);
    } else {
      show(key, NAMES);
      steps.open(
          graph().machine(key).isPresent()
              ? new PictureHit(-1, graph().machine(key).getAsInt(), -1)
              : new PictureHit(graph().node(key).orElse(-1), -1, -1));
    }
  }

  private void show(String key, double atLeast) {
    graph().node(key).ifPresent(node -> view.revealNode(node, atLeast));
    graph()
        .machine(key)
        .ifPresent(
            machine -> {
              int host = graph().machines().get(machine).host();
              view.revealNode(host, Math.max(atLeast, NodeSteps.CLOSE));
              steps.unfold(host);
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
              goTo(key);
            });
  }

  /** Hears of a machine or node that a trace is to begin (true) or end at. */
  public void setOnTrace(BiConsumer<String, Boolean> listener) {
    steps.setOnTrace(listener);
  }

  /** Hears of a place where frames are to be captured. */
  public void setOnCapture(Consumer<CaptureChoices.Choice> listener) {
    steps.setOnCapture(listener);
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
    deaf.run();
    binding.close();
  }
}
