package io.coppice.ui.kit.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Region;

/**
 * A bar of parts side by side, to the scale of a whole. Each part has a style class of its own; a
 * legend beside it says in words what the colours say. Not focusable. FX thread.
 */
public final class StackBar extends Region {
  private final List<Region> parts = new ArrayList<>();
  private double[] shares = new double[0];

  /** A bar with a part for each style class, from the left. */
  public StackBar(List<String> styleClasses) {
    getStyleClass().add("stack-bar");
    for (String styleClass : styleClasses) {
      Region part = new Region();
      part.getStyleClass().addAll("stack-part", styleClass);
      part.setManaged(false);
      parts.add(part);
    }
    getChildren().addAll(parts);
    setMouseTransparent(true);
  }

  /** Shows parts of the whole, each 0 to 1; what goes beyond the whole is cut. */
  public void set(double... changed) {
    if (!java.util.Arrays.equals(changed, shares)) {
      shares = changed.clone();
      requestLayout();
    }
  }

  @Override
  protected void layoutChildren() {
    double from = 0;
    for (int i = 0; i < parts.size(); i++) {
      double share = i < shares.length && shares[i] > 0 ? shares[i] : 0;
      double to = Math.min(getWidth(), from + share * getWidth());
      // What is there is seen, be it ever so little.
      double wide = share > 0 ? Math.max(1, snapSizeX(to - from)) : 0;
      parts.get(i).setVisible(wide > 0);
      parts.get(i).resizeRelocate(Math.min(from, getWidth() - wide), 0, wide, getHeight());
      from = Math.max(to, from + wide);
    }
  }
}
