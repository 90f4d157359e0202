package io.coppice.ui.overlay.trace;

import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Segment;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/**
 * Offers the segments in which the first dropped packet can be looked for: by pings that are
 * predicted, or, where machines send frames, by waiting for one of those. FX thread.
 */
final class FirstDropMenu {
  private static final int MOST_SEGMENTS = 60;

  private final Texts texts;
  private final Supplier<Optional<NetworkState>> state;
  private final Watcher watcher;
  private final MenuButton button = new MenuButton();

  /**
   * What can be asked for; segments by their labels.
   *
   * @param carries whether frames are carried at the site
   * @param waits whether a drop is waited for now
   */
  record Watcher(
      BooleanSupplier carries,
      BooleanSupplier waits,
      Consumer<String> watch,
      Consumer<String> predict,
      Runnable stop) {}

  FirstDropMenu(Texts texts, Supplier<Optional<NetworkState>> state, Watcher watcher) {
    this.texts = texts;
    this.state = state;
    this.watcher = watcher;
    button.setText(texts.get("network.trace.first-drop"));
    button.setId("trace-first-drop");
    button.setOnShowing(_ -> button.getItems().setAll(items()));
    button.getItems().setAll(items());
  }

  MenuButton node() {
    return button;
  }

  private List<MenuItem> items() {
    List<MenuItem> pings = segments(watcher.predict());
    if (pings.isEmpty()) {
      MenuItem none = new MenuItem(texts.get("network.trace.first-drop.none"));
      none.setDisable(true);
      return List.of(none);
    }
    if (!watcher.carries().getAsBoolean()) {
      return pings;
    }
    Menu real = new Menu(texts.get("network.trace.first-drop.real"));
    real.setId("trace-first-drop-real");
    real.getItems().setAll(segments(watcher.watch()));
    Menu predicted = new Menu(texts.get("network.trace.first-drop.predicted"));
    predicted.setId("trace-first-drop-predicted");
    predicted.getItems().setAll(pings);
    List<MenuItem> items = new ArrayList<>(List.of(real, predicted));
    if (watcher.waits().getAsBoolean()) {
      MenuItem stop = new MenuItem(texts.get("network.trace.first-drop.stop"));
      stop.setOnAction(_ -> watcher.stop().run());
      items.addAll(List.of(new SeparatorMenuItem(), stop));
    }
    return items;
  }

  private List<MenuItem> segments(Consumer<String> chosen) {
    List<MenuItem> items = new ArrayList<>();
    for (Segment segment :
        state.get().stream().flatMap(it -> it.segments().stream()).limit(MOST_SEGMENTS).toList()) {
      MenuItem item =
          new MenuItem(segment.label() + segment.name().map(name -> "  ·  " + name).orElse(""));
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> chosen.accept(segment.label()));
      items.add(item);
    }
    return items;
  }
}
