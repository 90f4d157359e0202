package io.coppice.ui.fork.phases;

import io.coppice.model.fork.ForkPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.layout.Region;

/** The phases of one child as a bar, to the scale of the longest. FX thread. */
final class PhaseBar extends Region {
  private final List<Region> parts = new ArrayList<>();
  private List<Long> micros = List.of();
  private long whole = 1;

  PhaseBar() {
    getStyleClass().add("phase-bar");
    for (ForkPhase phase : ForkPhase.values()) {
      Region part = new Region();
      part.getStyleClass().add(style(phase));
      part.setManaged(false);
      parts.add(part);
    }
    getChildren().addAll(parts);
  }

  static String style(ForkPhase phase) {
    return "phase-" + phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void set(List<Long> changed, long longest) {
    micros = changed;
    whole = Math.max(1, longest);
    requestLayout();
  }

  /** The phase at a place; -1 beside the bar. */
  int phaseAt(double x) {
    double from = 0;
    for (int i = 0; i < micros.size(); i++) {
      double to = from + getWidth() * micros.get(i) / whole;
      if (x >= from && x < Math.max(to, from + 1)) {
        return i;
      }
      from = to;
    }
    return -1;
  }

  @Override
  protected void layoutChildren() {
    double from = 0;
    for (int i = 0; i < parts.size(); i++) {
      double wide = i < micros.size() ? getWidth() * micros.get(i) / whole : 0;
      parts.get(i).setVisible(wide > 0);
      parts.get(i).resizeRelocate(from, 0, wide, getHeight());
      from += wide;
    }
  }
}
