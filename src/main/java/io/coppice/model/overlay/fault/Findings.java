package io.coppice.model.overlay.fault;

import java.util.function.Consumer;

/** Takes what checks find, and is told how far they came. */
interface Findings extends Consumer<Fault> {
  /** So many more things are to be looked at than nodes and segments tell. */
  default void expect(int more) {}

  /**
   * Another thing is looked at.
   *
   * @throws java.util.concurrent.CancellationException where nobody wants to know any more
   */
  default void step() {}
}
