package io.coppice.ui.kit.tree;

import atlantafx.base.controls.CustomTextField;
import io.coppice.session.Preferences;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.search.ObjectQuery;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

/**
 * The search of a tree: terms, saved searches, and whether powered-off machines are hidden. FX
 * thread.
 */
public final class SearchField {
  private static final String SAVED = "search.saved.";
  private static final String HIDE_OFF = "nav.hide-off";
  private static final String BY_HOST = "nav.by-host";

  private final UiContext context;
  private final CustomTextField field = new CustomTextField();
  private final MenuButton menu = new MenuButton(null, Icons.FILTER.node());
  private final Runnable changed;
  private final boolean offersByHost;
  private boolean hidesOff;
  private boolean isByHost;

  /**
   * An empty field.
   *
   * @param offersByHost whether machines of pools can stand below their hosts too
   */
  SearchField(UiContext context, boolean offersByHost, Runnable changed) {
    this.context = context;
    this.offersByHost = offersByHost;
    isByHost =
        offersByHost
            && context.session().preferences().get(BY_HOST).filter("true"::equals).isPresent();
    this.changed = changed;
    hidesOff = context.session().preferences().get(HIDE_OFF).filter("true"::equals).isPresent();
    field.setPromptText(context.texts().get("search.prompt"));
    field.setAccessibleText(context.texts().get("search.prompt"));
    field.setTooltip(new Tooltip(context.texts().get("search.help")));
    field.setLeft(Icons.SEARCH.node("quiet"));
    field.setRight(menu);
    field.setMaxWidth(Double.MAX_VALUE);
    field.getStyleClass().add("search-field");
    field.textProperty().addListener((_, _, _) -> changed.run());
    menu.getStyleClass().addAll("flat", "small", "button-icon", "no-arrow");
    menu.setAccessibleText(context.texts().get("search.menu"));
    menu.setOnShowing(_ -> fill());
    fill();
  }

  Node node() {
    return field;
  }

  ObjectQuery query() {
    return ObjectQuery.parse(field.getText());
  }

  boolean hidesOff() {
    return hidesOff;
  }

  /** Whether machines of pools stand below their hosts; else below their pools. */
  boolean isByHost() {
    return isByHost;
  }

  void focus() {
    field.requestFocus();
    field.selectAll();
  }

  void type(String text) {
    field.requestFocus();
    field.appendText(text);
    field.end();
  }

  void clear() {
    field.clear();
  }

  private void fill() {
    CheckMenuItem hide = new CheckMenuItem(context.texts().get("search.hide-off"));
    hide.setSelected(hidesOff);
    hide.setOnAction(
        _ -> {
          hidesOff = hide.isSelected();
          context.session().preferences().put(HIDE_OFF, Boolean.toString(hidesOff));
          changed.run();
        });
    menu.getItems().setAll(hide);
    if (offersByHost) {
      menu.getItems().add(byHost());
    }
    menu.getItems().add(new SeparatorMenuItem());
    for (ObjectQuery.Field term : ObjectQuery.Field.values()) {
      String name = term.name().toLowerCase(Locale.ROOT) + ':';
      MenuItem item = new MenuItem(name + "   " + context.texts().get("search.term." + term));
      item.setOnAction(
          _ ->
              type((field.getText().isEmpty() || field.getText().endsWith(" ") ? "" : " ") + name));
      menu.getItems().add(item);
    }
    menu.getItems().add(new SeparatorMenuItem());
    saved();
  }

  private CheckMenuItem byHost() {
    CheckMenuItem item = new CheckMenuItem(context.texts().get("search.by-host"));
    item.setId("nav-by-host");
    item.setSelected(isByHost);
    item.setOnAction(
        _ -> {
          isByHost = item.isSelected();
          context.session().preferences().put(BY_HOST, Boolean.toString(isByHost));
          changed.run();
        });
    return item;
  }

  private void saved() {
    Preferences preferences = context.session().preferences();
    MenuItem save = new MenuItem(context.texts().get("search.save"), Icons.SAVE.node());
    save.setDisable(field.getText().isBlank());
    save.setOnAction(
        _ ->
            context
                .dialogs()
                .ask(
                    context.texts().get("search.save"),
                    context.texts().get("search.save.name"),
                    field.getText().strip(),
                    name -> name.isEmpty() ? context.texts().get("search.save.empty") : null,
                    name -> preferences.put(SAVED + name, field.getText())));
    menu.getItems().add(save);
    for (Map.Entry<String, String> entry : preferences.all(SAVED).entrySet()) {
      String name = entry.getKey().substring(SAVED.length());
      MenuItem use =
          new MenuItem(
              context.texts().get("search.use", name, entry.getValue()), Icons.SEARCH.node());
      use.setOnAction(_ -> field.setText(entry.getValue()));
      MenuItem forget =
          new MenuItem(context.texts().get("search.forget", name), Icons.DELETE.node());
      forget.setOnAction(_ -> preferences.remove(entry.getKey()));
      menu.getItems().addAll(use, forget);
    }
  }
}
