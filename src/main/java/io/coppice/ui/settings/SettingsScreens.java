package io.coppice.ui.settings;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.kit.UiContext;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the settings' screen. */
public final class SettingsScreens implements ScreenFactory {
  private final Theme theme;
  private final Path dataFolder;

  public SettingsScreens(Theme theme, Path dataFolder) {
    this.theme = theme;
    this.dataFolder = dataFolder;
  }

  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Settings;
  }

  @Override
  public Screen create(Place place, UiContext context) {
    return new SettingsScreen(context, theme, dataFolder);
  }

  @Override
  public Optional<Entry> entry() {
    return Optional.of(
        new Entry("settings", Icons.SETTINGS, "Shortcut+Comma", new Place.Settings()));
  }
}
