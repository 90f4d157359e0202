package io.coppice.ui.overlay.trace;

import io.coppice.backend.Snapshot;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Swatches;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.table.EmptyHint;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.graph.PlacedGraph;
import io.coppice.ui.overlay.picture.Marks;
import io.coppice.ui.overlay.picture.NetworkRaster;
import io.coppice.ui.overlay.picture.NetworkView;
import io.coppice.ui.overlay.picture.Tone;
import io.coppice.ui.overlay.source.NetworkSource;
import io.coppice.wire.packet.LinkType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * The trace: the question above, the way of each frame in the picture, the list of hops beneath it,
 * and the selected hop in full at the side. Answers are computed off the FX thread.
 */
public final class TracePart implements PagePart {
  private static final Duration FRAME = Duration.millis(33);
  private static final double STEP = 0.025;

  private final UiContext context;
  private final NetworkSource source;
  private final TraceForm form;
  private final NetworkView view;
  private final ListView<TraceRow> hops = new ListView<>();
  private final HopDetail detail;
  private final VerdictWords words;
  private final Label verdict = new Label();
  private final CheckBox unfolded = new CheckBox();
  private final WayChoice way;
  private final DropSearch drops;
  private final VBox root = new VBox();
  private final Timeline animation = new Timeline(new KeyFrame(FRAME, _ -> advance()));
  private Optional<NetworkState> state = Optional.empty();
  private Optional<Trace> trace = Optional.empty();
  private NetworkRaster raster = new NetworkRaster(PlacedGraph.EMPTY);
  private List<Marks.Way> ways = List.of();
  private double progress = 1;
  private final VisibleSubscription binding;
  private volatile Shown last;
  private Optional<ReplayedPacket> replayed = Optional.empty();
  private int asked;

  /** Builds the part. */
  public TracePart(UiContext context, NetworkSource source) {
    this.context = context;
    this.source = source;
    form = new TraceForm(context.texts(), this::ask);
    view = new NetworkView(text("network.picture"));
    view.setId("trace-picture");
    detail = new HopDetail(context.texts());
    words = new VerdictWords(context.texts());
    hops.setId("trace-hops");
    hops.setAccessibleText(text("network.trace.hops"));
    hops.setCellFactory(_ -> new TraceCell(context.texts()));
    Label none = new Label(text("network.trace.none"));
    none.getStyleClass().add("quiet");
    hops.setPlaceholder(EmptyHint.of(none));
    hops.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> chosen(row));
    verdict.setId("trace-verdict");
    verdict.setWrapText(true);
    verdict.setMinHeight(Region.USE_PREF_SIZE);
    unfolded.setText(text("network.trace.unfold"));
    unfolded.setId("trace-unfold");
    unfolded.setOnAction(_ -> list());
    way = new WayChoice(context.texts(), this::wayChosen);
    drops = new DropSearch(context, source, new Found());
    CarriedPings carried =
        new CarriedPings(
            context.texts(), context.format(), source::carriedPings, this::showCarried);
    form.node().getChildren().addAll(drops.node(), carried.node());
    animation.setCycleCount(Animation.INDEFINITE);
    StackPane picture = new StackPane(view, new Swatches(Tone.styleClasses(), view::setColours));
    picture.setMinHeight(0);
    FlowPane choices = new FlowPane(unfolded, way.node());
    choices.getStyleClass().addAll("network-bar", "tool-line");
    // Nothing to choose yet: the room is for the words that say how to begin.
    choices.visibleProperty().bind(Bindings.isNotEmpty(hops.getItems()));
    choices.managedProperty().bind(choices.visibleProperty());
    VBox list = new VBox(verdict, choices, hops);
    list.getStyleClass().add("network-trace-list");
    VBox.setVgrow(hops, Priority.ALWAYS);
    SplitPane left = new SplitPane(picture, list);
    left.setOrientation(javafx.geometry.Orientation.VERTICAL);
    left.setDividerPositions(0.45);
    SplitPane split = new SplitPane(left, detail.node());
    split.setDividerPositions(0.5);
    VBox.setVgrow(split, Priority.ALWAYS);
    root.getChildren().setAll(form.node(), split);
    root.setId("network-trace");
    list();
    binding =
        new VisibleSubscription(context.gate(), root, this::compute, (Consumer<Shown>) this::show);
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  /**
   * What is shown.
   *
   * @param state absent where the site knows no tables
   */
  private record Shown(Optional<NetworkState> state, NetworkGraph graph, NetworkRaster raster) {}

  private Shown compute(Snapshot snapshot) {
    Optional<NetworkState> state = source.state(snapshot);
    NetworkGraph graph = source.graph(snapshot);
    Shown before = last;
    if (before == null || before.graph() != graph) {
      last = new Shown(state, graph, new NetworkRaster(PlacedGraph.of(graph, Map.of())));
    }
    return last;
  }

  /** The network is another one, or has changed; an answer stays until the next question. */
  private void show(Shown shown) {
    if (shown.raster() == raster) {
      return;
    }
    boolean other = state.isEmpty() || shown.state().isEmpty();
    state = shown.state();
    raster = shown.raster();
    form.offer(state);
    drops.offer(state);
    if (other || trace.isPresent() && state.get().node(trace.get().question().from()).isEmpty()) {
      asked++;
      trace = Optional.empty();
      verdict.setText(state.isEmpty() ? text("network.trace.no-state") : "");
      list();
    }
    view.show(raster, marks(-1, -1));
    waysAgain();
    if (replayed.isPresent()) {
      replayNow();
    } else {
      drops.again();
    }
  }

  /** Begins or ends the next trace at a machine or node. */
  public void choose(String name, boolean sender) {
    form.choose(name, sender);
  }

