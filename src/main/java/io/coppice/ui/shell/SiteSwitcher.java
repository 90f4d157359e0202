package io.coppice.ui.shell;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Subscription;
import io.coppice.session.Session;
import io.coppice.session.Session.OpenedSite;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/** Names the site that is shown; its menu shows another that is open, or closes this one. */
final class SiteSwitcher implements AutoCloseable {
  private final Session session;
  private final Texts texts;
  private final MenuButton button = new MenuButton();
  private final Subscription subscription;

  SiteSwitcher(Session session, FrameGate gate, Texts texts) {
    this.session = session;
    this.texts = texts;
    button.setId("site-switcher");
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    button.setMaxWidth(260);
    subscription = session.onSites(_ -> gate.later(() -> show(session.openSites())));
    show(session.openSites());
  }

  Node node() {
    return button;
  }

  private void show(List<OpenedSite> sites) {
    ToggleGroup group = new ToggleGroup();
    button.getItems().clear();
    for (OpenedSite site : sites) {
      RadioMenuItem item = new RadioMenuItem(site.backend().name());
      item.setId("site-" + site.source());
      item.setMnemonicParsing(false);
      item.setToggleGroup(group);
      item.setSelected(site.shown());
      item.setOnAction(_ -> session.show(site.source()));
      button.getItems().add(item);
      if (site.shown()) {
        button.setText(site.backend().name());
        button.setMnemonicParsing(false);
        button.setAccessibleText(texts.get("site.switcher", site.backend().name()));
      }
    }
    MenuItem close = new MenuItem(texts.get("site.close"));
    close.setId("site-close");
    close.setDisable(sites.size() < 2);
    close.setOnAction(
        _ ->
            sites.stream()
                .filter(OpenedSite::shown)
                .findFirst()
                .ifPresent(site -> session.closeSite(site.source())));
    button.getItems().addAll(new SeparatorMenuItem(), close);
  }

  @Override
  public void close() {
    subscription.close();
  }
}
