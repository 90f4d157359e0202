package io.coppice.ui.inventory.page.plan;

import atlantafx.base.theme.Styles;
import io.coppice.backend.CapacityPlan;
import io.coppice.ui.inventory.page.plan.PlanRows.Loss;
import io.coppice.ui.inventory.page.plan.PlanRows.Restart;
import io.coppice.ui.inventory.page.plan.PlanRows.Room;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.chart.GrowthChart;
import io.coppice.ui.kit.table.WordTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
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
  private final TableView<Room> rooms;
  private final TableView<Loss> losses;
  private final TableView<Restart> restarts;
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
    rooms = rooms();
    losses = losses();
    restarts = restarts();
    losses.getSelectionModel().selectedItemProperty().addListener((_, _, chosen) -> chosen(chosen));
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

  private TableView<Room> rooms() {
    return this.<Room>table("rooms", "nothing")
        .column("limit", 14, Room::name)
        .column("fits", 9, Room::fits)
        .column("when", 11, Room::when)
        .column("how", 48, Room::how)
        .view();
  }

  private TableView<Loss> losses() {
    return this.<Loss>table("failures", "no-hosts")
        .column("host", 18, Loss::host)
        .column("ran", 8, Loss::ran)
        .column("restarted", 9, Loss::restarted)
        .column("off", 8, Loss::off)
        .column("cpu", 20, Loss::cpu)
        .column("memory", 20, Loss::memory)
        .view();
  }

  private TableView<Restart> restarts() {
    return this.<Restart>table("restarts", "choose-host")
        .column("machine", 18, Restart::machine)
        .column("to", 18, Restart::to)
        .column("why", 46, Restart::why)
        .view();
  }

  private <R> WordTable<R> table(String key, String none) {
    WordTable<R> table = new WordTable<>("plan", key, column -> text("column." + column), headline);
    table.view().getStyleClass().add("plan-table");
    return table.says(text(key), text(none));
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
