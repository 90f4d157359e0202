package io.coppice.ui.fork.shared.charts;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** Charts below one another that fill a tab, and scroll where it is too low for them. FX thread. */
public final class ScrolledCharts extends ScrollPane {
  /**
   * Around a column of charts.
   *
   * @param name accessible name
   */
  public ScrolledCharts(VBox charts, String name) {
    super(charts);
    charts.getStyleClass().add("charts");
    setFitToWidth(true);
    setFitToHeight(true);
    getStyleClass().add("edge-to-edge");
    setAccessibleText(name);
  }
}
