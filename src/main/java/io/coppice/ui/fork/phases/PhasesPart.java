package io.coppice.ui.fork.phases;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.ForkPhase;
import io.coppice.ui.fork.phases.PhasesState.Row;
import io.coppice.ui.fork.phases.PhasesState.Stat;
import io.coppice.ui.fork.shared.marks.MemberMark;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * A bar for each child, and for each phase what half and 95 of 100 of the children took; the source
 * of a time stands in its tip. FX thread.
 */
public final class PhasesPart implements PagePart {
  private final UiContext context;
  private final ListView<Row> list = new ListView<>();
  private final GridPane stats = new GridPane();
  private final List<Label> halves = new ArrayList<>();
  private final List<Label> most = new ArrayList<>();
  private final Label said = new Label();
  private final HBox root = new HBox();
  private final FrameGate.Binding binding;
  private long longest = 1;

  /** Builds the tab. */
  public PhasesPart(ForkGroupId id, UiContext context) {
    this.context = context;
    list.setId("phases");
    list.setAccessibleText(text("forks.tab.phases"));
    list.getStyleClass().addAll(Styles.DENSE, "tree-list");
    list.setCellFactory(_ -> new Cell());
    list.setPlaceholder(new Label(text("forks.phases.none")));
    list.setOnKeyPressed(
        event -> {
          Row row = list.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.ENTER && row != null) {
            context.navigation().open(new Place.Page(row.machine()));
          }
        });
    said.getStyleClass().add("said-line");
    VBox bars = new VBox(list, said);
    VBox.setVgrow(list, Priority.ALWAYS);
    HBox.setHgrow(bars, Priority.ALWAYS);
    ScrollPane side = new ScrollPane(statistics());
    side.setFitToWidth(true);
    side.getStyleClass().addAll("edge-to-edge", "phase-side");
    side.setAccessibleText(text("forks.phases.statistics"));
    root.getChildren().setAll(bars, side);
    binding = context.gate().bind(now -> PhasesState.of(now, id), this::show);
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private Node statistics() {
    stats.getStyleClass().addAll("facts", "phase-stats");
    stats.addRow(
        0,
        new Label(),
        head("forks.phases.phase"),
        head("forks.phases.p50"),
        head("forks.phases.p95"));
    for (ForkPhase phase : ForkPhase.values()) {
      Region swatch = new Region();
      swatch.getStyleClass().addAll("swatch", PhaseBar.style(phase));
      line(phase.ordinal() + 1, swatch, text(phase.key()), text(phase.sourceKey()));
    }
    line(ForkPhase.values().length + 1, new Region(), text("forks.phases.ready"), "");
    return stats;
  }

  private Label head(String key) {
    Label head = new Label(text(key));
    head.getStyleClass().add("quiet");
    head.setMinWidth(Region.USE_PREF_SIZE);
    return head;
  }

  private void line(int row, Node swatch, String name, String source) {
    Label label = new Label(name);
    label.setMinWidth(Region.USE_PREF_SIZE);
    Label half = new Label();
    Label all = new Label();
    for (Label figure : List.of(half, all)) {
      figure.setMinWidth(Region.USE_PREF_SIZE);
      GridPane.setHalignment(figure, HPos.RIGHT);
    }
    halves.add(half);
    most.add(all);
    if (!source.isEmpty()) {
      for (Label tipped : List.of(label, half, all)) {
        Tooltip tip = new Tooltip(source);
        tip.setWrapText(true);
        tip.setPrefWidth(360);
        tipped.setTooltip(tip);
        tipped.setOnMouseEntered(_ -> said.setText(name + ": " + source));
      }
    }
    stats.addRow(row, swatch, label, half, all);
  }

  private String time(long micros) {
    return micros < 1_000_000
        ? String.format(context.format().locale(), "%.1f ms", micros / 1e3)
        : String.format(context.format().locale(), "%,.2f s", micros / 1e6);
  }

  private void show(PhasesState state) {
    longest = Math.max(1, state.longest());
    if (!list.getItems().equals(state.rows())) {
      Row chosen = list.getSelectionModel().getSelectedItem();
      list.getItems().setAll(state.rows());
      if (chosen != null) {
        list.getItems().stream()
            .filter(row -> row.machine().equals(chosen.machine()))
            .findFirst()
            .ifPresent(list.getSelectionModel()::select);
      }
    }
    for (int i = 0; i < state.stats().size(); i++) {
      figures(i, state.stats().get(i));
    }
    figures(state.stats().size(), state.ready());
  }

  private void figures(int at, Stat stat) {
    halves.get(at).setText(stat.count() == 0 ? "–" : time(stat.p50()));
    most.get(at).setText(stat.count() == 0 ? "–" : time(stat.p95()));
  }

  private final class Cell extends ListCell<Row> {
    private final StackPane icon = new StackPane();
    private final Label name = new Label();
    private final PhaseBar bar = new PhaseBar();
    private final Label total = new Label();
    private final HBox line = new HBox(icon, name, bar, total);

    Cell() {
      line.getStyleClass().add("phase-line");
      icon.getStyleClass().add("icon-box");
      name.getStyleClass().add("phase-name");
      total.getStyleClass().addAll("quiet", "phase-total");
      HBox.setHgrow(bar, Priority.ALWAYS);
      line.setMinWidth(0);
      line.setPrefWidth(1);
      bar.setOnMouseMoved(event -> tell(bar.phaseAt(event.getX())));
      bar.setOnMouseExited(_ -> said.setText(""));
      setOnMouseClicked(
          event -> {
            if (event.getClickCount() == 2 && getItem() != null) {
              context.navigation().open(new Place.Page(getItem().machine()));
            }
          });
    }

    private void tell(int at) {
      if (at < 0 || getItem() == null) {
        said.setText("");
        return;
      }
      ForkPhase phase = ForkPhase.values()[at];
      said.setText(
          text(
              "forks.phases.said",
              getItem().name(),
              text(phase.key()),
              time(getItem().micros().get(at)),
              text(phase.sourceKey())));
    }

    @Override
    protected void updateItem(Row row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      icon.getChildren().setAll(MemberMark.node(row.state()));
      name.setText(row.name());
      bar.set(row.untilReady(), longest);
      String length =
          row.under()
              .map(phase -> text("forks.phases.under", text(phase.key())))
              .orElseGet(() -> time(row.total()));
      total.setText(length);
      setAccessibleText(
          row.name() + ", " + MemberMark.word(row.state(), context.texts()) + ", " + length);
      setGraphic(line);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    list.requestFocus();
  }

  @Override
  public void close() {
    binding.close();
  }
}
