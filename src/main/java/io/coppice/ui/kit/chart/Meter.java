package io.coppice.ui.kit.chart;

import io.coppice.model.Severity;
import io.coppice.model.inventory.UsageScale;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/**
 * A bar that shows a part of a whole. Beyond 80 % it takes the colour of a warning, beyond 95 %
 * that of trouble; the amount stands beside it in words, so the colour is never alone. Not
 * focusable. FX thread.
 */
public final class Meter extends Region {
  private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warn");
  private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("bad");

  private final Region fill = new Region();
  private double share;
  private UsageScale scale = UsageScale.LOAD;

  public Meter() {
    getStyleClass().add("meter");
    fill.getStyleClass().add("meter-fill");
    fill.setManaged(false);
    getChildren().add(fill);
    setMouseTransparent(true);
  }

  /** Chooses from where on it warns. */
  public void setScale(UsageScale chosen) {
    scale = chosen;
    colour();
  }

  private void colour() {
    Severity severity = scale.of(share);
    pseudoClassStateChanged(WARNING, severity == Severity.WARNING);
    pseudoClassStateChanged(TROUBLE, severity == Severity.ERROR);
  }

  /** Shows a part of the whole, 0 to 1; more than the whole fills it. */
  public void set(double part) {
    double next = Double.isNaN(part) ? 0 : Math.clamp(part, 0, 1);
    if (next == share) {
      return;
    }
    share = next;
    colour();
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
