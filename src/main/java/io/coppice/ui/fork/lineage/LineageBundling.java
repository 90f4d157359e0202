package io.coppice.ui.fork.lineage;

import io.coppice.ui.fork.lineage.LineageTree.Mark;
import io.coppice.ui.fork.lineage.LineageTree.Node;
import java.time.Duration;
import java.util.List;

/**
 * What members of a large family are bundled by. Pure.
 *
 * @param by the kind of bundles
 * @param now the present, microseconds as in {@link io.coppice.model.SimTime}
 */
public record LineageBundling(By by, long now) {
  /** By state, whatever the time. */
  public static final LineageBundling STATE = new LineageBundling(By.STATE, 0);

  /** Ages at which one bundle ends and the next begins. */
  static final List<Duration> AGES =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7));

  /** Unique bytes at which one bundle ends and the next begins. */
  static final List<Long> SIZES = List.of(1L << 20, 16L << 20, 64L << 20, 256L << 20, 1L << 30);

  /** Kinds of bundles. */
  public enum By {
    STATE,
    AGE,
    DIVERGENCE
  }

  /** Which bundle a member belongs to; bundles stand in this order. */
  int bucket(Node node) {
    return switch (by) {
      case STATE -> node.mark().ordinal();
      case AGE -> {
        Duration age = Duration.ofNanos(Math.max(0, now - node.born()) * 1_000);
        yield (int) AGES.stream().filter(limit -> age.compareTo(limit) >= 0).count();
      }
      case DIVERGENCE -> (int) SIZES.stream().filter(limit -> node.unique() >= limit).count();
    };
  }

  /** How a node is drawn: a bundle of one state in that state's colour. */
  Mark tint(Node node) {
    return node.mark() == Mark.BUNDLE && by == By.STATE
        ? Mark.values()[node.bucket()]
        : node.mark();
  }
}
