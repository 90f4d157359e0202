package io.coppice.ui.kit.actions;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.SiteObject;
import io.coppice.model.inventory.Entity;
import io.coppice.ui.kit.Selection;
import io.coppice.ui.kit.SelectionCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an action is done to. Pure and quick.
 *
 * @param lookup what selected objects are to the action; an action is not offered for a selection
 *     in which one is nothing to it
 * @param shown those it is done to
 * @param offered for which selections of them
 * @param most how many it takes at once
 * @param id which object it is
 */
public record ActionTarget<T>(
    Lookup<T> lookup,
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
    /** It is done to each of them, and their kind alone decides. */
    BY_KIND
  }

  /** What a selected object is to an action; empty if nothing. */
  @FunctionalInterface
  public interface Lookup<T> {
    Optional<T> find(EntityId id, Snapshot snapshot);

    /** All of a selection; empty if one of them is nothing to the action. */
    default Optional<List<T>> all(Selection selection) {
      List<T> all = new ArrayList<>();
      for (EntityId id : selection.ids()) {
        Optional<T> found = find(id, selection.snapshot());
        if (found.isEmpty()) {
          return Optional.empty();
        }
        all.add(found.get());
      }
      return Optional.of(all);
    }
  }

  /** Objects of a type. */
  private record OfType<E extends Entity>(Class<E> type) implements Lookup<E> {
    @Override
    public Optional<E> find(EntityId id, Snapshot snapshot) {
      return snapshot.inventory().find(id).filter(type::isInstance).map(type::cast);
    }

    @Override
    @SuppressWarnings("unchecked") // objects of one kind are of one type
    public Optional<List<E>> all(Selection selection) {
      return selection
          .alike()
          .filter(all -> type.isInstance(all.getFirst()))
          .map(all -> (List<E>) all);
    }
  }

  /** Objects of one kind. */
  private record Alike() implements Lookup<Entity> {
    @Override
    public Optional<Entity> find(EntityId id, Snapshot snapshot) {
      return snapshot.inventory().find(id);
    }

    @Override
    public Optional<List<Entity>> all(Selection selection) {
      return selection.alike();
    }
  }

  /** Whatever has an id. */
  private record AnyId() implements Lookup<EntityId> {
    @Override
    public Optional<EntityId> find(EntityId id, Snapshot snapshot) {
      return Optional.of(id);
    }

    @Override
    public Optional<List<EntityId>> all(Selection selection) {
      return Optional.of(selection.ids());
    }
  }

  /** Objects of a type, those of them that pass. */
  public static <E extends Entity> ActionTarget<E> any(Class<E> type, Predicate<E> shown) {
    return new ActionTarget<>(
        new OfType<>(type),
        (object, _) -> shown.test(object),
        Offered.IF_ANY,
        Integer.MAX_VALUE,
        SiteObject::id);
  }

  /** Objects of one kind that all pass. */
  public static ActionTarget<Entity> alike(Predicate<Entity> shown) {
    return new ActionTarget<>(
        new Alike(),
        (object, _) -> shown.test(object),
        Offered.IF_EACH,
        Integer.MAX_VALUE,
        SiteObject::id);
  }

  /** Objects of one of these kinds. */
  public static ActionTarget<Entity> ofKinds(Set<EntityId.Kind> kinds) {
    return new ActionTarget<>(
        new Alike(),
        (object, _) -> kinds.contains(object.id().kind()),
        Offered.BY_KIND,
        Integer.MAX_VALUE,
        SiteObject::id);
  }

  /** Whatever passes, also what has an id only. */
  public static ActionTarget<EntityId> each(BiPredicate<EntityId, Snapshot> shown) {
    return new ActionTarget<>(
        new AnyId(), shown, Offered.IF_EACH, Integer.MAX_VALUE, Function.identity());
  }

  /** The same, so many at a time at most. */
  public ActionTarget<T> upTo(int several) {
    return new ActionTarget<>(lookup, shown, offered, several, id);
  }

  /** Whether an action on this is offered for a selection. */
  SelectionCheck check(Selection selection) {
    if (selection.isEmpty() || selection.ids().size() > most) {
      return SelectionCheck.known(false);
    }
    Optional<List<T>> all = lookup.all(selection);
    if (all.isEmpty()) {
      return SelectionCheck.known(false);
    }
    if (offered == Offered.BY_KIND) {
      return SelectionCheck.known(shown.test(all.get().getFirst(), selection.snapshot()));
    }
    return new OneByOne<>(all.get(), selection.snapshot(), shown, offered == Offered.IF_ANY);
  }

  /** Looks for one object that passes, or for one that does not. */
  private static final class OneByOne<T> extends SelectionCheck {
    private final List<T> all;
    private final Snapshot snapshot;
    private final BiPredicate<T, Snapshot> shown;
    private final boolean any;

    private OneByOne(List<T> all, Snapshot snapshot, BiPredicate<T, Snapshot> shown, boolean any) {
      this.all = all;
      this.snapshot = snapshot;
      this.shown = shown;
      this.any = any;
    }

    @Override
    protected void piece(int from, int to) {
      for (int i = from; i < to; i++) {
        if (shown.test(all.get(i), snapshot) == any) {
          decide(any);
          return;
        }
      }
      if (to == all.size()) {
        decide(!any);
      }
    }
  }

  /** Those of a selection that it is done to, each found when it is asked for. */
  Stream<T> in(List<EntityId> selection, Snapshot snapshot) {
    return selection.stream()
        .flatMap(one -> lookup.find(one, snapshot).stream())
        .filter(object -> shown.test(object, snapshot));
  }
}
