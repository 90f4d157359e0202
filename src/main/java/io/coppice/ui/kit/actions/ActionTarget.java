package io.coppice.ui.kit.actions;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.SiteObject;
import io.coppice.model.inventory.Entity;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an action is done to. Pure and quick.
 *
 * @param find what a selected object is to the action; an action is not offered for a selection in
 *     which one is nothing to it
 * @param shown those it is done to
 * @param offered for which selections of them
 * @param most how many it takes at once
 * @param id which object it is
 */
public record ActionTarget<T>(
    BiFunction<EntityId, Snapshot, Optional<T>> find,
    BiPredicate<T, Snapshot> shown,
    Offered offered,
    int most,
    Function<T, EntityId> id) {

  /** For which selections an action is offered. */
  public enum Offered {
    /** It is done to one of them at least; the others are left out. */
    IF_ANY,
    /** It is done to each of them. */
    IF_EACH,
    /** It is done to each of them, and they are of one kind. */
    IF_ALIKE
  }

  /** Objects of a type, those of them that pass. */
  public static <E extends Entity> ActionTarget<E> any(Class<E> type, Predicate<E> shown) {
    return new ActionTarget<>(
        (id, snapshot) -> snapshot.inventory().find(id).filter(type::isInstance).map(type::cast),
        (object, _) -> shown.test(object),
        Offered.IF_ANY,
        Integer.MAX_VALUE,
        SiteObject::id);
  }

  /** Objects of one kind that all pass. */
  public static ActionTarget<Entity> alike(Predicate<Entity> shown) {
    return new ActionTarget<>(
        (id, snapshot) -> snapshot.inventory().find(id),
        (object, _) -> shown.test(object),
        Offered.IF_ALIKE,
        Integer.MAX_VALUE,
        SiteObject::id);
  }

  /** Whatever passes, also what has an id only. */
  public static ActionTarget<EntityId> each(BiPredicate<EntityId, Snapshot> shown) {
    return new ActionTarget<>(
        (id, _) -> Optional.of(id), shown, Offered.IF_EACH, Integer.MAX_VALUE, Function.identity());
  }

  /** The same, one at a time. */
  public ActionTarget<T> one() {
    return new ActionTarget<>(find, shown, offered, 1, id);
  }

  boolean fits(List<EntityId> selection, Snapshot snapshot) {
    if (selection.isEmpty() || selection.size() > most) {
      return false;
    }
    EntityId.Kind kind = selection.getFirst().kind();
    boolean any = false;
    for (EntityId one : selection) {
      Optional<T> found = find.apply(one, snapshot);
      if (found.isEmpty() || offered == Offered.IF_ALIKE && one.kind() != kind) {
        return false;
      }
      boolean passes = (any && offered == Offered.IF_ANY) || shown.test(found.get(), snapshot);
      if (!passes && offered != Offered.IF_ANY) {
        return false;
      }
      any = any || passes;
    }
    return any;
  }

  /** Those of a selection that it is done to, each found when it is asked for. */
  Stream<T> in(List<EntityId> selection, Snapshot snapshot) {
    return selection.stream()
        .flatMap(one -> find.apply(one, snapshot).stream())
        .filter(object -> shown.test(object, snapshot));
  }
}
