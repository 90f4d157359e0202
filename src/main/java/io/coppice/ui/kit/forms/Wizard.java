package io.coppice.ui.kit.forms;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Pages of a form, one shown at a time, in any order; their names stand at the left. FX thread. */
public final class Wizard extends HBox {
  private final List<Step> steps = new ArrayList<>();
  private final VBox names = new VBox();
  private final StackPane page = new StackPane();
  private final ToggleGroup group = new ToggleGroup();
  private final Button back;
  private final Button next;

  private record Step(ToggleButton name, Node page, Runnable entered) {}

  /** No pages yet; the form gets buttons to go back and forth. */
  public Wizard(Form form, UiContext context) {
    names.getStyleClass().add("form-steps");
    getStyleClass().add("form-wizard");
    HBox.setHgrow(page, Priority.ALWAYS);
    page.setMinWidth(0);
    getChildren().setAll(names, page);
    back = new Button(context.texts().get("form.back"), Icons.BACK.node());
    back.setId("form-back");
    back.setOnAction(_ -> show(at() - 1));
    next = new Button(context.texts().get("form.next"), Icons.FORWARD.node());
    next.setId("form-next");
    next.setContentDisplay(ContentDisplay.RIGHT);
    next.setOnAction(_ -> show(at() + 1));
    form.extra(back, next);
    group
        .selectedToggleProperty()
        .addListener(
            (_, was, is) -> {
              if (is == null && was != null) {
                was.setSelected(true);
              } else if (is != null) {
                entered();
              }
            });
  }

  /**
   * Adds a page.
   *
   * @param entered runs each time it is shown
   */
  public void step(String id, String title, Node content, Runnable entered) {
    ToggleButton name = new ToggleButton((steps.size() + 1) + "  " + title);
    name.setId("form-step-" + id);
    name.setToggleGroup(group);
    name.setMaxWidth(Double.MAX_VALUE);
    name.setAlignment(Pos.CENTER_LEFT);
    name.getStyleClass().addAll(Styles.FLAT, "form-step");
    names.getChildren().add(name);
    steps.add(new Step(name, content, entered));
  }

  /** Shows the first page. */
  public void begin() {
    show(0);
  }

  private int at() {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).name().isSelected()) {
        return i;
      }
    }
    return 0;
  }

  private void show(int step) {
    steps.get(step).name().setSelected(true);
  }

  private void entered() {
    int at = at();
    page.getChildren().setAll(steps.get(at).page());
    back.setDisable(at == 0);
    next.setDisable(at == steps.size() - 1);
    steps.get(at).entered().run();
  }
}
