package io.coppice.ui.inventory.page.measured;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Backend;
import io.coppice.backend.ReplayComparison;
import io.coppice.backend.Series;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.inventory.page.measured.MeasuredState.Row;
import io.coppice.ui.kit.CsvExport;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.table.WordTable;
import java.io.File;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Compares what the site remembers of the last day with what was measured. FX thread. */
public final class MeasuredPart implements PagePart {
  private static final Duration PAST = Duration.ofDays(1);

  /** Machines that are compared. */
  private static final int MOST = 500;

  private final UiContext context;
  private final EntityId about;
  private final Label said = new Label();
  private final Button again;
  private final Button export;
  private final TableView<Row> rows;
  private final VBox box;
  private List<List<String>> lines = List.of();
  private volatile boolean closed;

  public MeasuredPart(UiContext context, EntityId about) {
    this.context = context;
    this.about = about;
    said.setId("measured-said");
    said.setWrapText(true);
    said.setMinHeight(Label.USE_PREF_SIZE);
    said.getStyleClass().add("quiet");
    HBox.setHgrow(said, Priority.ALWAYS);
    again = button("again", Icons.RETRY, this::compare);
    export = button("export", Icons.EXPORT, this::export);
    HBox bar = new HBox(again, export, said);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("table-bar");
    rows =
        new WordTable<Row>("measured", "rows", key -> text("column." + key), said)
            .says(text("title"), text("empty"))
            .column("figure", 12, Row::figure)
            .column("computed", 10, Row::computed)
            .column("measured", 10, Row::measured)
            .column("mean", 12, Row::mean)
            .column("p95", 12, Row::p95)
            .column("points", 5, Row::points)
            .column("why", 50, Row::why)
            .view();
    VBox.setVgrow(rows, Priority.ALWAYS);
    box = new VBox(bar, rows);
    compare();
  }

  private String text(String key, Object... args) {
    return context.texts().get("page.measured." + key, args);
  }

  private Button button(String key, Icons icon, Runnable action) {
    Button button = new Button(text(key), icon.node());
    button.setId("measured-" + key);
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    button.setMinWidth(Button.USE_PREF_SIZE);
    button.setDisable(true);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private void compare() {
    again.setDisable(true);
    export.setDisable(true);
    said.setText(text("comparing"));
    Backend site = context.session().site();
    Snapshot now = site.snapshot();
    context.gate().async(() -> compared(site, now), this::show, this::failed);
  }

  private MeasuredState compared(Backend site, Snapshot now) {
    List<Machine> machines = MeasuredTab.machines(about, now, MOST + 1);
    List<Machine> few = machines.subList(0, Math.min(MOST, machines.size()));
    ReplayComparison comparison = new ReplayComparison();
    SimTime from = now.time().plus(PAST.negated());
    for (Machine machine : few) {
      if (closed) {
        break;
      }
      for (Metric metric : ReplayComparison.METRICS) {
        if (ReplayComparison.isMeasured(machine, metric)) {
          Series series =
              site.history(machine.id(), metric, from, now.time()).toCompletableFuture().join();
          comparison.add(
              machine,
              now.inventory().host(machine.host()),
              series,
              machine.guest().measured().orElseThrow().from());
        }
      }
    }
    return MeasuredState.of(
        comparison.errors(),
        few.size(),
        few.size() == machines.size(),
        context.texts(),
        context.format());
  }

  private void show(MeasuredState state) {
    again.setDisable(false);
    said.setText(state.said());
    rows.getItems().setAll(state.rows());
    lines = state.lines();
    export.setDisable(state.rows().isEmpty());
  }

  private void export() {
    csv().ask(box.getScene().getWindow(), text("file")).ifPresent(this::write);
  }

  private CsvExport csv() {
    return new CsvExport(context, text("export"), text("export.failed"));
  }

  /** Writes what is shown, in figures that other programs read. */
  void write(File file) {
    csv()
        .write(
            file,
            lines,
            written -> context.dialogs().toast(text("export.done", written.getName())));
  }

  private void failed(Throwable failure) {
    again.setDisable(false);
    said.setText(text("failed"));
    context.dialogs().failed(text("failed"), failure);
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void focus() {
    rows.requestFocus();
  }

  @Override
  public void close() {
    closed = true;
  }
}
