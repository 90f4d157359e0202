package io.coppice.ui.shell;

import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * Short words at the lower right of the window, the newest below; they go by themselves. FX thread.
 */
final class Toasts {
  private static final Duration SHOWN = Duration.seconds(6);
  private static final int MOST = 3;

  private final VBox box = new VBox(6);

  Toasts() {
    box.setId("toasts");
    box.setPickOnBounds(false);
    box.setAlignment(Pos.BOTTOM_RIGHT);
    box.getStyleClass().add("toasts");
  }

  /**
   * Puts them over the window's content.
   *
   * @param activity where jobs tell their progress, which short words never cover
   */
  void install(StackPane root, Node activity) {
    StackPane.setAlignment(box, Pos.BOTTOM_RIGHT);
    InvalidationListener moved = _ -> keepAbove(root, activity);
    root.heightProperty().addListener(moved);
    activity.layoutBoundsProperty().addListener(moved);
    activity.localToSceneTransformProperty().addListener(moved);
    activity.sceneProperty().addListener(moved);
    box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    root.getChildren().add(box);
  }

  private void keepAbove(StackPane root, Node activity) {
    double upper =
        activity.getScene() == null
            ? root.getHeight()
            : root.sceneToLocal(activity.localToScene(activity.getLayoutBounds())).getMinY();
    StackPane.setMargin(box, new Insets(0, 0, Math.max(0, root.getHeight() - upper), 0));
  }

  void show(String text) {
    fade(add(text));
  }

  /** Words that stay until they are told what came of it. */
  Consumer<String> lasting(String text) {
    Notification toast = add(text);
    return last -> {
      toast.setMessage(last);
      fade(toast);
    };
  }

  /** Something that stays until it is put away. */
  Runnable showLasting(Node content) {
    content.getStyleClass().addAll("lasting", Styles.ELEVATED_1);
    box.getChildren().add(content);
    return () -> box.getChildren().remove(content);
  }

  private Notification add(String text) {
    Notification toast = new Notification(text);
    toast.getStyleClass().add(Styles.ELEVATED_1);
    toast.setOnClose(_ -> box.getChildren().remove(toast));
    box.getChildren().add(toast);
    List<Node> words = box.getChildren().stream().filter(Notification.class::isInstance).toList();
    box.getChildren().removeAll(words.subList(0, Math.max(0, words.size() - MOST)));
    return toast;
  }

  private void fade(Notification toast) {
    PauseTransition pause = new PauseTransition(SHOWN);
    pause.setOnFinished(_ -> box.getChildren().remove(toast));
    pause.play();
  }
}
