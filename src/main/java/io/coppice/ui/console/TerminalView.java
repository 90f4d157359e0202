package io.coppice.ui.console;

import io.coppice.display.terminal.CellStyle;
import io.coppice.display.terminal.Terminal;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.KeyTaker;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontPosture;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/**
 * Draws a terminal's cells, as many as fit. Cells are whole pixels of the screen wide and high, so
 * that lines of box characters meet. FX thread, but for {@link #changed}.
 */
final class TerminalView extends Region implements KeyTaker {
  private static final Color PAPER = Color.web("#16181c");
  private static final Color INK = Color.web("#e5e5e5");
  private static final Color SELECTED = Color.web("#4a90d9", 0.45);
  private static final int LEAST_COLUMNS = 20;
  private static final int LEAST_ROWS = 4;

  private final Canvas canvas = new Canvas();
  private final Text measure = new Text("M");
  private final FrameGate gate;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final TerminalSelection selection = new TerminalSelection(this);
  private Runnable resized = () -> {};
  private Terminal terminal;
  private Font[] fonts = new Font[4];
  private double cellWidth = 8;
  private double cellHeight = 16;
  private int back;

  TerminalView(FrameGate gate, String name) {
    this.gate = gate;
    setId("terminal");
    getStyleClass().add("terminal");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TEXT_AREA);
    setAccessibleText(name);
    canvas.setManaged(false);
    canvas.setMouseTransparent(true);
    measure.getStyleClass().add("terminal-cell");
    measure.setManaged(false);
    measure.setVisible(false);
    getChildren().addAll(measure, canvas);
    measure.fontProperty().addListener((_, _, _) -> requestLayout());
    focusedProperty().addListener((_, _, _) -> draw());
    addEventHandler(ScrollEvent.SCROLL, this::scrolled);
  }

  /** Shows another terminal; null for none. */
  void show(Terminal next) {
    terminal = next;
    back = 0;
    selection.clear();
    fit();
    draw();
  }

  Terminal terminal() {
    return terminal;
  }

  TerminalSelection selection() {
    return selection;
  }

  /** Told when another number of cells fits. */
  void onResized(Runnable listener) {
    resized = listener;
  }

  /** Something came; any thread. Drawn with a frame that is hurried, once. */
  void changed() {
    if (waiting.compareAndSet(false, true)) {
      gate.soon(
          () -> {
            waiting.set(false);
            draw();
          });
    }
  }

  /** How many columns fit. */
  int columns() {
    return Math.clamp((long) (getWidth() / cellWidth), LEAST_COLUMNS, Terminal.MOST);
  }

  int rows() {
    return Math.clamp((long) (getHeight() / cellHeight), LEAST_ROWS, Terminal.MOST);
  }

  int back() {
    return back;
  }

  /** The column at a place of this node. */
  int columnAt(double x) {
    return Math.clamp((long) Math.floor(x / cellWidth), 0, columns() - 1);
  }

  /** The row of the terminal at a place of this node; negative above its screen. */
  int rowAt(double y) {
    return Math.clamp((long) Math.floor(y / cellHeight), 0, rows() - 1) - back;
  }

  /** Scrolls back into what went off the screen. */
  void scroll(int rows) {
    if (terminal != null) {
      back = Math.clamp(back + rows, 0, terminal.historyRows());
      draw();
    }
  }

  /** Back to where it is written now: somebody typed. */
  void scrollToEnd() {
    if (back != 0) {
      back = 0;
      draw();
    }
  }

  private void scrolled(ScrollEvent event) {
    scroll((int) Math.round(event.getDeltaY() / 40 * 3));
    event.consume();
  }

  private double density() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : Math.max(1, getScene().getWindow().getRenderScaleX());
  }

  private void measureCell() {
    Font font = measure.getFont();
    for (int i = 0; i < fonts.length; i++) {
      fonts[i] =
          Font.font(
              font.getFamily(),
              (i & 1) == 0 ? FontWeight.NORMAL : FontWeight.BOLD,
              (i & 2) == 0 ? FontPosture.REGULAR : FontPosture.ITALIC,
              font.getSize());
    }
    Bounds bounds = measure.getLayoutBounds();
    cellWidth = Math.max(1, Math.round(bounds.getWidth() * density())) / density();
    cellHeight = Math.max(1, Math.ceil(bounds.getHeight() * density())) / density();
  }

  @Override
  protected void layoutChildren() {
    measureCell();
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    fit();
    draw();
  }

  private void fit() {
    if (terminal != null && getWidth() > 0) {
      int columns = columns();
      int rows = rows();
      if (columns != terminal.columns() || rows != terminal.rows()) {
        terminal.resize(columns, rows);
        selection.clear();
        resized.run();
      }
    }
  }

  /** Draws all that is seen: a screen is a few thousand cells. */
  void draw() {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setFill(PAPER);
    graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    if (terminal == null || fonts[0] == null) {
      return;
    }
    back = Math.min(back, terminal.historyRows());
    Terminal.View view = terminal.view(back);
    graphics.setTextBaseline(VPos.TOP);
    for (int row = 0; row < view.rows(); row++) {
      drawRow(graphics, view, row);
    }
    drawCursor(graphics, view);
    setAccessibleHelp(String.join("\n", terminal.text()).stripTrailing());
  }

  private void drawRow(GraphicsContext graphics, Terminal.View view, int row) {
    List<Terminal.Cell> cells = view.lines().get(row);
    int column = 0;
    while (column < cells.size()) {
      CellStyle style = cells.get(column).style();
      int end = column + 1;
      while (end < cells.size() && cells.get(end).style().equals(style)) {
        end++;
      }
      drawRun(graphics, view.reverseVideo(), row, cells, column, end);
      column = end;
    }
    for (int each = 0; each < cells.size(); each++) {
      if (selection.has(row - back, each)) {
        graphics.setFill(SELECTED);
        graphics.fillRect(each * cellWidth, row * cellHeight, cellWidth, cellHeight);
      }
    }
  }

  /** Cells of one style: plain ones in one go, others each in its own place. */
  private void drawRun(
      GraphicsContext graphics,
      boolean reversed,
      int row,
      List<Terminal.Cell> cells,
      int from,
      int to) {
    CellStyle style = cells.get(from).style();
    boolean inverse = style.has(CellStyle.INVERSE) != reversed;
    Color ink = ink(style);
    Color paper = paper(style);
    double y = row * cellHeight;
    double x = from * cellWidth;
    double width = (to - from) * cellWidth;
    if (inverse || style.background() != CellStyle.DEFAULT) {
      graphics.setFill(inverse ? ink : paper);
      graphics.fillRect(x, y, width, cellHeight);
    }
    if (style.has(CellStyle.HIDDEN)) {
      return;
    }
    graphics.setFill(inverse ? paper : ink);
    graphics.setFont(
        fonts[(style.has(CellStyle.BOLD) ? 1 : 0) | (style.has(CellStyle.ITALIC) ? 2 : 0)]);
    for (int column = from; column < to; column++) {
      String text = cells.get(column).text();
      if (!text.isBlank()) {
        graphics.fillText(text, column * cellWidth, y);
      }
    }
    drawLines(graphics, style, x, y, width);
  }

  private void drawLines(
      GraphicsContext graphics, CellStyle style, double x, double y, double width) {
    double thick = Math.max(1, Math.round(cellHeight * density() / 16)) / density();
    if (style.has(CellStyle.UNDERLINE) || style.has(CellStyle.DOUBLE_UNDERLINE)) {
      graphics.fillRect(x, y + cellHeight - thick, width, thick);
    }
    if (style.has(CellStyle.DOUBLE_UNDERLINE)) {
      graphics.fillRect(x, y + cellHeight - 3 * thick, width, thick);
    }
    if (style.has(CellStyle.OVERLINE)) {
      graphics.fillRect(x, y, width, thick);
    }
    if (style.has(CellStyle.STRIKE)) {
      graphics.fillRect(x, y + Math.round(cellHeight / 2), width, thick);
    }
  }

  private void drawCursor(GraphicsContext graphics, Terminal.View view) {
    if (view.cursorRow() < 0 || view.cursorRow() >= view.rows()) {
      return;
    }
    double x = view.cursorColumn() * cellWidth;
    double y = view.cursorRow() * cellHeight;
    graphics.setFill(INK);
    graphics.setStroke(INK);
    if (!isFocused()) {
      graphics.setLineWidth(1);
      graphics.strokeRect(x + 0.5, y + 0.5, cellWidth - 1, cellHeight - 1);
    } else if (view.cursorShape() == 3 || view.cursorShape() == 4) {
      graphics.fillRect(x, y + cellHeight - 2, cellWidth, 2);
    } else if (view.cursorShape() >= 5) {
      graphics.fillRect(x, y, 2, cellHeight);
    } else {
      graphics.fillRect(x, y, cellWidth, cellHeight);
      graphics.setFill(PAPER);
      graphics.setFont(fonts[0]);
      graphics.fillText(view.lines().get(view.cursorRow()).get(view.cursorColumn()).text(), x, y);
    }
  }

  private static Color ink(CellStyle style) {
    int number = style.foreground();
    // bold brightens the eight basic colours, as on every console since the PC's
    boolean brightened = style.has(CellStyle.BOLD) && number >= 0 && number < 8;
    Color colour = number == CellStyle.DEFAULT ? INK : of(brightened ? number + 8 : number);
    return style.has(CellStyle.FAINT) ? colour.interpolate(PAPER, 0.45) : colour;
  }

  private static Color paper(CellStyle style) {
    return style.background() == CellStyle.DEFAULT ? PAPER : of(style.background());
  }

  private static Color of(int colour) {
    int rgb = CellStyle.rgb(colour);
    return Color.rgb(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
  }
}
