package io.coppice.ui.fork.sharing;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.ui.fork.shared.charts.LayerChart;
import io.coppice.ui.fork.shared.charts.ScrolledCharts;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.UiContext;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Draws what a group costs over time, and against what its members were given. FX thread. */
public final class SharingPart implements PagePart {
  private final LayerChart cost;
  private final LayerChart whole;
  private final ScrolledCharts root;
  private final FrameGate.Binding binding;

  /** Builds the tab. */
  public SharingPart(ForkGroupId id, UiContext context) {
    cost = new LayerChart(context.texts().get("forks.sharing.cost"), SharingState.COST, context);
    whole = new LayerChart(context.texts().get("forks.sharing.whole"), SharingState.WHOLE, context);
    VBox.setVgrow(cost, Priority.ALWAYS);
    VBox.setVgrow(whole, Priority.ALWAYS);
    root = new ScrolledCharts(new VBox(cost, whole), context.texts().get("forks.tab.sharing"));
    binding =
        context
            .gate()
            .bind(
                now -> SharingState.of(now, id, context.texts(), context.format()),
                state -> {
                  cost.show(state.cost());
                  whole.show(state.whole());
                });
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
