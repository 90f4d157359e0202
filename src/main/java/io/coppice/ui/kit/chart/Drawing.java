package io.coppice.ui.kit.chart;

import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;

/**
 * A region drawn by hand, in colours and sizes of the style sheet ({@code -drawing-line-1} to
 * {@code -4}, {@code -drawing-text}, {@code -drawing-grid}, {@code -drawing-em}), and drawn again
 * when they change. FX thread.
 */
abstract class Drawing extends Region {
  /** Dashes of the lines, in units of the line width: a line is told by them without colour. */
  static final double[][] DASHES = {{}, {5, 3}, {1.5, 2.5}, {8, 3, 1.5, 3}};

  private static final StyleablePropertyFactory<Drawing> FACTORY =
      new StyleablePropertyFactory<>(Region.getClassCssMetaData());

  private static final CssMetaData<Drawing, Paint> LINE_1 = paint("-drawing-line-1", d -> d.line1);
  private static final CssMetaData<Drawing, Paint> LINE_2 = paint("-drawing-line-2", d -> d.line2);
  private static final CssMetaData<Drawing, Paint> LINE_3 = paint("-drawing-line-3", d -> d.line3);
  private static final CssMetaData<Drawing, Paint> LINE_4 = paint("-drawing-line-4", d -> d.line4);
  private static final CssMetaData<Drawing, Paint> TEXT = paint("-drawing-text", d -> d.text);
  private static final CssMetaData<Drawing, Paint> GRID = paint("-drawing-grid", d -> d.grid);
  private static final CssMetaData<Drawing, Number> EM =
      FACTORY.createSizeCssMetaData("-drawing-em", d -> d.em, 13, false);

  private final StyleableProperty<Paint> line1 = property(LINE_1);
  private final StyleableProperty<Paint> line2 = property(LINE_2);
  private final StyleableProperty<Paint> line3 = property(LINE_3);
  private final StyleableProperty<Paint> line4 = property(LINE_4);
  private final StyleableProperty<Paint> text = property(TEXT);
  private final StyleableProperty<Paint> grid = property(GRID);
  private final StyleableProperty<Number> em =
      new javafx.css.SimpleStyleableObjectProperty<>(EM, this, "em", 13) {
        @Override
        protected void invalidated() {
          font = Font.font(0.92 * getValue().doubleValue());
          requestLayout();
        }
      };

  private Font font = Font.font(12);
  private final Canvas canvas = new Canvas();

  Drawing() {
    canvas.setManaged(false);
    getChildren().add(canvas);
  }

  private static CssMetaData<Drawing, Paint> paint(
      String name, java.util.function.Function<Drawing, StyleableProperty<Paint>> property) {
    return FACTORY.createPaintCssMetaData(name, property, Color.GRAY, false);
  }

  private StyleableProperty<Paint> property(CssMetaData<Drawing, Paint> data) {
    return new javafx.css.SimpleStyleableObjectProperty<>(
        data, this, data.getProperty(), Color.GRAY) {
      @Override
      protected void invalidated() {
        redraw();
      }
    };
  }

  /** Colours of lines repeat after four; their dashes do too. */
  final Color line(int index) {
    return (Color)
        switch (index % 4) {
          case 0 -> line1.getValue();
          case 1 -> line2.getValue();
          case 2 -> line3.getValue();
          default -> line4.getValue();
        };
  }

  final Paint text() {
    return text.getValue();
  }

  final Paint grid() {
    return grid.getValue();
  }

  /** The font of what is written, a little smaller than the text around. */
  final Font font() {
    return font;
  }

  /** The size of an em here, which every measure is told in. */
  final double em() {
    return em.getValue().doubleValue();
  }

  /** Draws on a cleared surface. */
  abstract void draw(GraphicsContext on, double wide, double high);

  final void redraw() {
    if (canvas != null && canvas.getWidth() > 0 && canvas.getHeight() > 0) {
      GraphicsContext on = canvas.getGraphicsContext2D();
      on.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
      draw(on, canvas.getWidth(), canvas.getHeight());
    }
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    redraw();
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return FACTORY.getCssMetaData();
  }
}
