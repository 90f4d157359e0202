package io.coppice.ui.help;

import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;

/** Makes the help's screen. */
public final class HelpScreens implements ScreenFactory {
  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Help;
  }

  @Override
  public Screen create(Place place, UiContext context) {
    return new HelpScreen((Place.Help) place, context);
  }
}
