package io.coppice.ui.kit.chart;

import io.coppice.backend.Series;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.SimTime;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Figures of an object over simulated time. The charts of a page share a {@link ChartTime}: they
 * zoom and are read out together. Dragging over the chart or the wheel zooms, a double click or
 * Home shows the whole; the arrow keys read out, with Shift they pan, + and - zoom. FX thread.
 */
public final class TimeChart extends VBox implements AutoCloseable {
  /** A chart asks the site again when its window moved by this part of its span. */
  private static final int PARTS = 120;

  private final UiContext context;
  private final EntityId about;
  private final List<ChartLine> lines;
  private final ChartTime time;
  private final Plot plot;
  private final Label read = new Label();
  private final List<MetricTrace> courses = new ArrayList<>();
  private final List<ToggleButton> switches = new ArrayList<>();
  private final Runnable listener = this::timeChanged;
  private final String title;
  private long askedFrom = Long.MIN_VALUE / 2;
  private long askedTo = Long.MIN_VALUE / 2;
  private boolean asking;
  private boolean closed;
  private double pressed = -1;

  /** An empty chart; {@link #show} fills it. */
  public TimeChart(
      UiContext context, EntityId about, String title, List<ChartLine> lines, ChartTime time) {
    this.context = context;
    this.about = about;
    this.title = title;
    this.lines = List.copyOf(lines);
    this.time = time;
    this.plot = new Plot(context.format(), time);
    lines.forEach(_ -> courses.add(MetricTrace.NONE));
    getStyleClass().addAll("card", "time-chart");
    Label name = new Label(title);
    name.getStyleClass().add("card-title");
    name.setMinWidth(Region.USE_PREF_SIZE);
    read.getStyleClass().addAll("quiet", "chart-read");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(name, gap, read);
    head.setAlignment(Pos.CENTER_LEFT);
    ChartTools drawing = new ChartTools(plot, time, context.texts());
    VBox.setVgrow(drawing, Priority.ALWAYS);
    getChildren().setAll(head, drawing, legend());
    plot.setFocusTraversable(true);
    plot.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    plot.setAccessibleText(title);
    plot.setAccessibleHelp(context.texts().get("chart.help"));
    listen();
    time.listen(listener);
    timeChanged();
  }

  private FlowPane legend() {
    FlowPane legend = new FlowPane();
    legend.getStyleClass().add("chart-legend");
    for (int i = 0; i < lines.size(); i++) {
      ToggleButton item = new ToggleButton(lines.get(i).name(), new LineSample(i));
      item.setSelected(true);
      item.getStyleClass().addAll("flat", "small", "legend-item");
      item.setAccessibleText(context.texts().get("chart.line", lines.get(i).name(), title));
      item.selectedProperty().addListener((_, _, _) -> redraw());
      switches.add(item);
    }
    legend.getChildren().setAll(switches);
    return legend;
  }

