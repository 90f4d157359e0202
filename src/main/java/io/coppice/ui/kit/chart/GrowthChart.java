package io.coppice.ui.kit.chart;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/**
 * Something that grows over months, and the levels at which something ends it, each named where its
 * line ends. FX thread.
 */
public final class GrowthChart extends Drawing {
  private static final int POINTS = 120;

  private final String months;
  private double reach;
  private DoubleUnaryOperator course = _ -> 0;
  private List<Level> levels = List.of();

  /** A level and its name. */
  public record Level(String name, double value) {}

  /**
   * @param months what stands below the axis of time
   */
  public GrowthChart(String months) {
    this.months = months;
    getStyleClass().addAll("drawing", "growth-chart");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
  }

  /**
   * Shows something else.
   *
   * @param reach months that are shown
   * @param course how much there is after some months
   * @param said the same in words
   */
  public void show(double reach, DoubleUnaryOperator course, List<Level> levels, String said) {
    this.reach = reach;
    this.course = course;
    this.levels = List.copyOf(levels);
    setAccessibleText(said);
    redraw();
  }

  @Override
  void draw(GraphicsContext on, double wide, double high) {
    if (reach <= 0) {
      return;
    }
    double left = 5 * em();
    double right = wide - em();
    double upper = 0.8 * em();
    double lower = high - 2.6 * em();
    double top = course.applyAsDouble(reach);
    for (Level level : levels) {
      top = Math.max(top, level.value());
    }
    top = Math.max(1, 1.08 * top);
    on.setFont(font());
    on.setTextBaseline(VPos.CENTER);
    on.setLineWidth(1);
    on.setTextAlign(TextAlignment.RIGHT);
    double tall = roundStep(top);
    for (double value = 0; value <= top; value += tall) {
      double y = Math.round(lower - (lower - upper) * value / top) + 0.5;
      on.setStroke(grid());
      on.strokeLine(left, y, right, y);
      on.setFill(text());
      on.fillText(number(value), left - 0.5 * em(), y);
    }
    on.setTextAlign(TextAlignment.CENTER);
    double broad = roundStep(reach);
    for (double value = 0; value <= reach; value += broad) {
      on.fillText(number(value), left + (right - left) * value / reach, lower + 0.9 * em());
    }
    on.setTextAlign(TextAlignment.CENTER);
    on.fillText(months, (left + right) / 2, lower + 2 * em());
    levels(on, left, right, upper, lower, top);
    on.setStroke(line(0));
    on.setLineWidth(2);
    on.setLineDashes();
    on.beginPath();
    for (int i = 0; i <= POINTS; i++) {
      double x = left + (right - left) * i / POINTS;
      double y = lower - (lower - upper) * course.applyAsDouble(reach * i / POINTS) / top;
      if (i == 0) {
        on.moveTo(x, y);
      } else {
        on.lineTo(x, y);
      }
    }
    on.stroke();
  }

  private void levels(
      GraphicsContext on, double left, double right, double upper, double lower, double top) {
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < levels.size(); i++) {
      double y = lower - (lower - upper) * levels.get(i).value() / top;
      on.setStroke(line(i + 1));
      on.setLineWidth(1.5);
      on.setLineDashes(DASHES[(i + 1) % DASHES.length]);
      on.strokeLine(left, y, right, y);
      // Names of levels that lie close go one above the other.
      double at = Math.min(y - 0.8 * em(), before - 1.2 * em());
      before = at;
      on.setFill(text());
      on.setTextAlign(TextAlignment.LEFT);
      on.fillText(levels.get(i).name(), left + 0.6 * em(), Math.max(0.7 * em(), at));
    }
    on.setLineDashes();
  }

  /**
   * One, two or five of a power of ten, at least a tenth, that divides a reach about four times.
   */
  private static double roundStep(double reach) {
    double power = Math.pow(10, Math.floor(Math.log10(reach / 4)));
    double rough = reach / 4 / power;
    double round = rough < 1.5 ? 1 : rough < 3.5 ? 2 : rough < 7.5 ? 5 : 10;
    return Math.max(0.1, round * power);
  }

  private static String number(double value) {
    return Math.abs(value - Math.rint(value)) < 1e-6
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
