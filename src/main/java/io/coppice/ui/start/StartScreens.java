package io.coppice.ui.start;

import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;

/** Makes the first page. */
public final class StartScreens implements ScreenFactory {
  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Start;
  }

  @Override
  public Screen create(Place place, UiContext context) {
    return new StartScreen(context);
  }

  @Override
  public Optional<Entry> entry() {
    return Optional.of(new Entry("start", Icons.START, "Shortcut+Shift+H", new Place.Start()));
  }
}
