package io.coppice.ui.fork.sharing;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.SharingHistory;
import io.coppice.ui.fork.shared.charts.LayerChart;
import io.coppice.ui.fork.shared.charts.LayerSeries;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How fast a group diverges, and what will fit for how long. FX thread. */
public final class DivergencePart implements PagePart {
  private static final List<Duration> TIMES =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofMinutes(40),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofDays(1));

  /** The time the headline speaks of. */
  private static final Duration HEADLINE = Duration.ofMinutes(40);

  private static final List<String> LAYERS = List.of("part-diverged");

  private final ForkGroupId id;
  private final UiContext context;
  private final Label headline = new Label();
  private final Label detail = new Label();
  private final GridPane fits = new GridPane();
  private final LayerChart rates;
  private final VBox root = new VBox();
  private final FrameGate.Binding binding;

  private record State(
      String headline, String detail, List<List<String>> fits, LayerSeries rates) {}

  /** Builds the tab. */
  public DivergencePart(ForkGroupId id, UiContext context) {
    this.id = id;
    this.context = context;
    headline.getStyleClass().add("headline");
    headline.setWrapText(true);
    headline.setMinHeight(Region.USE_PREF_SIZE);
    detail.getStyleClass().add("quiet");
    detail.setWrapText(true);
    detail.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
    fits.getStyleClass().addAll("facts", "group-fits");
    VBox said = new VBox(headline, detail, fits);
    said.getStyleClass().add("card");
    rates = new LayerChart(text("forks.divergence.rate"), LAYERS, context);
    VBox.setVgrow(rates, Priority.ALWAYS);
    root.getChildren().setAll(said, rates);
    root.getStyleClass().add("charts");
    binding = context.gate().bind(this::compute, this::show);
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private State compute(Snapshot snapshot) {
    Forecast forecast = Forecast.of(snapshot, id);
    String host = forecast.host().map(on -> snapshot.contents().displayName(on)).orElse("–");
    List<List<String>> lines = new ArrayList<>();
    for (Duration time : TIMES) {
      lines.add(
          List.of(context.format().duration(time), context.format().count(forecast.fit(time))));
    }
    return new State(
        text(
            "forks.divergence.headline",
            context.format().count(forecast.fit(HEADLINE)),
            host,
            context.format().duration(HEADLINE)),
        text(
                "forks.divergence.detail",
                context.format().bytes((long) forecast.rate()),
                context.format().bytes((long) forecast.each()),
                context.format().bytes(forecast.free()))
            + ' '
            + forecast
                .full()
                .map(full -> text("forks.divergence.full", context.format().duration(full)))
                .orElseGet(() -> text("forks.divergence.still")),
        lines,
        rates(snapshot.forks().history(id).samples()));
  }

  /** Bytes a second between neighbouring samples. */
  private LayerSeries rates(List<SharingHistory.Sample> samples) {
    List<SimTime> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 1; i < samples.size(); i++) {
      SharingHistory.Sample before = samples.get(i - 1);
      SharingHistory.Sample after = samples.get(i);
      double seconds = after.at().since(before.at()).toMillis() / 1000.0;
      if (seconds > 0) {
        times.add(after.at());
        values.add(
            Math.max(
                0,
                (after.sums().diverged()
                        + after.sums().swapped()
                        - before.sums().diverged()
                        - before.sums().swapped())
                    / seconds));
      }
    }
    return new LayerSeries(
        times,
        List.of(
            new LayerSeries.Layer(
                text("forks.layer.rate"),
                LAYERS.getFirst(),
                LayerSeries.Kind.STACKED,
                values.stream().mapToDouble(Double::doubleValue).toArray())),
        value -> text("forks.rate", context.format().bytes((long) value)));
  }

  private void show(State state) {
    headline.setText(state.headline());
    detail.setText(state.detail());
    fits.getChildren().clear();
    fits.addColumn(0, quiet("forks.divergence.for"), quiet("forks.divergence.fit"));
    for (int at = 0; at < state.fits().size(); at++) {
      Label count = new Label(state.fits().get(at).get(1));
      Label time = new Label(state.fits().get(at).get(0));
      GridPane.setHalignment(count, HPos.RIGHT);
      GridPane.setHalignment(time, HPos.RIGHT);
      fits.addColumn(at + 1, time, count);
    }
    rates.show(state.rates());
  }

  private Label quiet(String key) {
    Label label = new Label(text(key));
    label.getStyleClass().add("quiet");
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
