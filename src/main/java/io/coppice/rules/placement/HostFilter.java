package io.coppice.rules.placement;

import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.rules.index.SiteIndex;
import java.util.Optional;

/**
 * One condition a host must meet to take what is to be placed. Pure, any thread.
 *
 * @param <P> what is to be placed
 */
public interface HostFilter<P> {
  /** Its key in the bundle {@code rules}. */
  String rule();

  /** What keeps it from that host; empty when the condition is met. */
  Optional<Problem> obstacle(P placed, Host host, SiteIndex index);

  /** Whether the other conditions have no ground where this one is not met. */
  default boolean isDecisive() {
    return false;
  }

  /** What should be known of a host that meets the condition; its problems are warnings. */
  default Optional<HostFilter<P>> advice() {
    return Optional.empty();
  }

  /** How a condition is asked. */
  @FunctionalInterface
  interface Condition<P> {
    Optional<Problem> obstacle(P placed, Host host, SiteIndex index);
  }

  /** A condition for itself. */
  static <P> HostFilter<P> of(String rule, Condition<P> condition) {
    return new SimpleFilter<>(rule, condition, false, Optional.empty());
  }

  /** A condition without which there is no ground for others. */
  static <P> HostFilter<P> decisive(String rule, Condition<P> condition) {
    return new SimpleFilter<>(rule, condition, true, Optional.empty());
  }

  /** A condition, and what is said about a host that meets it. */
  static <P> HostFilter<P> advised(
      String rule, Condition<P> condition, String adviceRule, Condition<P> advice) {
    return new SimpleFilter<>(rule, condition, false, Optional.of(of(adviceRule, advice)));
  }
}
