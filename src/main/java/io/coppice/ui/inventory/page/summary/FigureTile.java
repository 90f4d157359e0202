package io.coppice.ui.inventory.page.summary;

import io.coppice.backend.Series;
import io.coppice.model.EntityId;
import io.coppice.model.SimTime;
import io.coppice.ui.inventory.page.summary.Summary.Figure;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.chart.Meter;
import io.coppice.ui.kit.chart.Sparkline;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One figure: its value in large letters, its part of the whole, its last hour. FX thread. */
final class FigureTile {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long EVERY = Duration.ofSeconds(30).toNanos() / 1_000;

  private final UiContext context;
  private final EntityId about;
  private final Label value = new Label();
  private final Label share = new Label();
  private final Label detail = new Label();
  private final Meter meter = new Meter();
  private final Sparkline course = new Sparkline();
  private final VBox box;
  private Figure shown;
  private long asked = Long.MIN_VALUE / 2;
  private boolean asking;

  FigureTile(UiContext context, EntityId about, String key) {
    this.context = context;
    this.about = about;
    Label title = new Label(context.texts().get("page.figure." + key));
    title.getStyleClass().add("figure-title");
    value.getStyleClass().add("figure-value");
    value.setMinWidth(Region.USE_PREF_SIZE);
    share.getStyleClass().add("figure-share");
    share.setMinWidth(Region.USE_PREF_SIZE);
    detail.getStyleClass().add("figure-detail");
    detail.setWrapText(true);
    detail.setMinHeight(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = new HBox(value, gap, share);
    line.setAlignment(Pos.BASELINE_LEFT);
    meter.managedProperty().bind(meter.visibleProperty());
    course.managedProperty().bind(course.visibleProperty());
    Region rest = new Region();
    VBox.setVgrow(rest, Priority.ALWAYS);
    box = new VBox(title, line, meter, detail, rest, course);
    box.getStyleClass().addAll("card", "figure-tile");
  }

  Node node() {
    return box;
  }

  void show(Figure figure, SimTime now) {
    if (!figure.equals(shown)) {
      shown = figure;
      value.setText(figure.value());
      detail.setText(whole(figure.detail()));
      boolean part = figure.share() >= 0;
      meter.setVisible(part);
      share.setText(part ? context.format().percent(figure.share(), 1) : "");
      meter.setScale(figure.scale());
      meter.set(figure.share());
      course.setVisible(figure.course().isPresent());
    }
    if (figure.course().isPresent() && !asking && now.micros() - asked >= EVERY) {
      ask(figure, now);
    }
  }

  /** A line never ends between a number and its unit. */
  private static String whole(String text) {
    return text.replaceAll("(?<=\\d) (?=[\\p{L}%])", "\u00a0");
  }

  private void ask(Figure figure, SimTime now) {
    asking = true;
    asked = now.micros();
    SimTime from = new SimTime(Math.max(0, now.micros() - HOUR.toNanos() / 1_000));
    context
        .gate()
        .async(
            () ->
                context
                    .session()
                    .site()
                    .history(about, figure.course().get(), from, now)
                    .toCompletableFuture()
                    .join(),
            series -> remember(series, figure.whole()),
            failure -> {
              asking = false;
              System.getLogger(FigureTile.class.getName())
                  .log(System.Logger.Level.WARNING, "no history of " + about, failure);
            });
  }

  private void remember(Series series, int whole) {
    asking = false;
    course.set(series.times(), series.values(), whole);
  }
}
