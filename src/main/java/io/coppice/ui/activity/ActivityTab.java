package io.coppice.ui.activity;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;

/** The jobs, events and problems of one object, on its page. */
public final class ActivityTab implements PageTab {
  @Override
  public String id() {
    return "activity";
  }

  @Override
  public String title() {
    return "activity.tab";
  }

  @Override
  public boolean appliesTo(EntityId id, Snapshot snapshot) {
    return true;
  }

  @Override
  public String help() {
    return "operations";
  }

  @Override
  public PagePart create(EntityId id, UiContext context) {
    return new ActivityPart(context, Optional.of(id));
  }
}
