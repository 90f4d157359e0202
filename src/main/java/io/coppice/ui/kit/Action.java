package io.coppice.ui.kit;

import io.coppice.backend.Capability;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.KeyCombination;

/**
 * Something a person can do to what is selected. The same action stands behind menus, toolbars,
 * keys and the command palette.
 */
public interface Action {
  /**
   * Stable and unique; the text is under {@code action.<id>} in the bundle, its explanation under
   * {@code action.<id>.help}.
   */
  String id();

  /** Its icon; one icon, one meaning. */
  Icons icon();

  /** The menu group it stands in; groups are separated by lines, in the order of the enum. */
  Group group();

  Optional<KeyCombination> keys();

  /**
   * Whether it is shown at all for these objects; pure and quick. An action on nothing (such as
   * opening settings) applies to an empty selection.
   */
  boolean applies(Selection selection);

  /** The same found out in pieces, for who asks it of many actions. */
  default SelectionCheck check(Selection selection) {
    return SelectionCheck.known(applies(selection));
  }

  /** The same of objects of which nothing else is asked. */
  default boolean applies(List<EntityId> selection, Snapshot snapshot) {
    return applies(new Selection(selection, snapshot));
  }

  /**
   * Why it cannot run on these objects now; empty if it can on at least one. Pure, may be called
   * off the FX thread with hundreds of objects.
   */
  Optional<Problem> refusal(List<EntityId> selection, Snapshot snapshot);

  /** Does it, asking first where it must. FX thread. */
  void run(List<EntityId> selection, UiContext context);

  /** Makes the actions of one folder under {@code ui}. */
  @FunctionalInterface
  interface Factory {
    List<Action> create(Session session);
  }

  /** The order of groups in menus. */
  enum Group {
    POWER,
    SNAPSHOT,
    FORK,
    CLONE,
    MIGRATE,
    EDIT,
    NEW,
    HOST,
    FAULT,
    ORGANISE,
    REMOVE,
    VIEW,
    APPLICATION;

    /** What a site must be able to do for its actions to be offered at all. */
    public Set<Capability> needs() {
      return switch (this) {
        case FAULT -> Set.of(Capability.FAULTS);
        case FORK -> Set.of(Capability.FORKS);
        case POWER, SNAPSHOT, CLONE, MIGRATE, NEW, HOST, ORGANISE, REMOVE ->
            Set.of(Capability.OPERATIONS);
        case EDIT, VIEW, APPLICATION -> Set.of();
      };
    }
  }
}
