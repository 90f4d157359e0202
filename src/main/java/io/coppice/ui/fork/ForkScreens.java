package io.coppice.ui.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.ui.fork.group.GroupScreen;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.stream.Stream;

/** Makes the pages of fork groups. */
public final class ForkScreens implements ScreenFactory {
  private final List<PageTab> tabs;

  /** Pages with the tabs of this room alone. */
  public ForkScreens() {
    this(List.of());
  }

  /** Pages with further tabs of other rooms, which come last. */
  public ForkScreens(List<PageTab> more) {
    tabs = Stream.concat(GroupTab.all().stream(), more.stream()).toList();
  }

  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Page page && page.id() instanceof ForkGroupId;
  }

  @Override
  public Screen create(Place place, UiContext context) {
    return new GroupScreen((Place.Page) place, tabs, context);
  }
}
