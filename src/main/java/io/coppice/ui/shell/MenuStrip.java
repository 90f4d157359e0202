package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.session.Session;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;

/**
 * The menus of the window. They are filled whenever they open, and hold the keys of their items
 * only as long: a menu item with a key would take that key from the whole window, also under a
 * dialog, while {@link KeyBindings} decides who gets it. FX thread.
 */
final class MenuStrip {
  private final UiContext context;
  private final MenuBar bar;

  /**
   * The menus.
   *
   * @param entries the screens that have a command of their own, for the menus of files and of ways
   */
  MenuStrip(UiContext context, List<ScreenFactory.Entry> entries) {
    this.context = context;
    bar =
        new MenuBar(
            menu(
                "menu.file",
                then(
                    screens(entries, true),
                    "open-scenario",
                    "read-hosts",
                    "export",
                    "settings",
                    "quit")),
            menu("menu.edit", "undo", "redo", "palette"),
            filled("menu.selection", this::selection),
            menu("menu.view", "navigator", "activity", "theme", "larger", "smaller", "normal-size"),
            menu("menu.go", then(screens(entries, false), "find", "back", "forward", "close-tab")),
            menu("menu.help", "help"));
    bar.setId("menus");
    bar.getStyleClass().add(Styles.DENSE);
  }

  /**
   * The commands of screens: those that ask first which file or address to open, or those that are
   * just gone to. Settings stand where people look for them, before the way out.
   */
  private Stream<String> screens(List<ScreenFactory.Entry> entries, boolean asking) {
    return entries.stream()
        .map(ScreenFactory.Entry::command)
        .filter(command -> !command.equals("settings"))
        .filter(command -> context.texts().get("action." + command).endsWith("…") == asking);
  }

  private static String[] then(Stream<String> first, String... rest) {
    return Stream.concat(first, Arrays.stream(rest)).toArray(String[]::new);
  }

  MenuBar node() {
    return bar;
  }

  private Menu menu(String key, String... ids) {
    return filled(key, () -> application(ids));
  }

  private Menu filled(String key, java.util.function.Supplier<List<MenuItem>> items) {
    Menu menu = new Menu(context.texts().get(key));
    Runnable withoutKeys = () -> menu.getItems().forEach(item -> item.setAccelerator(null));
    menu.setOnShowing(_ -> menu.getItems().setAll(items.get()));
    menu.setOnHidden(_ -> withoutKeys.run());
    menu.getItems().setAll(items.get());
    withoutKeys.run();
    return menu;
  }

  private List<MenuItem> application(String... ids) {
    Snapshot snapshot = context.session().snapshot();
    List<MenuItem> items =
        Arrays.stream(ids)
            .flatMap(id -> context.actions().find(id).stream())
            .map(action -> ActionMenus.item(action, List.of(), snapshot, context))
            .toList();
    items.forEach(this::name);
    return items;
  }

  /** Undo and redo say what they would do. */
  private void name(MenuItem item) {
    Session.UndoState state = context.session().undoState();
    if ("action-undo".equals(item.getId()) && state.undo().isPresent()) {
      item.setText(context.texts().get("undo.named", state.undo().get()));
    } else if ("action-redo".equals(item.getId()) && state.redo().isPresent()) {
      item.setText(context.texts().get("redo.named", state.redo().get()));
    }
  }

  private List<MenuItem> selection() {
    List<EntityId> selection = context.selection().get();
    if (selection.isEmpty()) {
      MenuItem none = new MenuItem(context.texts().get("menu.selection.none"));
      none.setDisable(true);
      return List.of(none);
    }
    return ActionMenus.items(
        context.actions().on(selection, context.session().snapshot()), selection, context);
  }
}
