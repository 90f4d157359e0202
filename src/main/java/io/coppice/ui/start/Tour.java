package io.coppice.ui.start;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.UiContext;
import java.util.List;
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

/** Points at the parts of the window, one after the other, and says what each is for. FX thread. */
final class Tour {
  /** Where a step points, and from which side; a part that is not shown is passed over. */
  private record Step(String id, ArrowLocation arrow) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("navigator", ArrowLocation.LEFT_TOP),
          new Step("tabs", ArrowLocation.TOP_CENTER),
          new Step("activity", ArrowLocation.BOTTOM_CENTER),
          new Step("speeds", ArrowLocation.BOTTOM_LEFT),
          new Step("alarms", ArrowLocation.BOTTOM_RIGHT),
          new Step("palette-button", ArrowLocation.TOP_RIGHT));

  private final UiContext context;
  private final Scene scene;
  private PopOver shown;

  Tour(UiContext context, Scene scene) {
    this.context = context;
    this.scene = scene;
  }

  void begin() {
    go(0, 1);
  }

  private void go(int index, int by) {
    if (shown != null) {
      shown.hide();
      shown = null;
    }
    if (index < 0 || index >= STEPS.size()) {
      return;
    }
    Step step = STEPS.get(index);
    Node target = scene.lookup('#' + step.id());
    if (target == null) {
      go(index + by, by);
      return;
    }
    shown = new PopOver(card(index));
    shown.setArrowLocation(step.arrow());
    shown.setAnimated(false);
    shown.setDetachable(false);
    shown.show(target);
  }

  private Node card(int index) {
    String key = "start.tour." + STEPS.get(index).id();
    Label title = new Label(context.texts().get(key));
    title.getStyleClass().add("card-title");
    Label text = new Label(context.texts().get(key + ".text"));
    text.setWrapText(true);
    text.getStyleClass().add("tour-text");
    Label count = new Label(context.texts().get("start.tour.count", index + 1, STEPS.size()));
    count.getStyleClass().addAll("quiet", Styles.TEXT_SMALL);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button back = button("start.tour.back", () -> go(index - 1, -1));
    back.setDisable(index == 0);
    boolean last = index == STEPS.size() - 1;
    Button next = button(last ? "start.tour.end" : "start.tour.next", () -> go(index + 1, 1));
    next.setDefaultButton(true);
    HBox buttons = new HBox(8, count, gap, back, next);
    buttons.setAlignment(Pos.CENTER_LEFT);
    VBox card = new VBox(10, title, text, buttons);
    card.getStyleClass().add("tour-card");
    return card;
  }

  private Button button(String key, Runnable action) {
    Button button = new Button(context.texts().get(key));
    button.getStyleClass().add(Styles.SMALL);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
