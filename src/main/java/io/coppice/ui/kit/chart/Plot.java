package io.coppice.ui.kit.chart;

import io.coppice.model.inventory.Metric;
import io.coppice.ui.kit.Format;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;

/** The picture of a chart: axes, lines, the instant read out, the part being chosen. */
final class Plot extends Drawing {
  private final Format format;
  private final ChartTime time;
  private List<MetricTrace> courses = List.of();
  private List<Boolean> shown = List.of();
  private Metric metric = Metric.CPU_USED;
  private double chosenFrom = -1;
  private double chosenTo = -1;

  Plot(Format format, ChartTime time) {
    this.format = format;
    this.time = time;
    getStyleClass().addAll("drawing", "plot");
  }

  void show(List<MetricTrace> changed, List<Boolean> visible, Metric unitOf) {
    courses = List.copyOf(changed);
    shown = List.copyOf(visible);
    metric = unitOf;
    redraw();
  }

  /** Marks what is being chosen with the mouse; negative for nothing. */
  void choose(double fromX, double toX) {
    chosenFrom = fromX;
    chosenTo = toX;
    redraw();
  }

  private double left() {
    return 5.6 * em();
  }

  private double right() {
    return getWidth() - 0.8 * em();
  }

  private double upper() {
    return 0.6 * em();
  }

  private double lower() {
    return getHeight() - 1.6 * em();
  }

  /** The instant at a place of this node. */
  long instant(double x) {
    double part = Math.clamp((x - left()) / Math.max(1, right() - left()), 0, 1);
    return time.from() + Math.round(part * (time.to() - time.from()));
  }

  private double x(long instant) {
    return left()
        + (right() - left())
            * (instant - time.from())
            / (double) Math.max(1, time.to() - time.from());
  }

  @Override
  void draw(GraphicsContext on, double wide, double high) {
    long most = 0;
    for (int i = 0; i < courses.size(); i++) {
      if (shown.get(i)) {
        most = Math.max(most, courses.get(i).most(time.from(), time.to()));
      }
    }
    int lines = Math.max(2, (int) ((lower() - upper()) / (2.6 * em())));
    ChartScale.Axis axis = ChartScale.values(most, lines, metric.unit(), this::label);
    on.setFont(font());
    values(on, axis);
    times(on);
    for (int i = 0; i < courses.size(); i++) {
      if (shown.get(i)) {
        line(on, courses.get(i), i, (double) axis.top());
      }
    }
    cursor(on, (double) axis.top());
    if (chosenFrom >= 0) {
      on.setFill(line(0).deriveColor(0, 1, 1, 0.18));
      double from = Math.clamp(Math.min(chosenFrom, chosenTo), left(), right());
      double to = Math.clamp(Math.max(chosenFrom, chosenTo), left(), right());
      on.fillRect(from, upper(), to - from, lower() - upper());
    }
  }

  private void values(GraphicsContext on, ChartScale.Axis axis) {
    on.setTextAlign(TextAlignment.RIGHT);
    on.setTextBaseline(VPos.CENTER);
    on.setLineWidth(1);
    for (long value = 0; value <= axis.top(); value += axis.step()) {
      double y = Math.round(y((double) value, (double) axis.top())) + 0.5;
      on.setStroke(grid());
      on.strokeLine(left(), y, right(), y);
      on.setFill(text());
      on.fillText(label(value), left() - 0.5 * em(), y);
    }
  }

  private String label(long value) {
    return value == 0 ? "0" : format.figure(metric, value);
  }

  private double y(double value, double top) {
    return lower() - (lower() - upper()) * Math.min(1, value / top);
  }

  private void times(GraphicsContext on) {
    boolean spansDays = TimeLabels.spansDays(time.from(), time.to());
    double each = spansDays ? 8 * em() : 6 * em();
    int ticks = Math.max(2, (int) ((right() - left()) / each));
    long step = ChartScale.timeStep(time.to() - time.from(), ticks);
    List<Long> at = ChartScale.ticks(time.from(), time.to(), step);
    List<String> written = TimeLabels.of(at, spansDays, format.locale());
    on.setTextBaseline(VPos.TOP);
    for (int i = 0; i < at.size(); i++) {
      double x = x(at.get(i));
      on.setStroke(grid());
      on.strokeLine(Math.round(x) + 0.5, lower(), Math.round(x) + 0.5, lower() + 0.25 * em());
      on.setFill(text());
      double half = each / 4;
      on.setTextAlign(
          x > right() - half
              ? TextAlignment.RIGHT
              : x < left() + half ? TextAlignment.LEFT : TextAlignment.CENTER);
      on.fillText(written.get(i), x, lower() + 0.35 * em());
    }
  }

  private void line(GraphicsContext on, MetricTrace trace, int index, double top) {
    int from = Math.max(0, trace.first(time.from()) - 1);
    List<double[]> points = new ArrayList<>();
    for (int at = from; at < trace.size() && trace.time(at) <= time.to(); at++) {
      points.add(new double[] {x(trace.time(at)), y(trace.value(at), top)});
    }
    if (points.isEmpty()) {
      return;
    }
    double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
    double[] y = points.stream().mapToDouble(p -> p[1]).toArray();
    on.save();
    on.beginPath();
    on.rect(left(), 0, right() - left() + 1, getHeight());
    on.clip();
    if (index == 0) {
      area(on, x, y);
    }
    double width = 1.6;
    double[] dashes = DASHES[index % DASHES.length];
    on.setLineDashes(java.util.Arrays.stream(dashes).map(d -> d * width).toArray());
    on.setLineCap(StrokeLineCap.BUTT);
    on.setStroke(line(index));
    on.setLineWidth(width);
    on.strokePolyline(x, y, x.length);
    on.restore();
  }

  private void area(GraphicsContext on, double[] x, double[] y) {
    double[] outlineX = java.util.Arrays.copyOf(x, x.length + 2);
    double[] outlineY = java.util.Arrays.copyOf(y, y.length + 2);
    outlineX[x.length] = x[x.length - 1];
    outlineY[x.length] = lower();
    outlineX[x.length + 1] = x[0];
    outlineY[x.length + 1] = lower();
    on.setFill(line(0).deriveColor(0, 1, 1, 0.10));
    on.fillPolygon(outlineX, outlineY, outlineX.length);
  }

  private void cursor(GraphicsContext on, double top) {
    if (time.cursor() < time.from() || time.cursor() > time.to()) {
      return;
    }
    double x = Math.round(x(time.cursor())) + 0.5;
    on.setStroke(text());
    on.setLineWidth(1);
    on.strokeLine(x, upper(), x, lower());
    for (int i = 0; i < courses.size(); i++) {
      int at = shown.get(i) ? courses.get(i).nearest(time.cursor(), time.reach()) : -1;
      if (at >= 0) {
        Color colour = line(i);
        on.setFill(colour);
        double dot = 0.28 * em();
        on.fillOval(
            x(courses.get(i).time(at)) - dot,
            y(courses.get(i).value(at), top) - dot,
            2 * dot,
            2 * dot);
      }
    }
  }

  @Override
  protected double computePrefHeight(double width) {
    return 13 * em();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 36 * em();
  }

  @Override
  protected double computeMinWidth(double height) {
    return 16 * em();
  }
}
