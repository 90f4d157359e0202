package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;

/**
 * A tab of object pages, fork groups' included. Any room may have some; {@code boot} hands them to
 * the pages, so that no screen knows another. One line there is all that a tab costs beside its
 * class.
 */
public interface PageTab {
  /** Stable; the {@code tab} of {@link Place.Page}. */
  String id();

  /** The bundle key of its title. */
  String title();

  /** Whether pages of that object have it. */
  boolean appliesTo(EntityId id, Snapshot snapshot);

  /** The help page about it, by its name among the help's pages. */
  default String help() {
    return "inventory";
  }

  /** Made when the tab is first shown. */
  PagePart create(EntityId id, UiContext context);
}
