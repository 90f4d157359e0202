package io.coppice.ui.kit.forms;

import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * Fields with something beside them that explains what they ask for. Where both do not find room at
 * their least widths, in a small window or with large text, what explains goes below the fields, so
 * that neither covers the other. FX thread.
 */
public final class SideBySide extends Region {
  private static final PseudoClass BELOW = PseudoClass.getPseudoClass("below");

  private final Region fields;
  private final StackPane side;

  public SideBySide(Region fields, Region side) {
    this.fields = fields;
    this.side = new StackPane(side);
    this.side.getStyleClass().add("form-side");
    getChildren().setAll(fields, this.side);
    widthProperty()
        .addListener(
            (_, _, width) -> this.side.pseudoClassStateChanged(BELOW, isStacked((double) width)));
  }

  /** Whether what explains is below the fields in {@code width} pixels. */
  private boolean isStacked(double width) {
    return width < fields.minWidth(-1) + side.minWidth(-1);
  }

  /** What the fields take of a width in which both stand beside each other. */
  private double fieldsWidth(double width) {
    double least = fields.minWidth(-1);
    return snapSizeX(Math.max(least, width - side.prefWidth(-1)));
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return Math.max(fields.minWidth(-1), side.minWidth(-1));
  }

  @Override
  protected double computePrefWidth(double height) {
    return fields.prefWidth(-1) + side.prefWidth(-1);
  }

  @Override
  protected double computeMinHeight(double width) {
    return wholeHeight(width < 0 ? Math.max(getWidth(), minWidth(-1)) : width);
  }

  /** What both take to be seen whole: what is around them scrolls, and neither by itself. */
  private double wholeHeight(double width) {
    if (isStacked(width)) {
      return fields.prefHeight(width) + side.prefHeight(width);
    }
    double left = fieldsWidth(width);
    return Math.max(fields.prefHeight(left), side.prefHeight(width - left));
  }

  @Override
  protected double computePrefHeight(double width) {
    return wholeHeight(width < 0 ? prefWidth(-1) : width);
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    if (isStacked(width)) {
      double upper = Math.min(fields.prefHeight(width), height);
      fields.resizeRelocate(0, 0, width, upper);
      side.resizeRelocate(0, upper, width, height - upper);
    } else {
      double left = fieldsWidth(width);
      fields.resizeRelocate(0, 0, left, height);
      side.resizeRelocate(left, 0, width - left, height);
    }
  }
}
