package io.coppice.ui.shell;

import io.coppice.session.Preferences;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/**
 * How the window is divided: the navigator at the left, the activity area below the pages. Both can
 * be folded away and come back as large as they were, also at the next start. FX thread.
 */
final class WindowLayout {
  private static final String KEY = "shell.splits";

  /** What is smaller shows nothing. */
  private static final double LEAST = 40;

  /** What the activity area leaves to the pages: this part of a low window's height. */
  private static final double PAGES_SHARE = 0.62;

  /** As much of a high one's; pixels. */
  private static final double PAGES_LEAST = 320;

  private final SplitPane columns = new SplitPane();
  private final SplitPane rows = new SplitPane();
  private final Fold navigator;
  private final Fold activity;

  /** An area at one end of a split, and where its divider stood when it was last seen. */
  private static final class Fold {
    private final SplitPane split;
    private final Node area;
    private final boolean first;
    private double divider;

    private Fold(SplitPane split, Node area, boolean first, double divider) {
      this.split = split;
      this.area = area;
      this.first = first;
      this.divider = divider;
      SplitPane.setResizableWithParent(area, false);
      split.setDividerPositions(divider);
      split.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> divider());
      split.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> dragged());
    }

    /** An area that was dragged away is folded, and comes back as large as before. */
    private void dragged() {
      Bounds seen = area.getLayoutBounds();
      boolean upright = split.getOrientation() == Orientation.VERTICAL;
      if (shown() && (upright ? seen.getHeight() : seen.getWidth()) < LEAST) {
        split.getItems().remove(area);
      }
    }

    private boolean shown() {
      return split.getItems().contains(area);
    }

    private double divider() {
      if (shown()) {
        divider = split.getDividerPositions()[0];
      }
      return divider;
    }

    private void restore(double where, boolean wanted) {
      show(wanted);
      divider = where;
      if (wanted) {
        split.setDividerPositions(where);
      }
    }

    private void show(boolean wanted) {
      if (wanted && !shown()) {
        split.getItems().add(first ? 0 : split.getItems().size(), area);
        split.setDividerPositions(divider);
      } else if (!wanted && shown()) {
        divider();
        split.getItems().remove(area);
      }
    }
  }

  WindowLayout(Node navigator, Region pages, Node activity, Preferences preferences) {
    String[] kept = preferences.get(KEY).orElse("").split(" ");
    rows.setOrientation(Orientation.VERTICAL);
    rows.setId("rows");
    pages
        .minHeightProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> Math.min(PAGES_LEAST, Math.floor(rows.getHeight() * PAGES_SHARE)),
                rows.heightProperty()));
    rows.getItems().setAll(pages, activity);
    columns.setId("columns");
    columns.getItems().setAll(navigator, rows);
    this.navigator = new Fold(columns, navigator, true, position(kept, 0, 0.25));
    this.activity = new Fold(rows, activity, false, position(kept, 1, 0.76));
    this.navigator.show(kept.length < 4 || !kept[2].equals("false"));
    this.activity.show(kept.length < 4 || !kept[3].equals("false"));
  }

  private static double position(String[] kept, int index, double otherwise) {
    try {
      double position = Double.parseDouble(kept[index]);
      return position > 0.05 && position < 0.95 ? position : otherwise;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return otherwise;
    }
  }

  Node node() {
    return columns;
  }

  /** Tells whenever an area was folded or a divider was moved. */
  void watched(Debounce quiet) {
    for (SplitPane split : List.of(columns, rows)) {
      split.getItems().addListener((InvalidationListener) _ -> quiet.changed());
      // Folding an area takes the divider away and brings another one.
      split.getDividers().forEach(divider -> quiet.watch(divider.positionProperty()));
      split
          .getDividers()
          .addListener(
              (ListChangeListener<SplitPane.Divider>)
                  change -> {
                    while (change.next()) {
                      change
                          .getAddedSubList()
                          .forEach(divider -> quiet.watch(divider.positionProperty()));
                    }
                  });
    }
  }

  /** As it was kept; where nothing was, it stays. */
  void restore(Preferences preferences) {
    String[] kept = preferences.get(KEY).orElse("").split(" ");
    if (kept.length == 4) {
      navigator.restore(position(kept, 0, 0.25), !kept[2].equals("false"));
      activity.restore(position(kept, 1, 0.76), !kept[3].equals("false"));
    }
  }

  void keep(Preferences preferences) {
    preferences.put(
        KEY,
        "%s %s %s %s"
            .formatted(
                navigator.divider(), activity.divider(), navigator.shown(), activity.shown()));
  }

  void toggleNavigator() {
    navigator.show(!navigator.shown());
  }

  void toggleActivity() {
    activity.show(!activity.shown());
  }

  void showNavigator() {
    navigator.show(true);
  }

  void showActivity() {
    activity.show(true);
  }
}
