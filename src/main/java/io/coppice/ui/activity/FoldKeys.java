package io.coppice.ui.activity;

import java.util.function.Consumer;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Folds and unfolds the selected line by Enter and the arrows. FX thread. */
final class FoldKeys {
  private FoldKeys() {}

  static <T extends FoldedRow> void on(TableView<T> rows, Consumer<T> toggle) {
    rows.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          T row = rows.getSelectionModel().getSelectedItem();
          if (row != null
              && row.isFoldable()
              && (event.getCode() == KeyCode.ENTER
                  || event.getCode() == (row.open() ? KeyCode.LEFT : KeyCode.RIGHT))) {
            toggle.accept(row);
            event.consume();
          }
        });
  }
}
