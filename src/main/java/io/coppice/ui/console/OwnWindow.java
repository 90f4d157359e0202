package io.coppice.ui.console;

import io.coppice.ui.kit.UiContext;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/**
 * Moves a node out of its tab into a window of its own, or to the full screen, and back. The window
 * looks as the main one does, also after the theme changed. FX thread.
 */
final class OwnWindow implements AutoCloseable {
  private static final double WIDTH = 1040;
  private static final double HEIGHT = 840;

  private final UiContext context;
  private final Node content;
  private final Runnable focus;
  private final StackPane home = new StackPane();
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper fullScreen = new ReadOnlyBooleanWrapper();
  private String title = "";
  private Stage stage;

  /**
   * Content that is in its tab.
   *
   * @param focus gives the keyboard to what should have it, after every move
   */
  OwnWindow(UiContext context, Node content, Runnable focus) {
    this.context = context;
    this.focus = focus;
    this.content = content;
    home.getChildren().setAll(content);
  }

  /** Where the content is, or where it went from. */
  StackPane home() {
    return home;
  }

  ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty fullScreenProperty() {
    return fullScreen.getReadOnlyProperty();
  }

  void setTitle(String text) {
    title = text;
    if (stage != null) {
      stage.setTitle(text);
    }
  }

  void toggle() {
    if (open.get()) {
      close();
    } else {
      show();
    }
  }

  void toggleFullScreen() {
    if (!open.get()) {
      show();
    }
    stage.setFullScreen(!stage.isFullScreen());
  }

  private void show() {
    Scene main = home.getScene();
    Label gone = new Label(context.texts().get("console.window.gone"));
    gone.setWrapText(true);
    Button back = new Button(context.texts().get("console.window.back"));
    back.setId("console-window-back");
    back.setOnAction(_ -> close());
    VBox box = new VBox(gone, back);
    box.getStyleClass().addAll("console-message", "console-question");
    box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    home.getChildren().setAll(box);
    StackPane root = new StackPane(content);
    stage = new Stage();
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    dressAs(main, scene, root);
    stage.setScene(scene);
    stage.setTitle(title.isBlank() ? "Coppice" : title);
    if (main.getWindow() instanceof Stage first) {
      stage.getIcons().setAll(first.getIcons());
    }
    // Escape belongs to the machine; the way out is that of the keyboard
    stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
    stage.setFullScreenExitHint(context.texts().get("console.window.exit"));
    fullScreen.bind(stage.fullScreenProperty());
    stage.setOnHidden(_ -> returned(root));
    open.set(true);
    stage.show();
    focus.run();
  }

  /** The same style sheets, size of text and colours, now and later. */
  private static void dressAs(Scene main, Scene scene, Region root) {
    Bindings.bindContent(scene.getStylesheets(), main.getStylesheets());
    if (main.getRoot() instanceof Region region) {
      root.styleProperty().bind(region.styleProperty());
      Bindings.bindContent(root.getStyleClass(), region.getStyleClass());
    }
  }

  private void returned(StackPane root) {
    fullScreen.unbind();
    fullScreen.set(false);
    root.styleProperty().unbind();
    root.getChildren().clear();
    home.getChildren().setAll(content);
    open.set(false);
    stage = null;
    focus.run();
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }
}
