package io.coppice.ui.inventory.page.monitor;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.inventory.page.card.CardGrid;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.chart.ChartLine;
import io.coppice.ui.kit.chart.ChartTime;
import io.coppice.ui.kit.chart.TimeBar;
import io.coppice.ui.kit.chart.TimeChart;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The charts of one object, which share their window of time. FX thread. */
public final class MonitorPart implements PagePart {
  private final List<TimeChart> charts = new ArrayList<>();
  private final ChartTime time = new ChartTime();
  private final VBox box;
  private final FrameGate.Binding binding;

  public MonitorPart(UiContext context, EntityId about) {
    time.advance(context.session().snapshot().time());
    for (ChartPlan plan : ChartPlan.of(about.kind())) {
      List<ChartLine> lines =
          plan.metrics().stream()
              .map(metric -> new ChartLine(context.texts().get("page.metric." + metric), metric))
              .toList();
      charts.add(
          new TimeChart(
              context, about, context.texts().get("page.chart." + plan.key()), lines, time));
    }
    CardGrid grid = new CardGrid(true);
    grid.getStyleClass().add("charts");
    grid.setCards(charts);
    ScrollPane scroll = new ScrollPane(grid);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
    scroll.setAccessibleText(context.texts().get("page.tab.monitor"));
    box = new VBox(new TimeBar(time, context.texts()), scroll);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    binding = new VisibleSubscription(context.gate(), box, snapshot -> snapshot, this::show);
  }

  private void show(Snapshot snapshot) {
    time.advance(snapshot.time());
    charts.forEach(chart -> chart.show(snapshot));
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void close() {
    binding.close();
    charts.forEach(TimeChart::close);
  }
}
