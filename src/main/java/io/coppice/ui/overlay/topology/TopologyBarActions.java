package io.coppice.ui.overlay.topology;

import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.picture.Marks;
import io.coppice.ui.overlay.picture.NetworkView;
import java.util.List;
import java.util.Set;
import javafx.scene.control.MenuItem;

/** What the bar above the topology asks for. FX thread. */
final class TopologyBarActions implements TopologyBar.Hands {
  private final UiContext context;
  private final TopologyPart part;
  private final TopologyModel model;
  private final NetworkView view;

  TopologyBarActions(UiContext context, TopologyPart part, TopologyModel model, NetworkView view) {
    this.context = context;
    this.part = part;
    this.model = model;
    this.view = view;
  }

  @Override
  public void layers(Marks.Layers layers) {
    part.choose(now -> now.layers(layers));
  }

  @Override
  public void filter(String find, String tenant, boolean troubled) {
    part.choose(now -> now.filter(find, tenant, troubled));
  }

  /** The next line of the table, which lists what was found. */
  @Override
  public void findNext() {
    List<Listing.Row> rows = part.rows();
    int at = -1;
    for (int i = 0; i < rows.size(); i++) {
      at = rows.get(i).key().equals(model.choices().selected()) ? i : at;
    }
    if (!rows.isEmpty()) {
      part.goTo(rows.get((at + 1) % rows.size()).key());
    }
  }

  @Override
  public void segment(String key) {
    part.segment(key);
  }

  @Override
  public void zoom(double factor) {
    view.zoom(factor, view.getWidth() / 2, view.getHeight() / 2);
  }

  @Override
  public void fit() {
    view.fit();
  }

  @Override
  public void arrange() {
    context
        .dialogs()
        .confirm(
            context.texts().get("network.arrange"),
            context.texts().get("network.arrange.said"),
            context.texts().get("network.arrange.go"),
            () -> {
              model.arrangeAnew();
              view.fit();
              part.refresh();
            });
  }

  @Override
  public void showHidden() {
    part.choose(now -> now.hidden(Set.of()));
  }

  @Override
  public void export(boolean svg) {
    new PictureExport(context, view).ask(svg, part::drawing);
  }

  @Override
  public List<MenuItem> changes() {
    return part.changes();
  }
}
