package io.coppice.ui.kit.table;

import io.coppice.ui.kit.Theme;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Keeps the columns of a table as wide for their text as they are, whatever its size: columns know
 * pixels alone. FX thread.
 */
public final class TextWidths {
  private final TableView<?> table;
  private double size = Theme.BASE_PIXELS;

  /**
   * Watches the table's columns, those of now and of later.
   *
   * @param sized a text of the table's font
   */
  public TextWidths(TableView<?> table, Labeled sized) {
    this.table = table;
    sized.fontProperty().addListener((_, _, font) -> scale(font.getSize()));
  }

  /** A width in em, in pixels of now. */
  public double of(double em) {
    return em * size;
  }

  private void scale(double now) {
    double by = now / size;
    size = now;
    for (TableColumn<?, ?> column : table.getColumns()) {
      column.setPrefWidth(column.getWidth() * by);
    }
  }
}