  private void listen() {
    plot.setOnMouseMoved(event -> time.read(plot.instant(event.getX())));
    plot.setOnMouseExited(_ -> time.read(-1));
    plot.setOnMousePressed(
        event -> {
          plot.requestFocus();
          event.consume(); // else the tabs around it take the keyboard
          pressed = event.getX();
        });
    plot.setOnMouseDragged(event -> plot.choose(pressed, event.getX()));
    plot.setOnMouseReleased(this::released);
    plot.addEventHandler(ScrollEvent.SCROLL, this::wheel);
    plot.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private void released(MouseEvent event) {
    plot.choose(-1, -1);
    if (event.getClickCount() == 2) {
      time.reset();
    } else if (Math.abs(event.getX() - pressed) > 4) {
      long a = plot.instant(pressed);
      long b = plot.instant(event.getX());
      time.zoom(Math.min(a, b), Math.max(a, b));
    }
  }

  /** The wheel alone scrolls the page; with Ctrl it zooms, and without where nothing scrolls. */
  private void wheel(ScrollEvent event) {
    if (event.getDeltaY() != 0 && (event.isShortcutDown() || plot.isFocused())) {
      time.zoomBy(Math.pow(0.9982, event.getDeltaY()), plot.instant(event.getX()));
      event.consume();
    }
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    long middle = time.cursor() >= 0 ? time.cursor() : (time.from() + time.to()) / 2;
    switch (event.getCode()) {
      case LEFT -> step(event.isShiftDown(), -1);
      case RIGHT -> step(event.isShiftDown(), 1);
      case PLUS, ADD, EQUALS -> time.zoomBy(0.7, middle);
      case MINUS, SUBTRACT -> time.zoomBy(1 / 0.7, middle);
      case HOME, DIGIT0 -> time.reset();
      case ESCAPE -> time.read(-1);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void step(boolean pan, int by) {
    if (pan) {
      time.pan(0.1 * by);
      return;
    }
    long length = time.to() - time.from();
    long at = time.cursor() < 0 ? time.to() : time.cursor() + by * length / PARTS;
    time.read(Math.clamp(at, time.from(), time.to()));
    plot.setAccessibleText(readOut());
  }

  /** What is read out, for those who hear it. */
  private String readOut() {
    List<String> parts = new ArrayList<>(List.of(title, read.getText()));
    for (ToggleButton line : switches) {
      if (line.isSelected()) {
        parts.add(line.getText());
      }
    }
    return String.join(". ", parts);
  }

  /** The site moved on. */
  public void show(Snapshot snapshot) {
    long gap = time.span().micros() / (4 * PARTS);
    for (int i = 0; i < lines.size(); i++) {
      courses.set(
          i,
          courses
              .get(i)
              .seeing(
                  snapshot.time().micros(),
                  snapshot.figures().get(about, lines.get(i).metric()),
                  gap));
    }
    redraw();
  }

  private void timeChanged() {
    long part = Math.max(1, (time.to() - time.from()) / PARTS);
    if (!asking
        && time.to() > 0
        && (Math.abs(time.to() - askedTo) > part || Math.abs(time.from() - askedFrom) > part)) {
      ask();
    }
    redraw();
  }

  /** Asks for what is remembered, one question at a time. */
  private void ask() {
    asking = true;
    askedFrom = time.from();
    askedTo = time.to();
    SimTime from = new SimTime(askedFrom);
    SimTime to = new SimTime(askedTo);
    context
        .gate()
        .async(
            () -> {
              List<Series> found = new ArrayList<>();
              for (ChartLine line : lines) {
                found.add(
                    context
                        .session()
                        .site()
                        .history(about, line.metric(), from, to)
                        .toCompletableFuture()
                        .join());
              }
              return found;
            },
            this::remember,
            failure -> {
              asking = false;
              System.getLogger(TimeChart.class.getName())
                  .log(System.Logger.Level.WARNING, "no history of " + about, failure);
            });
  }

  private void remember(List<Series> found) {
    asking = false;
    for (int i = 0; i < found.size(); i++) {
      courses.set(i, courses.get(i).remembering(found.get(i)));
    }
    if (!closed) {
      timeChanged();
    }
  }

  private void redraw() {
    plot.show(
        courses,
        switches.stream().map(ToggleButton::isSelected).toList(),
        lines.getFirst().metric());
    long instant = time.cursor() >= 0 ? time.cursor() : time.to();
    long shownAt = -1;
    boolean any = false;
    for (int i = 0; i < lines.size(); i++) {
      int at = courses.get(i).nearest(instant, time.reach());
      any |= courses.get(i).size() > 0;
      shownAt = at >= 0 && shownAt < 0 ? courses.get(i).time(at) : shownAt;
      String value =
          at < 0 ? "–" : context.format().figure(lines.get(i).metric(), courses.get(i).value(at));
      switches.get(i).setText(lines.get(i).name() + "  " + value);
    }
    if (!any) {
      read.setText(context.texts().get("chart.nothing"));
    } else {
      read.setText(
          time.cursor() >= 0 && shownAt >= 0 ? context.format().moment(new SimTime(shownAt)) : "");
    }
  }

  @Override
  public void close() {
    closed = true;
    time.unlisten(listener);
  }
}
