package io.coppice.ui.fork.shared.charts;

import io.coppice.ui.fork.shared.charts.LayerSeries.Kind;
import io.coppice.ui.fork.shared.charts.LayerSeries.Layer;
import io.coppice.ui.kit.Swatches;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Shows layers over time, with a legend that reads out the instant under the pointer, else the
 * newest; left and right move that instant from sample to sample, Escape takes it away. FX thread.
 */
public final class LayerChart extends VBox {
  private static final int LINES = 4;

  /** From a millionth of nothing to more than any figure. */
  private static final int MOST_DOUBLED = 100;

  private final UiContext context;
  private final List<String> classes;
  private final Label when = new Label();
  private final FlowPane legend = new FlowPane();
  private final List<Label> readings = new ArrayList<>();
  private final Canvas canvas = new Canvas();
  private int[] colours = new int[0];
  private LayerSeries shown;
  private double pointer = -1;

  /**
   * An empty chart.
   *
   * @param title of it, in the person's language
   * @param classes style classes of the layers it will show, in their order
   */
  public LayerChart(String title, List<String> classes, UiContext context) {
    this.context = context;
    this.classes = List.copyOf(classes);
    getStyleClass().addAll("card", "layer-chart");
    Label head = new Label(title);
    head.getStyleClass().add("card-title");
    when.getStyleClass().add("quiet");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    legend.getStyleClass().add("legend");
    for (String one : classes) {
      Region swatch = new Region();
      swatch.getStyleClass().addAll("swatch", one);
      Label reading = new Label();
      readings.add(reading);
      HBox item = new HBox(swatch, reading);
      item.getStyleClass().add("legend-item");
      legend.getChildren().add(item);
    }
    List<String> all = new ArrayList<>(classes);
    all.add("chart-ink");
    all.add("chart-grid-line");
    Pane surface = new Pane(canvas, new Swatches(all, this::coloured));
    surface.getStyleClass().add("chart-surface");
    canvas.widthProperty().bind(surface.widthProperty());
    canvas.heightProperty().bind(surface.heightProperty());
    canvas.widthProperty().addListener((_, _, _) -> draw());
    canvas.heightProperty().addListener((_, _, _) -> draw());
    surface.setOnMouseMoved(event -> point((event.getX() - left()) / wide()));
    surface.setOnMouseExited(_ -> point(-1));
    surface.setFocusTraversable(true);
    surface.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    surface.setAccessibleText(title);
    surface.setAccessibleHelp(context.texts().get("chart.read-out"));
    surface.setOnMousePressed(
        event -> {
          surface.requestFocus();
          event.consume(); // else the tabs around it take the keyboard
        });
    surface.addEventHandler(KeyEvent.KEY_PRESSED, event -> key(event, surface, title));
    VBox.setVgrow(surface, Priority.ALWAYS);
    HBox top = new HBox(head, gap, when);
    getChildren().setAll(top, legend, surface);
  }

  private void key(KeyEvent event, Pane surface, String title) {
    int by =
        switch (event.getCode()) {
          case LEFT -> -1;
          case RIGHT -> 1;
          default -> 0;
        };
    boolean ends = event.getCode() == KeyCode.ESCAPE && pointer >= 0;
    if (shown == null || shown.times().isEmpty() || by == 0 && !ends) {
      return;
    }
    int last = shown.times().size() - 1;
    point(ends ? -1 : shown.share(Math.clamp(shown.at(pointer < 0 ? 1 : pointer) + by, 0, last)));
    List<String> parts = new ArrayList<>(List.of(title, when.getText()));
    readings.forEach(reading -> parts.add(reading.getText()));
    surface.setAccessibleText(String.join(". ", parts));
    event.consume();
  }

  private void coloured(int[] changed) {
    colours = changed;
    draw();
  }

  private void point(double share) {
    pointer = share;
    draw();
  }

  /** Shows other values. */
  public void show(LayerSeries layers) {
    shown = layers;
    draw();
  }

  private double em() {
    return when.getFont().getSize();
  }

  private double left() {
    return 6.2 * em();
  }

  private double wide() {
    return Math.max(1, canvas.getWidth() - left() - em());
  }

  private double high() {
    return Math.max(1, canvas.getHeight() - 2.2 * em());
  }

