package io.coppice.ui.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * A table of flowing texts. A column is never narrower than its longest word and never wider than
 * its longest line as long as others need the room; what is left is divided in proportion to what
 * the columns lack (CSS 2.2, 17.5.2.2 "Automatic table layout"). FX thread.
 */
final class TablePane extends Region {
  private final List<List<TextFlow>> rows = new ArrayList<>();

  /** Measures words outside the scene. */
  private final Text ruler = new Text();

  private double[] least;
  private double[] wanted;

  void add(List<TextFlow> row) {
    rows.add(List.copyOf(row));
    getChildren().addAll(row);
  }

  @Override
  public void requestLayout() {
    least = null;
    super.requestLayout();
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private void measure() {
    if (least != null) {
      return;
    }
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    least = new double[columns];
    wanted = new double[columns];
    for (List<TextFlow> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        TextFlow cell = row.get(column);
        least[column] = Math.max(least[column], longestWord(cell));
        wanted[column] = Math.max(wanted[column], Math.ceil(cell.prefWidth(-1)));
      }
    }
  }

  /** Words may go on from one text of a cell to the next. */
  private double longestWord(TextFlow cell) {
    double longest = 0;
    double open = 0;
    for (Node child : cell.getChildren()) {
      if (!(child instanceof Text text)) {
        longest = Math.max(longest, child.prefWidth(-1));
        open = 0;
        continue;
      }
      ruler.setFont(text.getFont());
      String[] words = text.getText().split("(?<=[ /–])", -1);
      for (int i = 0; i < words.length; i++) {
        ruler.setText(words[i].stripTrailing());
        open = (i == 0 ? open : 0) + ruler.getLayoutBounds().getWidth();
        longest = Math.max(longest, open);
      }
    }
    // A pixel more, because lines break where the width is met exactly.
    return Math.ceil(longest + cell.snappedLeftInset() + cell.snappedRightInset()) + 1;
  }

  /** Widths of the columns, which fill the given width. */
  private double[] columns(double width) {
    measure();
    double all = Arrays.stream(wanted).sum();
    double needed = Arrays.stream(least).sum();
    double[] columns = new double[wanted.length];
    for (int i = 0; i < columns.length; i++) {
      if (all <= width) {
        columns[i] = wanted[i] + (width - all) * wanted[i] / all;
      } else if (needed <= width) {
        columns[i] = least[i] + (width - needed) * (wanted[i] - least[i]) / (all - needed);
      } else {
        columns[i] = width * least[i] / needed;
      }
    }
    return columns;
  }

  private double inner(double width) {
    return width - snappedLeftInset() - snappedRightInset();
  }

  private static double height(List<TextFlow> row, double[] columns) {
    double height = 0;
    for (int column = 0; column < row.size(); column++) {
      height = Math.max(height, row.get(column).prefHeight(columns[column]));
    }
    return Math.ceil(height);
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefWidth(double height) {
    measure();
    return Arrays.stream(wanted).sum() + snappedLeftInset() + snappedRightInset();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    double[] columns = columns(inner(width < 0 ? prefWidth(-1) : width));
    return rows.stream().mapToDouble(row -> height(row, columns)).sum()
        + snappedTopInset()
        + snappedBottomInset();
  }

  @Override
  protected void layoutChildren() {
    double[] columns = columns(inner(getWidth()));
    double y = snappedTopInset();
    for (List<TextFlow> row : rows) {
      double height = height(row, columns);
      double x = snappedLeftInset();
      for (int column = 0; column < row.size(); column++) {
        double right = Math.round(x + columns[column]);
        row.get(column).resizeRelocate(x, y, right - x, height);
        x = right;
      }
      y += height;
    }
  }
}
