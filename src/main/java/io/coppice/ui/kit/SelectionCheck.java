package io.coppice.ui.kit;

/**
 * Whether an action applies to a selection, found out in pieces: of tens of thousands of objects
 * each lies somewhere else in memory, and many actions look at it while it is at hand. For one
 * thread.
 */
public abstract class SelectionCheck {
  private boolean decided;
  private boolean passed;

  /** One that needs to look at no object by itself. */
  public static SelectionCheck known(boolean passes) {
    SelectionCheck known =
        new SelectionCheck() {
          @Override
          protected void piece(int from, int to) {}
        };
    known.decide(passes);
    return known;
  }

  /**
   * Looks at a piece of the selection, unless it is decided; pieces come in order, without a gap.
   *
   * @param to behind the last; the size of the selection decides it
   */
  public final void look(int from, int to) {
    if (!decided) {
      piece(from, to);
    }
  }

  protected abstract void piece(int from, int to);

  /** Nothing that is looked at yet can change it. */
  protected final void decide(boolean passes) {
    decided = true;
    passed = passes;
  }

  public final boolean isDecided() {
    return decided;
  }

  /** Whether it applies; false while that is not decided. */
  public final boolean passes() {
    return passed;
  }
}
