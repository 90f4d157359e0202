package io.coppice.ui.inventory.page.card;

import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * Lays children in columns of equal width that fill the whole, as many as there is room for, so
 * that grids one above the other end at one edge. In rows, all of a row are as high as the highest;
 * else each goes to the column that is shortest so far. The least and most width of a column and
 * the gap come from the style sheet ({@code -card-width}, {@code -card-most}, {@code -card-gap}),
 * in em; where few children would be wider than the most, columns at the right stay empty.
 */
public final class CardGrid extends Region {
  private static final StyleablePropertyFactory<CardGrid> FACTORY =
      new StyleablePropertyFactory<>(Region.getClassCssMetaData());

  private final StyleableProperty<Number> least =
      FACTORY.createStyleableNumberProperty(this, "least", "-card-width", g -> g.least, 300);
  private final StyleableProperty<Number> gap =
      FACTORY.createStyleableNumberProperty(this, "gap", "-card-gap", g -> g.gap, 12);
  private final StyleableProperty<Number> most =
      FACTORY.createStyleableNumberProperty(
          this, "most", "-card-most", g -> g.most, Double.MAX_VALUE);
  private final boolean inRows;

  public CardGrid(boolean inRows) {
    this.inRows = inRows;
    getStyleClass().add(inRows ? "card-rows" : "card-grid");
  }

  /** Shows these, in order. */
  public void setCards(List<? extends Node> cards) {
    if (!getChildren().equals(cards)) {
      getChildren().setAll(cards);
    }
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private int columns(double wide) {
    double between = gap.getValue().doubleValue();
    int fit = (int) ((wide + between) / (least.getValue().doubleValue() + between));
    int count = Math.max(1, getManagedChildren().size());
    int usable = Math.clamp(fit, 1, count);
    // rows of about equal length: five are three and two, not four and one
    int used = inRows ? Math.ceilDiv(count, Math.ceilDiv(count, usable)) : usable;
    int needed = (int) Math.ceil((wide + between) / (most.getValue().doubleValue() + between));
    return Math.max(used, Math.min(needed, Math.max(1, fit)));
  }

  @Override
  protected double computePrefHeight(double width) {
    double wide = width < 0 ? least.getValue().doubleValue() : width;
    return arrange(wide - getInsets().getLeft() - getInsets().getRight(), false)
        + getInsets().getTop()
        + getInsets().getBottom();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 3 * least.getValue().doubleValue();
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected void layoutChildren() {
    arrange(getWidth() - getInsets().getLeft() - getInsets().getRight(), true);
  }

  /** Places children if {@code place}; returns the height they take. */
  private double arrange(double inner, boolean place) {
    int columns = columns(inner);
    double between = snapSpaceX(gap.getValue().doubleValue());
    double wide = snapSizeX((inner - between * (columns - 1)) / columns - 0.5);
    double[] ends = new double[columns];
    List<Node> children = getManagedChildren();
    for (int i = 0; i < children.size(); i++) {
      int column = inRows ? i % columns : shortest(ends);
      if (inRows && column == 0) {
        level(ends);
      }
      Node child = children.get(i);
      double high =
          snapSizeY(inRows ? rowHeight(children, i, columns, wide) : child.prefHeight(wide));
      double y = ends[column] == 0 ? 0 : ends[column] + between;
      if (place) {
        child.resizeRelocate(
            getInsets().getLeft() + column * (wide + between),
            getInsets().getTop() + y,
            wide,
            high);
      }
      ends[column] = y + high;
    }
    level(ends);
    return ends[0];
  }

  private static double rowHeight(List<Node> children, int at, int columns, double wide) {
    int first = at - at % columns;
    double most = 0;
    for (int i = first; i < Math.min(children.size(), first + columns); i++) {
      most = Math.max(most, children.get(i).prefHeight(wide));
    }
    return most;
  }

  private static int shortest(double[] ends) {
    int found = 0;
    for (int i = 1; i < ends.length; i++) {
      if (ends[i] < ends[found] - 0.5) {
        found = i;
      }
    }
    return found;
  }

  private static void level(double[] ends) {
    double most = 0;
    for (double end : ends) {
      most = Math.max(most, end);
    }
    java.util.Arrays.fill(ends, most);
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return FACTORY.getCssMetaData();
  }
}
