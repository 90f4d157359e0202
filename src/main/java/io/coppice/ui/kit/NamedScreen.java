package io.coppice.ui.kit;

import java.util.Optional;
import java.util.function.BiFunction;

/** A screen that is known by its name alone. */
record NamedScreen(String name, Entry opened, BiFunction<Place.Named, UiContext, Screen> make)
    implements ScreenFactory {
  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Named named && named.screen().equals(name);
  }

  @Override
  public Screen create(Place place, UiContext context) {
    return make.apply((Place.Named) place, context);
  }

  @Override
  public Optional<Entry> entry() {
    return Optional.of(opened);
  }
}
