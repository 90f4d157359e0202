package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.session.Preferences;
import io.coppice.ui.kit.Theme;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/**
 * Says why there is no console, to somebody who started it from a menu and sees no terminal: what
 * happened and what can be done, and a button.
 */
final class RefusalWindow {
  private RefusalWindow() {}

  /** FX thread. */
  static void show(List<Problem> problems, Messages words, Runnable onClosed) {
    VBox box = new VBox();
    box.setId("refusal");
    box.getStyleClass().add("refusal");
    for (Problem problem : problems) {
      Label what = new Label(words.what(problem));
      what.getStyleClass().add(Styles.TEXT_BOLD);
      Label cure = new Label(words.cure(problem));
      for (Label label : List.of(what, cure)) {
        label.setWrapText(true);
        label.setFocusTraversable(true);
        label.setAccessibleText(label.getText());
      }
      box.getChildren().addAll(what, cure);
    }
    Stage stage = new Stage();
    Button close = new Button(words.get("dialog.close"));
    close.setId("refusal-close");
    close.setAccessibleText(close.getText());
    close.setDefaultButton(true);
    close.setCancelButton(true);
    close.setOnAction(_ -> stage.hide());
    VBox row = new VBox(close);
    row.setAlignment(Pos.CENTER_RIGHT);
    box.getChildren().add(row);
    Scene scene = new Scene(box);
    new Theme(new Unkept()).dress(scene);
    stage.setTitle("Coppice");
    stage.getIcons().setAll(MainWindow.icons());
    stage.setScene(scene);
    stage.setOnHidden(_ -> onClosed.run());
    stage.show();
    close.requestFocus();
  }

  /** What the person chose is in a folder that is not open. */
  private static final class Unkept implements Preferences {
    @Override
    public Optional<String> get(String key) {
      return Optional.empty();
    }

    @Override
    public void put(String key, String value) {}

    @Override
    public void remove(String key) {}

    @Override
    public Map<String, String> all(String prefix) {
      return Map.of();
    }
  }
}