  private void draw() {
    GraphicsContext on = canvas.getGraphicsContext2D();
    on.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    if (shown == null || shown.times().isEmpty() || colours.length != classes.size() + 2) {
      return;
    }
    double top = top(shown);
    on.setFont(Font.font(em() * 0.9));
    axes(on, top);
    double[] ground = new double[shown.times().size()];
    for (int i = 0; i < shown.layers().size(); i++) {
      layer(on, shown.layers().get(i), colour(i), ground, top);
    }
    read(on);
  }

  /** The upper end of the axis: round, and so high that no two of its labels are written alike. */
  static double top(LayerSeries layers) {
    double top = step(layers.most()) * LINES;
    for (int doubled = 0; doubled < MOST_DOUBLED && !areDistinct(layers, top); doubled++) {
      top *= 2;
    }
    return top;
  }

  private static boolean areDistinct(LayerSeries layers, double top) {
    return IntStream.rangeClosed(0, LINES)
            .mapToObj(line -> layers.writer().write(top * line / LINES))
            .distinct()
            .count()
        == LINES + 1;
  }

  /** A quarter of a round number that is not below the highest value. */
  private static double step(double most) {
    double rough = Math.max(1e-9, most / LINES);
    double power = Math.pow(2, Math.floor(Math.log(rough) / Math.log(2)));
    double digits = rough / power;
    return power * (digits <= 1 ? 1 : digits <= 1.25 ? 1.25 : digits <= 1.5 ? 1.5 : 2);
  }

  private Color colour(int index) {
    int argb = colours[index];
    return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
  }

  private void axes(GraphicsContext on, double top) {
    on.setLineWidth(1);
    on.setLineDashes();
    int every = high() / LINES < 1.4 * em() ? 2 : 1;
    for (int line = 0; line <= LINES; line += every) {
      double y = Math.rint(em() * 0.6 + high() - high() * line / LINES) + 0.5;
      on.setStroke(colour(classes.size() + 1));
      on.strokeLine(left(), y, left() + wide(), y);
      on.setFill(colour(classes.size()));
      on.setTextAlign(TextAlignment.RIGHT);
      on.setTextBaseline(VPos.CENTER);
      on.fillText(shown.writer().write(top * line / LINES), left() - em() * 0.5, y);
    }
    on.setTextBaseline(VPos.BOTTOM);
    on.setTextAlign(TextAlignment.LEFT);
    on.fillText(context.format().moment(shown.times().getFirst()), left(), canvas.getHeight());
    on.setTextAlign(TextAlignment.RIGHT);
    on.fillText(
        context.format().moment(shown.times().getLast()), left() + wide(), canvas.getHeight());
  }

  private void layer(GraphicsContext on, Layer layer, Color colour, double[] ground, double top) {
    int count = ground.length;
    boolean area = layer.kind() == Kind.STACKED;
    double[] xs = new double[count * 2];
    double[] ys = new double[count * 2];
    for (int i = 0; i < count; i++) {
      xs[i] = left() + wide() * shown.share(i);
      xs[2 * count - 1 - i] = xs[i];
      ys[2 * count - 1 - i] = y(ground[i], top);
      double value = layer.values()[i] + (area ? ground[i] : 0);
      ys[i] = y(value, top);
      if (area) {
        ground[i] = value;
      }
    }
    if (area) {
      on.setFill(colour.deriveColor(0, 1, 1, 0.85));
      on.fillPolygon(xs, ys, count * 2);
    } else {
      on.setStroke(colour);
      on.setLineWidth(1.6);
      if (layer.kind() == Kind.DASHED) {
        on.setLineDashes(6, 4);
      } else {
        on.setLineDashes();
      }
      on.strokePolyline(xs, ys, count);
      on.setLineDashes();
    }
  }

  private double y(double value, double top) {
    return em() * 0.6 + high() - high() * Math.min(1, value / top);
  }

  private void read(GraphicsContext on) {
    boolean pointed = pointer >= 0 && pointer <= 1;
    int sample = shown.at(pointed ? pointer : 1);
    if (pointed) {
      double x = Math.rint(left() + wide() * shown.share(sample)) + 0.5;
      on.setStroke(colour(classes.size()));
      on.setLineWidth(1);
      on.strokeLine(x, em() * 0.6, x, em() * 0.6 + high());
    }
    when.setText(context.format().moment(shown.times().get(sample)));
    for (int i = 0; i < readings.size() && i < shown.layers().size(); i++) {
      Layer layer = shown.layers().get(i);
      readings.get(i).setText(layer.name() + "  " + shown.writer().write(layer.values()[sample]));
    }
  }
}
