package io.coppice.ui.kit.chart;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/**
 * The course of one figure in a small space, without axes: the words beside it tell its value. Not
 * focusable. FX thread.
 */
public final class Sparkline extends Drawing {
  private long[] times = new long[0];
  private int[] values = new int[0];
  private int top = 1;

  public Sparkline() {
    getStyleClass().addAll("drawing", "sparkline");
    setMouseTransparent(true);
  }

  /**
   * Shows a course.
   *
   * @param at rising times; the width is the time from the first to the last
   * @param of as many values
   * @param whole the value of the upper edge; what is above it raises the edge
   */
  public void set(long[] at, int[] of, int whole) {
    times = at;
    values = of;
    top = Math.max(1, whole);
    for (int value : of) {
      top = Math.max(top, value);
    }
    redraw();
  }

  @Override
  void draw(GraphicsContext on, double wide, double high) {
    if (times.length < 2) {
      return;
    }
    double span = Math.max(1, times[times.length - 1] - times[0]);
    double inner = high - 2;
    double[] x = new double[times.length + 2];
    double[] y = new double[times.length + 2];
    for (int i = 0; i < times.length; i++) {
      x[i] = wide * (times[i] - times[0]) / span;
      y[i] = 1 + inner * (1 - (double) Math.max(0, values[i]) / top);
    }
    x[times.length] = wide;
    y[times.length] = high;
    x[times.length + 1] = 0;
    y[times.length + 1] = high;
    Color colour = line(0);
    on.setFill(
        new LinearGradient(
            0,
            0,
            0,
            1,
            true,
            CycleMethod.NO_CYCLE,
            new Stop(0, colour.deriveColor(0, 1, 1, 0.28)),
            new Stop(1, colour.deriveColor(0, 1, 1, 0.04))));
    on.fillPolygon(x, y, x.length);
    on.setStroke(colour);
    on.setLineWidth(1.4);
    on.strokePolyline(x, y, times.length);
  }

  @Override
  protected double computePrefHeight(double width) {
    return 2.6 * em();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 10 * em();
  }
}
