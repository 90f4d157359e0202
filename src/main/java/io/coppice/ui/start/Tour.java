package io.coppice.ui.start;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Capability;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.controlsfx.control.PopOver.ArrowLocation;

/**
 * Points at the parts of the window, one after the other, and says what each is for; ends by
 * offering to break something. Enter goes on, Escape ends it. FX thread.
 */
final class Tour {
  /**
   * Where a step points, and from which side; a part that is not shown is passed over.
   *
   * @param needs what the site must be able to do for it
   */
  private record Step(String name, String target, ArrowLocation arrow, Set<Capability> needs) {
    private Step(String id, ArrowLocation arrow) {
      this(id, id, arrow, Set.of());
    }
  }

  private static final List<Step> ALL =
      List.of(
          new Step("navigator", ArrowLocation.LEFT_TOP),
          new Step("tabs", ArrowLocation.TOP_CENTER),
          new Step("activity", ArrowLocation.BOTTOM_CENTER),
          new Step("speeds", ArrowLocation.BOTTOM_LEFT),
          new Step("alarms", ArrowLocation.BOTTOM_RIGHT),
          new Step("palette-button", ArrowLocation.TOP_RIGHT),
          new Step("fork", "navigator", ArrowLocation.LEFT_TOP, Set.of(Capability.FORKS)),
          new Step("crash", "navigator", ArrowLocation.LEFT_TOP, Set.of(Capability.FAULTS)));

  private final UiContext context;
  private final Scene scene;
  private final Runnable crash;
  private final List<Step> steps;
  private PopOver shown;

  /**
   * @param crash asks whether a host is to crash
   */
  Tour(UiContext context, Scene scene, Runnable crash) {
    this.context = context;
    this.scene = scene;
    this.crash = crash;
    Set<Capability> can = context.session().site().capabilities();
    steps = ALL.stream().filter(step -> can.containsAll(step.needs())).toList();
  }

  void begin() {
    go(0, 1);
  }

  private void go(int index, int by) {
    if (shown != null) {
      shown.hide();
      shown = null;
    }
    if (index < 0 || index >= steps.size()) {
      return;
    }
    Step step = steps.get(index);
    Node target = scene.lookup('#' + step.target());
    if (target == null) {
      go(index + by, by);
      return;
    }
    Button next = next(index);
    shown = new PopOver(card(index, next));
    shown.setArrowLocation(step.arrow());
    shown.setAnimated(false);
    shown.setDetachable(false);
    shown.setOnShown(_ -> next.requestFocus());
    show(shown, target, step.arrow());
  }

  /**
   * Over the whole window, so that its text is as large as the window's and not as the part's, with
   * the arrow's tip at the edge of the part.
   */
  private void show(PopOver over, Node target, ArrowLocation arrow) {
    Bounds part = target.localToScreen(target.getBoundsInLocal());
    double above = Math.min(part.getHeight() / 2, 120);
    switch (arrow) {
      case LEFT_TOP -> over.show(scene.getRoot(), part.getMaxX(), part.getMinY() + above);
      case TOP_CENTER -> over.show(scene.getRoot(), part.getCenterX(), part.getMinY() + above);
      case TOP_RIGHT -> over.show(scene.getRoot(), part.getCenterX(), part.getMaxY());
      default -> over.show(scene.getRoot(), part.getCenterX(), part.getMinY());
    }
  }

  private Button next(int index) {
    boolean crashes = steps.get(index).name().equals("crash");
    boolean last = index == steps.size() - 1;
    String key = crashes ? "start.tour.crash.go" : last ? "start.tour.end" : "start.tour.next";
    Button next = button(key, () -> go(index + 1, 1));
    if (crashes) {
      next.setOnAction(
          _ -> {
            go(steps.size(), 1);
            crash.run();
          });
    }
    next.setDefaultButton(true);
    return next;
  }

  private VBox card(int index, Button next) {
    String key = "start.tour." + steps.get(index).name();
    Label title = new Label(context.texts().get(key));
    title.getStyleClass().add("card-title");
    Label text = new Label(context.texts().get(key + ".text"));
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    Label count = new Label(context.texts().get("start.tour.count", index + 1, steps.size()));
    count.getStyleClass().addAll("quiet", Styles.TEXT_SMALL);
    count.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button back = button("start.tour.back", () -> go(index - 1, -1));
    back.setDisable(index == 0);
    Button end = button("start.tour.end", () -> go(steps.size(), 1));
    end.getStyleClass().add(Styles.FLAT);
    end.setCancelButton(true);
    HBox buttons = new HBox(8, count, gap, end, back, next);
    buttons.setAlignment(Pos.CENTER_LEFT);
    VBox card = new VBox(10, title, text, buttons);
    card.getStyleClass().add("tour-card");
    return card;
  }

  private Button button(String key, Runnable action) {
    Button button = new Button(context.texts().get(key));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.getStyleClass().add(Styles.SMALL);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
