package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.ui.kit.LazyTab;
import io.coppice.ui.kit.NavigatorSection;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;

/** The sections of the navigator, one at a time, chosen by their icons. FX thread. */
final class NavigatorArea implements AutoCloseable {
  private static final String KEY = "navigator.section";

  private final TabPane pane = new TabPane();
  private final List<NavigatorSection> sections = new ArrayList<>();

  NavigatorArea(UiContext context, List<NavigatorSection.Factory> factories) {
    pane.setId("navigator");
    pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    pane.getStyleClass().addAll(Styles.DENSE, "navigator");
    pane.setMinWidth(180);
    for (NavigatorSection.Factory factory : factories) {
      sections.addAll(factory.create(context));
    }
    String chosen = context.session().preferences().get(KEY).orElse("");
    for (NavigatorSection section : sections) {
      Tab tab = new Tab();
      LazyTab.fill(tab, section.node());
      tab.setId("section-" + section.id());
      tab.setGraphic(section.icon().node());
      tab.setTooltip(new Tooltip(context.texts().get(section.title())));
      tab.getGraphic().setAccessibleText(context.texts().get(section.title()));
      pane.getTabs().add(tab);
      if (section.id().equals(chosen)) {
        pane.getSelectionModel().select(tab);
      }
    }
    pane.getSelectionModel()
        .selectedIndexProperty()
        .addListener(
            (_, _, index) ->
                context.session().preferences().put(KEY, sections.get(index.intValue()).id()));
  }

  Node node() {
    return pane;
  }

  void focus() {
    int at = pane.getSelectionModel().getSelectedIndex();
    if (at >= 0) {
      sections.get(at).focus();
    }
  }

  @Override
  public void close() {
    sections.forEach(NavigatorSection::close);
  }
}
