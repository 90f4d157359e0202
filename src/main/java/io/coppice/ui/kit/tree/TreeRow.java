package io.coppice.ui.kit.tree;

import io.coppice.model.EntityId;

/** One line of a {@link RowTree}; two equal ones look equal. */
public interface TreeRow {
  EntityId id();

  /** How far it is indented. */
  int depth();

  /** Whether anything stands below it. */
  boolean expandable();

  boolean expanded();
}
