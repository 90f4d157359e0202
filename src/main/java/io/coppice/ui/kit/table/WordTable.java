package io.coppice.ui.kit.table;

import atlantafx.base.theme.Styles;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/**
 * Makes a table of words whose order is part of what it says: it is neither sorted nor rearranged,
 * and a text that its column cuts is told whole on hovering. FX thread.
 *
 * @param <R> what a row says
 */
public final class WordTable<R> {
  private final TableView<R> view = new TableView<>();
  private final String part;
  private final UnaryOperator<String> headings;
  private final TextWidths widths;

  /**
   * Begins a table without columns.
   *
   * @param part what its parts' ids begin with: {@code part-name} and {@code part-key-column}
   * @param headings a column's heading, by its key
   * @param sized a text of the table's font
   */
  public WordTable(String part, String name, UnaryOperator<String> headings, Labeled sized) {
    this.part = part;
    this.headings = headings;
    widths = new TextWidths(view, sized);
    HeadingWidths.keep(view);
    view.setId(part + "-" + name);
    view.getStyleClass().addAll(Styles.DENSE, "edge-to-edge", "inventory-table");
  }

  /** With what a reader of screens calls it, and what stands where it has no rows. */
  public WordTable<R> says(String title, String empty) {
    view.setAccessibleText(title);
    Label nothing = new Label(empty);
    nothing.setWrapText(true);
    nothing.getStyleClass().add("quiet");
    view.setPlaceholder(nothing);
    return this;
  }

  /** With one more column, of a width in em. */
  public WordTable<R> column(String key, double em, Function<R, String> words) {
    TableColumn<R, String> column = new TableColumn<>(headings.apply(key));
    column.setId(part + "-" + key + "-column");
    column.setPrefWidth(widths.of(em));
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(words.apply(row.getValue())));
    column.setCellFactory(_ -> new WordCell<>());
    view.getColumns().add(column);
    return this;
  }

  /** The table itself. */
  public TableView<R> view() {
    return view;
  }

  private static final class WordCell<R> extends TableCell<R, String> {
    private final Tooltip whole = new Tooltip();

    WordCell() {
      whole.setWrapText(true);
      whole.getStyleClass().add("word-tip");
    }

    @Override
    protected void updateItem(String words, boolean empty) {
      super.updateItem(words, empty);
      setText(empty ? null : words);
      whole.setText(words);
      setTooltip(empty || words == null || words.isEmpty() ? null : whole);
    }
  }
}
