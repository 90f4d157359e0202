package io.coppice.ui.fork.elastic;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.elastic.ElasticRun;
import io.coppice.ui.fork.shared.charts.LayerChart;
import io.coppice.ui.fork.shared.charts.ScrolledCharts;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What a group does under its load; without one, how to give it one. FX thread. */
public final class ElasticPart implements PagePart {
  private final ForkGroupId id;
  private final UiContext context;
  private final Label policy = new Label();
  private final Label said = new Label();
  private final LayerChart arrivals;
  private final LayerChart members;
  private final LayerChart latency;
  private final LayerChart memory;
  private final Button compare;
  private final GridPane comparison = new GridPane();
  private final ScrolledCharts charts;
  private final VBox empty;
  private final StackPane root = new StackPane();
  private final FrameGate.Binding binding;

  /** Builds the tab. */
  public ElasticPart(ForkGroupId id, UiContext context) {
    this.id = id;
    this.context = context;
    arrivals = new LayerChart(text("arrivals"), ElasticState.ARRIVALS, context);
    members = new LayerChart(text("members-chart"), ElasticState.MEMBERS, context);
    latency = new LayerChart(text("latency"), ElasticState.LATENCY, context);
    memory = new LayerChart(text("memory-chart"), ElasticState.MEMORY, context);
    compare = new Button(text("compare"), Icons.RUNNING.node());
    compare.setId("elastic-compare");
    compare.getStyleClass().add(Styles.SMALL);
    compare.setOnAction(_ -> compare());
    comparison.getStyleClass().addAll("facts", "card");
    comparison.managedProperty().bind(comparison.visibleProperty());
    comparison.setVisible(false);
    Node grid = grid();
    VBox.setVgrow(grid, Priority.ALWAYS);
    charts =
        new ScrolledCharts(
            new VBox(bar(), comparison, grid), context.texts().get("forks.tab.elastic"));
    empty = empty();
    root.getChildren().setAll(empty);
    binding =
        context
            .gate()
            .bind(
                (Snapshot now) -> ElasticState.of(now, id, context.texts(), context.format()),
                this::show);
  }

  private String text(String key, Object... args) {
    return context.texts().get("forks.elastic." + key, args);
  }

  private Button action(String name, String style) {
    Button button = new Button();
    button.setId(name);
    button.getStyleClass().addAll(style);
    context
        .actions()
        .find(name)
        .ifPresent(
            action -> {
              button.setText(ActionMenus.text(action, context));
              button.setGraphic(action.icon().node());
              button.setOnAction(_ -> ActionMenus.perform(action, List.of(id), context));
            });
    return button;
  }

  private Node bar() {
    for (Label line : List.of(policy, said)) {
      line.setWrapText(true);
      line.setMinHeight(Region.USE_PREF_SIZE);
    }
    policy.getStyleClass().add("quiet");
    FlowPane buttons = new FlowPane(compare, action("fork-elastic-stop", Styles.SMALL));
    buttons.getStyleClass().add("load-numbers");
    VBox bar = new VBox(policy, said, buttons);
    bar.getStyleClass().add("load-fields");
    return bar;
  }

  private Node grid() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("cards");
    ColumnConstraints half = new ColumnConstraints();
    half.setPercentWidth(50);
    grid.getColumnConstraints().setAll(half, half);
    grid.addRow(0, arrivals, members);
    grid.addRow(1, latency, memory);
    for (Node chart : grid.getChildren()) {
      GridPane.setVgrow(chart, Priority.ALWAYS);
    }
    return grid;
  }

  private VBox empty() {
    Label title = new Label(text("none"));
    title.getStyleClass().add(Styles.TEXT_BOLD);
    Label how = new Label(text("none.how"));
    how.getStyleClass().add("quiet");
    how.setWrapText(true);
    how.setMinHeight(Region.USE_PREF_SIZE);
    VBox box = new VBox(title, how, action("fork-elastic-start", Styles.ACCENT));
    box.getStyleClass().add("empty");
    return box;
  }

  private void show(Optional<ElasticState> state) {
    Node wanted = state.isPresent() ? charts : empty;
    if (root.getChildren().getFirst() != wanted) {
      root.getChildren().setAll(wanted);
    }
    state.ifPresent(
        now -> {
          policy.setText(now.policy());
          said.setText(now.said());
          arrivals.show(now.arrivals());
          members.show(now.members());
          latency.show(now.latency());
          memory.show(now.memory());
        });
  }

  private void compare() {
    compare.setDisable(true);
    Snapshot snapshot = context.session().snapshot();
    context
        .gate()
        .async(
            () -> ElasticComparison.of(snapshot, id),
            result -> {
              compare.setDisable(false);
              result.ifPresent(this::show);
            },
            failure -> {
              compare.setDisable(false);
              System.getLogger(ElasticPart.class.getName())
                  .log(System.Logger.Level.ERROR, "the comparison failed", failure);
            });
  }

  private void show(ElasticComparison result) {
    comparison.getChildren().clear();
    comparison.addRow(0, quiet(text("day")), quiet(text("forking")), quiet(text("cloning")));
    line(1, "p50", result, run -> ElasticState.time(run.p50(), context.format()));
    line(2, "p95", result, run -> ElasticState.time(run.p95(), context.format()));
    line(3, "served", result, run -> context.format().count(run.served()));
    line(4, "refused", result, run -> context.format().count(run.refused()));
    line(5, "most", result, run -> context.format().count(run.most()));
    line(6, "most-memory", result, run -> context.format().bytes(run.memory()));
    comparison.setVisible(true);
  }

  private void line(
      int row, String key, ElasticComparison result, Function<ElasticRun, String> figure) {
    Label forking = new Label(figure.apply(result.forking()));
    Label cloning = new Label(figure.apply(result.cloning()));
    GridPane.setHalignment(forking, HPos.RIGHT);
    GridPane.setHalignment(cloning, HPos.RIGHT);
    comparison.addRow(row, quiet(text("compared." + key)), forking, cloning);
  }

  private static Label quiet(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("quiet");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void close() {
    binding.close();
  }
}
