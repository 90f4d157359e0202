package io.coppice.ui.activity;

import io.coppice.model.EntityId;
import io.coppice.model.Severity;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.activity.WordsCell.Words;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

/** Columns that the tables of jobs, events and problems have alike. FX thread. */
record ActivityColumns(UiContext context) {
  /** Below this nothing of a column can be read; where there is less room, the table scrolls. */
  private static final double LEAST_WIDTH = 90;

  static Words marked(String text, Severity severity) {
    return new Words(text, new WordsCell.Mark(Icons.of(severity), Icons.tone(severity)), text);
  }

  <T> TableColumn<T, T> words(String key, double width, Function<T, Words> words) {
    return column(key, width, () -> new WordsCell<>(words));
  }

  <T> TableColumn<T, T> link(double width, Function<T, Optional<EntityId>> target) {
    return link(
        width, target, (row, contents) -> target.apply(row).map(contents::displayName).orElse(""));
  }

  <T> TableColumn<T, T> link(
      double width,
      Function<T, Optional<EntityId>> target,
      BiFunction<T, SiteContents, String> name) {
    return column("activity.object", width, () -> new LinkCell<>(context, target, name));
  }

  <T> TableColumn<T, T> column(String key, double width, Supplier<TableCell<T, T>> cell) {
    TableColumn<T, T> column = new TableColumn<>(context.texts().get(key));
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, LEAST_WIDTH));
    column.setSortable(false);
    column.setCellValueFactory(data -> new SimpleObjectProperty<>(data.getValue()));
    column.setCellFactory(_ -> cell.get());
    return column;
  }
}
