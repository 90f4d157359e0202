package io.coppice.ui.inventory.table;

import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.UsageScale;
import io.coppice.ui.kit.Icons;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToLongBiFunction;

/**
 * One column: what it shows of a row, and so how it sorts and filters. Its heading is under {@code
 * table.column.<id>}.
 *
 * @param em its width at first
 * @param atFirst whether it is shown until the person chooses
 */
record Column(String id, double em, boolean atFirst, Content content) {
  /** What stands in a cell. */
  sealed interface Content {
    String text(ColumnSource source, Entity entity);
  }

  /**
   * Words that depend on the inventory alone, sorted as people count: vm-2 before vm-10.
   *
   * @param badge an icon in front with the style class of its colour
   * @param few for columns of few words, which are filtered by choosing among them: the words of a
   *     row
   */
  record Words(
      BiFunction<ColumnSource, Entity, String> words,
      Function<Entity, Optional<Badge>> badge,
      Optional<BiFunction<ColumnSource, Entity, List<String>>> few)
      implements Content {
    @Override
    public String text(ColumnSource source, Entity entity) {
      return words.apply(source, entity);
    }
  }

  /** An icon and the style class of its colour. */
  record Badge(Icons icon, String tone) {}

  /**
   * A quantity.
   *
   * @param share which part of its whole it is, 0 to 1; negative where there is no whole
   * @param scale from which part of the whole on it warns
   */
  record Amount(
      Quantity quantity,
      ToLongBiFunction<ColumnSource, Entity> value,
      ToDoubleBiFunction<ColumnSource, Entity> share,
      UsageScale scale)
      implements Content {
    @Override
    public String text(ColumnSource source, Entity entity) {
      return quantity.write(source.format(), value.applyAsLong(source, entity));
    }
  }

  /** Shares that may be whole without harm: thick disks, overcommitted space, power. */
  private static final java.util.Set<String> CALM =
      java.util.Set.of("space", "provisioned", "power");

  private static UsageScale scale(String id) {
    return CALM.contains(id)
        ? UsageScale.CALM
        : id.equals("used") ? UsageScale.SPACE : UsageScale.LOAD;
  }

  /** The same column of words, of which there are few. */
  Column few() {
    Words one = (Words) content;
    return new Column(
        id,
        em,
        atFirst,
        new Words(
            one.words(),
            one.badge(),
            Optional.of((source, entity) -> List.of(one.words().apply(source, entity)))));
  }

  boolean isAmount() {
    return content instanceof Amount;
  }

  /** Makes the columns of one sort of object. */
  record Maker<E extends Entity>(Class<E> type) {
    Column words(String id, double em, boolean atFirst, BiFunction<ColumnSource, E, String> words) {
      return new Column(
          id,
          em,
          atFirst,
          new Words(
              (s, e) -> words.apply(s, type.cast(e)), _ -> Optional.empty(), Optional.empty()));
    }

    /** Several words of few there are. */
    Column several(
        String id, double em, boolean atFirst, BiFunction<ColumnSource, E, List<String>> words) {
      return new Column(
          id,
          em,
          atFirst,
          new Words(
              (s, e) -> String.join(", ", words.apply(s, type.cast(e))),
              _ -> Optional.empty(),
              Optional.of((s, e) -> words.apply(s, type.cast(e)))));
    }

    Column badged(
        String id, double em, BiFunction<ColumnSource, E, String> words, Function<E, Badge> badge) {
      return new Column(
          id,
          em,
          true,
          new Words(
              (s, e) -> words.apply(s, type.cast(e)),
              e -> Optional.of(badge.apply(type.cast(e))),
              Optional.empty()));
    }

    Column amount(
        String id,
        double em,
        boolean atFirst,
        Quantity quantity,
        ToLongBiFunction<ColumnSource, E> value) {
      return new Column(
          id,
          em,
          atFirst,
          new Amount(
              quantity,
              (s, e) -> value.applyAsLong(s, type.cast(e)),
              (_, _) -> -1,
              UsageScale.CALM));
    }

    /** An amount with its part of a whole beside it. */
    Column share(
        String id,
        double em,
        boolean atFirst,
        Quantity quantity,
        ToLongBiFunction<ColumnSource, E> value,
        ToLongBiFunction<ColumnSource, E> whole) {
      return new Column(
          id,
          em,
          atFirst,
          new Amount(
              quantity,
              (s, e) -> value.applyAsLong(s, type.cast(e)),
              (s, e) -> {
                long of = whole.applyAsLong(s, type.cast(e));
                return of <= 0 ? -1 : (double) value.applyAsLong(s, type.cast(e)) / of;
              },
              scale(id)));
    }
  }
}
