package io.coppice.ui.shell;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Texts;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.Tooltip;

/**
 * How tabs look and what their menu offers. A preview is told by slanted letters, a tooltip, and
 * the accessible text of its icon. FX thread.
 */
final class TabHeader {
  private static final String PREVIEW = "preview";

  private final Texts texts;
  private final Tabs tabs;

  TabHeader(Texts texts, Tabs tabs) {
    this.texts = texts;
    this.tabs = tabs;
  }

  /** An empty tab with its menu. */
  Tab tab() {
    Tab tab = new Tab();
    MenuItem keep = item("tabs.keep", () -> tabs.keep(tab));
    ContextMenu menu =
        new ContextMenu(
            keep,
            item("tabs.close", () -> tabs.close(tab)),
            item("tabs.close-others", () -> tabs.closeOthers(tab)));
    menu.setOnShowing(_ -> keep.setDisable(!tabs.isPreview(tab)));
    tab.setContextMenu(menu);
    return tab;
  }

  private MenuItem item(String key, Runnable doing) {
    MenuItem item = new MenuItem(texts.get(key));
    item.setId(key.replace('.', '-'));
    item.setOnAction(_ -> doing.run());
    return item;
  }

  void icon(Tab tab, Icons icon) {
    tab.setGraphic(icon.node());
    tell(tab);
  }

  void preview(Tab tab, boolean is) {
    if (is) {
      tab.getStyleClass().add(PREVIEW);
      tab.setTooltip(new Tooltip(texts.get("tabs.preview.how")));
    } else {
      tab.getStyleClass().remove(PREVIEW);
      tab.setTooltip(null);
    }
    tell(tab);
  }

  private void tell(Tab tab) {
    tab.getGraphic()
        .setAccessibleText(
            tab.getStyleClass().contains(PREVIEW) ? texts.get("tabs.preview") : null);
  }

  /** The tab whose head the mouse is on; the toolkit notes it there. */
  static Optional<Tab> at(Event event) {
    Node node = event.getTarget() instanceof Node target ? target : null;
    for (; node != null; node = node.getParent()) {
      if (node.hasProperties() && node.getProperties().get(Tab.class) instanceof Tab tab) {
        return Optional.of(tab);
      }
    }
    return Optional.empty();
  }
}
