package io.coppice.ui.activity;

import io.coppice.model.EntityId;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** What may be done with a line: list only its like, everything again, copy it. FX thread. */
record RowMenu<T>(TableView<T> table, UiContext context, Words<T> words, FilterBar bar) {
  /** What a line is about, its sort, and the line itself. */
  record Words<T>(
      Function<T, Optional<EntityId>> object, Function<T, String> kind, Function<T, String> line) {}

  ContextMenu made() {
    MenuItem object =
        item("only-this-object", Icons.FILTER, row -> bar.showOnly(words.object().apply(row)));
    MenuItem kind =
        item("only-this-kind", Icons.FILTER, row -> bar.showOnly(words.kind().apply(row)));
    MenuItem copy = item("copy-line", Icons.CLONE, this::copy);
    MenuItem all = new MenuItem(context.texts().get("activity.show-all"), Icons.CLOSE.node());
    all.setId("activity-show-all");
    all.setOnAction(_ -> bar.clear());
    ContextMenu menu = new ContextMenu(object, kind, all, copy);
    menu.setOnShowing(
        _ -> {
          T row = table.getSelectionModel().getSelectedItem();
          List.of(object, kind, copy).forEach(each -> each.setDisable(row == null));
          object.setDisable(row == null || words.object().apply(row).isEmpty());
          all.setDisable(bar.filter().isEmpty());
        });
    return menu;
  }

  private MenuItem item(String key, Icons icon, Consumer<T> action) {
    MenuItem item = new MenuItem(context.texts().get("activity." + key), icon.node());
    item.setId("activity-" + key);
    item.setOnAction(
        _ -> Optional.ofNullable(table.getSelectionModel().getSelectedItem()).ifPresent(action));
    return item;
  }

  private void copy(T row) {
    ClipboardContent content = new ClipboardContent();
    content.putString(words.line().apply(row));
    Clipboard.getSystemClipboard().setContent(content);
  }
}
