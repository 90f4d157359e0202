package io.coppice.ui.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.ui.fork.group.GroupScreen;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;

/** Makes the pages of fork groups. */
public final class ForkScreens implements ScreenFactory {
  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Page page && page.id() instanceof ForkGroupId;
  }

  @Override
  public Screen create(Place place, UiContext context) {
    return new GroupScreen((Place.Page) place, GroupTab.all(), context);
  }
}
