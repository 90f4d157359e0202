package io.coppice.model.overlay.trace;

import io.coppice.model.Problem;
import io.coppice.model.overlay.Change;
import java.util.List;

/** What became of a frame at a hop, or of a whole trace. */
public sealed interface Verdict {
  /** It went on, or arrived. */
  static Verdict passed() {
    return new Passed();
  }

  /** It went on, or arrived. */
  record Passed() implements Verdict {}

  /**
   * It was dropped.
   *
   * @param rule the name of the kernel's or protocol's rule, for example {@code bridge: MTU}
   * @param why what happened, and what the person can do
   * @param cure changes that would let it pass; may be empty
   */
  record Dropped(String rule, Problem why, List<Change> cure) implements Verdict {
    public Dropped {
      cure = List.copyOf(cure);
    }
  }

  /** Nobody knows: what decides was not collected, or depends on what cannot be known. */
  record Unknown(Problem why) implements Verdict {}

  default boolean isPassed() {
    return this instanceof Passed;
  }

  default boolean isDropped() {
    return this instanceof Dropped;
  }
}
