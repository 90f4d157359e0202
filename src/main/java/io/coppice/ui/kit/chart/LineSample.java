package io.coppice.ui.kit.chart;

import javafx.scene.canvas.GraphicsContext;

/** A short piece of a chart's line, for its legend. */
final class LineSample extends Drawing {
  private final int index;

  LineSample(int index) {
    this.index = index;
    getStyleClass().addAll("drawing", "line-sample");
    setMouseTransparent(true);
  }

  @Override
  void draw(GraphicsContext on, double wide, double high) {
    double width = 2;
    on.setLineDashes(
        java.util.Arrays.stream(DASHES[index % DASHES.length]).map(d -> d * width).toArray());
    on.setLineCap(javafx.scene.shape.StrokeLineCap.BUTT);
    on.setStroke(line(index));
    on.setLineWidth(width);
    on.strokeLine(0, high / 2, wide, high / 2);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 2.2 * em();
  }

  @Override
  protected double computePrefHeight(double width) {
    return 0.8 * em();
  }
}
