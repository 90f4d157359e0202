package io.coppice.ui.console;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.UiContext;
import java.util.List;

/** The tab of fork groups that shows all their screens. */
public final class WallTab implements PageTab {
  @Override
  public String id() {
    return "wall";
  }

  @Override
  public String title() {
    return "console.wall";
  }

  @Override
  public boolean appliesTo(EntityId id, Snapshot snapshot) {
    return id instanceof ForkGroupId;
  }

  @Override
  public String help() {
    return "consoles";
  }

  @Override
  public PagePart create(EntityId id, UiContext context) {
    return new WallPart(WallTarget.of(List.of(id)), context);
  }
}
