package io.coppice.ui.inventory.page;

import atlantafx.base.theme.Styles;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/** Says what an object is, how it is, and offers what is mostly done with it. FX thread. */
final class PageHead {
  private final UiContext context;
  private final EntityId id;
  private final StackPane icon = new StackPane();
  private final Label name = new Label();
  private final Label kind = new Label();
  private final Label state = new Label();
  private final Label problems = new Label();
  private final FlowPane tools = new Tools();
  private final Button all;
  private final HBox box;
  private ObjectPageState shown;

  PageHead(UiContext context, EntityId id) {
    this.context = context;
    this.id = id;
    icon.getStyleClass().add("head-icon");
    name.getStyleClass().add("head-name");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(0);
    kind.getStyleClass().addAll("quiet", "head-kind");
    state.getStyleClass().add("head-state");
    problems.getStyleClass().add("head-state");
    tools.getStyleClass().add("head-tools");
    tools.setAlignment(Pos.CENTER_RIGHT);
    for (Label label : List.of(kind, state, problems)) {
      label.managedProperty().bind(label.visibleProperty());
      label.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    }
    all = new Button(context.texts().get("page.actions"), Icons.OPENED.node());
    all.setId("page-actions");
    all.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
    all.getStyleClass().addAll(Styles.SMALL, "head-menu");
    all.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    all.setOnAction(_ -> menu());
    FlowPane words = new Words();
    words.getChildren().setAll(name, kind, state, problems);
    words.getStyleClass().add("head-words");
    words.setAlignment(Pos.CENTER_LEFT);
    name.maxWidthProperty().bind(words.widthProperty());
    HBox.setHgrow(words, Priority.ALWAYS);
    box = new HBox(icon, words, tools, all);
    box.setAlignment(Pos.CENTER_LEFT);
    box.getStyleClass().add("page-head");
  }

  Node node() {
    return box;
  }

  void show(ObjectPageState now) {
    if (now.equals(shown)) {
      return;
    }
    name.setText(now.name());
    kind.setText(now.kind());
    if (shown == null || shown.icon() != now.icon()) {
      icon.getChildren().setAll(now.icon().node("large"));
    }
    if (shown == null || !shown.state().equals(now.state())) {
      state.setVisible(now.state().isPresent());
      now.state()
          .ifPresent(
              badge -> {
                state.setText(badge.text());
                state.setGraphic(badge.icon().node(badge.tone()));
                state.getStyleClass().removeAll("ok", "warn", "bad", "quiet");
                state.getStyleClass().add(badge.tone());
              });
    }
    problems.setVisible(now.worst().isPresent());
    now.worst()
        .ifPresent(
            worst -> {
              problems.setText(context.texts().get("page.problems", now.problems()));
              problems.setGraphic(Icons.of(worst).node(Icons.tone(worst)));
              problems.getStyleClass().removeAll("quiet", "warn", "bad");
              problems.getStyleClass().add(Icons.tone(worst));
            });
    if (shown == null || !shown.actions().equals(now.actions())) {
      offer(now.actions());
    }
    all.setDisable(now.gone());
    shown = now;
  }

  private void offer(List<Action> actions) {
    tools
        .getChildren()
        .setAll(
            actions.stream()
                .map(action -> (Node) ActionMenus.button(action, List.of(id), context))
                .peek(button -> button.getStyleClass().add(Styles.SMALL))
                .toList());
  }

  private void menu() {
    Point2D at = all.localToScreen(0, all.getHeight());
    context.selection().set(List.of(id));
    ActionMenus.popUp(all, at.getX(), at.getY(), List.of(id), context);
  }

  /**
   * What the tools leave, and at least what a name of a dozen letters takes: a longer one takes
   * nothing of them.
   */
  private final class Words extends FlowPane {
    private static final double LETTERS_EM = 10;

    @Override
    protected double computeMinWidth(double height) {
      double most = LETTERS_EM * name.getFont().getSize();
      return snapSizeX(Math.min(most, name.prefWidth(-1)));
    }

    @Override
    protected double computePrefWidth(double height) {
      return computeMinWidth(height);
    }

    /** A box asks for the height at the preferred width, though it gives more. */
    @Override
    protected double computePrefHeight(double width) {
      return super.computePrefHeight(Math.max(width, getWidth()));
    }

    @Override
    protected double computeMinHeight(double width) {
      return computePrefHeight(width);
    }
  }

  /** In one line where there is room for it, in more where text is large. */
  private static final class Tools extends FlowPane {
    @Override
    protected double computePrefWidth(double height) {
      double width = snappedLeftInset() + snappedRightInset();
      for (Node tool : getManagedChildren()) {
        width += snapSizeX(tool.prefWidth(-1)) + snapSpaceX(getHgap());
      }
      return width;
    }
  }
}