  private Marks marks(int node, int machine) {
    BitSet open = new BitSet();
    NetworkGraph graph = raster.placed().graph();
    for (int i = 0; i < graph.nodes().size(); i++) {
      open.set(i, graph.machinesOf(i).length > 0);
    }
    return new Marks(
        Marks.Layers.BOTH, new BitSet(), new BitSet(), open, node, machine, -1, new int[0]);
  }

  /** What the search for a dropped packet says and finds. */
  private final class Found implements DropSearch.Screen {
    @Override
    public void began(String words) {
      asked++;
      trace = Optional.empty();
      way.offer(List.of());
      list();
      verdict.setText(words);
    }

    @Override
    public void found(Question question, Predictor.Answer answer) {
      form.fill(question);
      show(answer);
    }

    @Override
    public void carried(CarriedTrace packet) {
      form.fill(packet.trace().question());
      way.offer(List.of());
      verdict.setText(
          text(
              "network.trace.first-drop.found",
              context.format().moment(packet.at()),
              words.of(packet.trace())));
      show(packet.trace());
    }

    @Override
    public void failed(Throwable failure) {
      TracePart.this.failed(asked, failure);
    }
  }

  /** Asks what would become of a packet of a capture; says why if nobody here sent it. */
  public void replay(byte[] bytes, LinkType link) {
    Optional<ReplayedPacket> packet = ReplayedPacket.of(bytes, link);
    replayed = packet;
    if (packet.isEmpty()) {
      verdict.setText(text("network.trace.replay.no-ip"));
    } else if (last != null) {
      replayNow();
    }
  }

  private void replayNow() {
    ReplayedPacket packet = replayed.orElseThrow();
    replayed = Optional.empty();
    state
        .flatMap(packet::in)
        .ifPresentOrElse(
            question -> {
              form.fill(question);
              ask(question);
            },
            () -> verdict.setText(text("network.trace.replay.unknown", packet.source())));
  }

  private void ask(Question question) {
    int number = ++asked;
    drops.end();
    NetworkState network = state.orElseThrow();
    verdict.setText(text("network.trace.asking"));
    context
        .gate()
        .async(
            () -> Predictor.answer(network, question),
            found -> {
              if (number == asked) {
                show(found);
              }
            },
            failure -> failed(number, failure));
  }

  private void failed(int number, Throwable failure) {
    if (number == asked) {
      trace = Optional.empty();
      way.offer(List.of());
      list();
      verdict.setText(text("network.trace.failed"));
    }
    context.dialogs().failed(text("network.tab.trace"), failure);
  }

  /** Shows a ping as it was carried, not as it is predicted. */
  private void showCarried(CarriedTrace ping) {
    asked++;
    drops.end();
    form.fill(ping.trace().question());
    way.offer(List.of());
    verdict.setText(text("network.trace.carried.shown", words.of(ping.trace())));
    show(ping.trace());
  }

  private void show(Predictor.Answer found) {
    way.offer(found.ways());
    verdict.setText(words.of(found.trace()));
    show(found.trace());
  }

  private void wayChosen(Trace chosen) {
    verdict.setText(words.of(chosen));
    show(chosen);
  }

  private void show(Trace shown) {
    trace = Optional.of(shown);
    list();
    List<TraceRow> rows = hops.getItems();
    int stopped = -1;
    for (int i = 0; i < rows.size() && stopped < 0; i++) {
      if (rows.get(i) instanceof TraceRow.Done done && !done.hop().verdict().isPassed()) {
        stopped = i;
      }
    }
    int chosen = stopped >= 0 ? stopped : Math.min(1, rows.size() - 1);
    hops.getSelectionModel().select(chosen);
    // the row above says how it came there
    hops.scrollTo(Math.max(0, chosen - 1));
  }

  private void list() {
    hops.getItems()
        .setAll(trace.map(it -> TraceRow.of(it, unfolded.isSelected())).orElse(List.of()));
    detail.clear();
  }

  private void chosen(TraceRow row) {
    if (row == null || state.isEmpty()) {
      return;
    }
    animate(row.journey());
    if (row instanceof TraceRow.Done done) {
      detail.show(done.hop());
      mark(done.hop());
    } else {
      detail.clear();
    }
  }

  private void mark(Hop hop) {
    NetworkGraph graph = raster.placed().graph();
    int machine = graph.machineNamed(hop.node()).orElse(-1);
    int node =
        machine >= 0
            ? graph.machines().get(machine).host()
            : graph.nodeNamed(hop.node()).orElse(-1);
    view.show(raster, marks(node, machine));
  }

  /** The same way in a graph that was made anew, where its nodes have other numbers. */
  private void waysAgain() {
    TraceRow row = hops.getSelectionModel().getSelectedItem();
    ways = row == null || state.isEmpty() ? List.of() : waysOf(row.journey());
    view.showWays(ways, progress);
  }

  private List<Marks.Way> waysOf(Journey journey) {
    Ways paths = new Ways(raster.placed().graph(), state.orElseThrow());
    List<Marks.Way> shown = new ArrayList<>(paths.others(journey));
    shown.add(paths.of(journey));
    return shown;
  }

  private void animate(Journey journey) {
    List<Marks.Way> shown = waysOf(journey);
    boolean same = shown.size() == ways.size() && shown.getLast().equals(ways.getLast());
    if (!same) {
      ways = shown;
      progress = 0;
      animation.play();
    }
  }

  private void advance() {
    progress = Math.min(1, progress + STEP);
    view.showWays(ways, progress);
    if (progress >= 1) {
      animation.stop();
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    form.focus();
  }

  @Override
  public void close() {
    binding.close();
    drops.end();
    asked++;
    animation.stop();
  }
}
