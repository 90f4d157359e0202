package io.coppice.ui.kit.chart;

import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/**
 * A bar that shows a part of a whole. Beyond 80 % it takes the colour of a warning, beyond 95 %
 * that of trouble; the amount stands beside it in words, so the colour is never alone. A thin mark
 * can stand for a second part, such as what is provisioned. Not focusable. FX thread.
 */
public final class Meter extends Region {
  private static final double WARN = 0.80;
  private static final double BAD = 0.95;
  private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warn");
  private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("bad");

  private final Region fill = new Region();
  private final Region mark = new Region();
  private double share;
  private double marked = -1;
  private boolean isCalm;

  public Meter() {
    getStyleClass().add("meter");
    fill.getStyleClass().add("meter-fill");
    mark.getStyleClass().add("meter-mark");
    fill.setManaged(false);
    mark.setManaged(false);
    mark.setVisible(false);
    getChildren().addAll(fill, mark);
    setMouseTransparent(true);
  }

  /** A full meter is nothing to worry about: its colour stays. */
  public void setCalm(boolean calm) {
    isCalm = calm;
  }

  /** Shows a part of the whole, 0 to 1; more than the whole fills it. */
  public void set(double part) {
    set(part, -1);
  }

  /** Shows a part and a mark; a negative mark is none. */
  public void set(double part, double markAt) {
    double next = Double.isNaN(part) ? 0 : Math.clamp(part, 0, 1);
    if (next == share && markAt == marked) {
      return;
    }
    share = next;
    marked = markAt;
    pseudoClassStateChanged(WARNING, !isCalm && share >= WARN && share < BAD);
    pseudoClassStateChanged(TROUBLE, !isCalm && share >= BAD);
    mark.setVisible(markAt >= 0);
    requestLayout();
  }

  /** What is shown, 0 to 1. */
  public double share() {
    return share;
  }

  @Override
  protected void layoutChildren() {
    double wide = getWidth();
    double least = share > 0 ? Math.min(wide, 2) : 0;
    fill.resizeRelocate(0, 0, Math.max(least, snapSizeX(wide * share)), getHeight());
    mark.resizeRelocate(
        Math.clamp(wide * marked - 1, 0, Math.max(0, wide - 2)), -2, 2, getHeight() + 4);
  }
}
