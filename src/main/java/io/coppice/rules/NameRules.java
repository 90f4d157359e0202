package io.coppice.rules;

import io.coppice.backend.JobId;
import io.coppice.model.EntityId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.index.SortedIntSet;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Names: those of {@link ObjectNaming}, one of each among what lies beside them. */
public final class NameRules {
  private NameRules() {}

  static boolean valid(String name) {
    return ObjectNaming.isValid(name);
  }

  /** Notes what keeps a text from being a name. */
  static boolean valid(String name, EntityId about, VerdictCollector verdicts) {
    Optional<Problem> problem = ObjectNaming.problem(name, about);
    return verdicts.need("name-valid", problem.isEmpty(), problem::orElseThrow);
  }

  /** Checks the name of something of {@code kind} that will lie in {@code container}. */
  static void check(
      String name,
      EntityId.Kind kind,
      EntityId container,
      Optional<EntityId> itself,
      SiteIndex index,
      VerdictCollector verdicts) {
    if (!valid(name, container, verdicts)) {
      return;
    }
    verdicts.note(
        "name-free",
        beside(name, kind, container, itself, index)
            .map(other -> Problem.error("name.taken", other.id(), name, index.name(container)))
            .or(
                () ->
                    claimed(name, kind, container, index)
                        .map(
                            _ ->
                                Problem.error(
                                    "name.claimed", container, name, index.name(container)))));
  }

  /** Whether something of that kind in the container is called so, or will be. */
  static boolean isTaken(String name, EntityId.Kind kind, EntityId container, SiteIndex index) {
    return isTaken(name, kind, container, index, _ -> false);
  }

  /**
   * The same.
   *
   * @param gives whether a job that will give that name lets others have it
   */
  public static boolean isTaken(
      String name,
      EntityId.Kind kind,
      EntityId container,
      SiteIndex index,
      Predicate<JobId> gives) {
    return beside(name, kind, container, Optional.empty(), index).isPresent()
        || claimed(name, kind, container, index).filter(gives.negate()).isPresent();
  }

  private static Optional<JobId> claimed(
      String name, EntityId.Kind kind, EntityId container, SiteIndex index) {
    return kind == EntityId.Kind.MACHINE ? index.claimed(container, name) : Optional.empty();
  }

  private static Optional<Entity> beside(
      String name,
      EntityId.Kind kind,
      EntityId container,
      Optional<EntityId> itself,
      SiteIndex index) {
    SortedIntSet named = index.named(kind, name);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    var table = index.inventory().table(kind);
    SortedIntSet within = index.held(container, kind);
    return IntStream.of(named.toArray())
        .filter(within::contains)
        .mapToObj(row -> (Entity) table.get(row))
        .filter(other -> !itself.equals(Optional.of(other.id())))
        .findFirst();
  }
}
