package io.coppice.ui.start;

import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;

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
}
