package io.coppice.ui.kit.chart;

import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/**
 * A bar that shows a part of a whole. Beyond 80 % it takes the colour of a warning, beyond 95 %
 * that of trouble; the amount stands beside it in words, so the colour is never alone. Not
 * focusable. FX thread.
 */
public final class Meter extends Region {
  private static final double WARN = 0.80;
  private static final double BAD = 0.95;
  private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warn");
  private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("bad");

  private final Region fill = new Region();
  private double share;
  private boolean isCalm;

  public Meter() {
    getStyleClass().add("meter");
    fill.getStyleClass().add("meter-fill");
    fill.setManaged(false);
    getChildren().add(fill);
    setMouseTransparent(true);
  }

  /** A full meter is nothing to worry about: its colour stays. */
  public void setCalm(boolean calm) {
    isCalm = calm;
  }

  /** Shows a part of the whole, 0 to 1; more than the whole fills it. */
  public void set(double part) {
    double next = Double.isNaN(part) ? 0 : Math.clamp(part, 0, 1);
    if (next == share) {
      return;
    }
    share = next;
    pseudoClassStateChanged(WARNING, !isCalm && share >= WARN && share < BAD);
    pseudoClassStateChanged(TROUBLE, !isCalm && share >= BAD);
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
  }
}
