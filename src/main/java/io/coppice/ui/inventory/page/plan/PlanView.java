package io.coppice.ui.inventory.page.plan;

import atlantafx.base.theme.Styles;
import io.coppice.backend.CapacityPlan;
import io.coppice.ui.inventory.page.plan.PlanRows.Loss;
import io.coppice.ui.inventory.page.plan.PlanRows.Restart;
import io.coppice.ui.inventory.page.plan.PlanRows.Room;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.chart.GrowthChart;
import io.coppice.ui.kit.table.TextWidths;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** Shows an answer: sentences, the chart, limits, hosts that fail and their machines. FX thread. */
final class PlanView {
  /** Months that the chart shows at least, and beyond what fits. */
  private static final double LEAST_MONTHS = 6;

  private static final double BEYOND = 1.25;
  private static final double NEVER = 24;

  /** Levels that the chart names. */
  private static final int LEVELS = 3;

  private final UiContext context;
  private final Label headline = new Label();
  private final Label load = new Label();
  private final Label reasons = new Label();
  private final Label worst = new Label();
  private final GrowthChart chart;
  private final TableView<Room> rooms = new TableView<>();
  private final TableView<Loss> losses = new TableView<>();
  private final TableView<Restart> restarts = new TableView<>();
  private final VBox box;
  private PlanRows rows;

  PlanView(UiContext context) {
    this.context = context;
    chart = new GrowthChart(text("months"));
    chart.setId("plan-chart");
    headline.setId("plan-headline");
    headline.getStyleClass().add(Styles.TITLE_4);
    reasons.setId("plan-reasons");
    worst.setId("plan-worst");
    load.setId("plan-load");
    load.getStyleClass().add("quiet");
    for (Label label : List.of(headline, load, reasons, worst)) {
      label.setWrapText(true);
      label.setMinHeight(Label.USE_PREF_SIZE);
    }
    tables();
    box =
        new VBox(
            headline,
            reasons,
            load,
            title("chart"),
            chart,
            title("rooms"),
            rooms,
            title("failures"),
            worst,
            losses,
            title("restarts"),
            restarts);
    box.getStyleClass().add("plan-answer");
    box.setVisible(false);
    box.setManaged(false);
  }

  private String text(String key) {
    return context.texts().get("page.plan." + key);
  }

  private Label title(String key) {
    Label title = new Label(text(key));
    title.getStyleClass().add(Styles.TEXT_BOLD);
    return title;
  }

  private void tables() {
    table(rooms, "rooms", "nothing");
    TextWidths wide = new TextWidths(rooms, headline);
    rooms
        .getColumns()
        .setAll(
            List.of(
                column("limit", wide.of(14), Room::name),
                column("fits", wide.of(9), Room::fits),
                column("when", wide.of(11), Room::when),
                column("how", wide.of(48), Room::how)));
    table(losses, "failures", "no-hosts");
    TextWidths hosts = new TextWidths(losses, headline);
    losses
        .getColumns()
        .setAll(
            List.of(
                column("host", hosts.of(18), Loss::host),
                column("ran", hosts.of(8), Loss::ran),
                column("restarted", hosts.of(9), Loss::restarted),
                column("off", hosts.of(8), Loss::off),
                column("cpu", hosts.of(20), Loss::cpu),
                column("memory", hosts.of(20), Loss::memory)));
    losses.getSelectionModel().selectedItemProperty().addListener((_, _, chosen) -> chosen(chosen));
    table(restarts, "restarts", "choose-host");
    TextWidths machines = new TextWidths(restarts, headline);
    restarts
        .getColumns()
        .setAll(
            List.of(
                column("machine", machines.of(18), Restart::machine),
                column("to", machines.of(18), Restart::to),
                column("why", machines.of(46), Restart::why)));
  }

  private <R> void table(TableView<R> table, String key, String none) {
    table.setId("plan-" + key);
    table.setAccessibleText(text(key));
    table.getStyleClass().addAll(Styles.DENSE, "edge-to-edge", "inventory-table", "plan-table");
    Label nothing = new Label(text(none));
    nothing.setWrapText(true);
    nothing.getStyleClass().add("quiet");
    table.setPlaceholder(nothing);
  }

  private <R> TableColumn<R, String> column(String key, double width, Function<R, String> words) {
    TableColumn<R, String> column = new TableColumn<>(text("column." + key));
    column.setId("plan-" + key + "-column");
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(words.apply(row.getValue())));
    column.setCellFactory(_ -> new Told<>());
    return column;
  }

  /** A text that is told whole where its column is too narrow. */
  private static final class Told<R> extends TableCell<R, String> {
    private final Tooltip whole = new Tooltip();

    Told() {
      whole.setWrapText(true);
      whole.getStyleClass().add("plan-tip");
    }

    @Override
    protected void updateItem(String words, boolean empty) {
      super.updateItem(words, empty);
      setText(empty ? null : words);
      whole.setText(words);
      setTooltip(empty || words == null || words.isEmpty() ? null : whole);
    }
  }

  void show(PlanAnswer answer, PlanRows next, Growth growth) {
    rows = next;
    headline.setText(next.headline());
    reasons.setText(next.reasons());
    reasons.setManaged(!next.reasons().isEmpty());
    load.setText(next.load());
    worst.setText(next.worst());
    rooms.getItems().setAll(next.rooms());
    Loss chosen = losses.getSelectionModel().getSelectedItem();
    losses.getItems().setAll(next.losses());
    int at = 0;
    for (int i = 0; chosen != null && i < losses.getItems().size(); i++) {
      if (losses.getItems().get(i).is().host().equals(chosen.is().host())) {
        at = i;
      }
    }
    losses.getSelectionModel().select(losses.getItems().isEmpty() ? -1 : at);
    chart(answer.plan(), growth, next.chart());
    box.setVisible(true);
    box.setManaged(true);
  }

  private void chart(CapacityPlan plan, Growth growth, String said) {
    OptionalDouble months = growth.months(plan.running(), plan.fits());
    double reach = Math.max(LEAST_MONTHS, BEYOND * months.orElse(NEVER / BEYOND));
    List<GrowthChart.Level> levels = new ArrayList<>();
    for (CapacityPlan.Room room : plan.rooms()) {
      if (!room.open() && levels.size() < LEVELS) {
        levels.add(
            new GrowthChart.Level(
                text("limit." + room.limit()), plan.running() + (double) room.fits()));
      }
    }
    chart.show(reach, at -> growth.after(at, plan.running()), levels, said);
  }

  private void chosen(Loss loss) {
    restarts.getItems().setAll(loss == null ? List.of() : rows.restarts(loss.is()));
  }

  Node node() {
    return box;
  }
}
