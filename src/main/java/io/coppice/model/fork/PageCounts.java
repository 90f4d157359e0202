package io.coppice.model.fork;

/**
 * How many pages of a member are in each state, exactly. {@code diverged} includes {@code zero},
 * {@code identical} and {@code merged}; the four states add up to {@code pages}.
 *
 * @param merged own copies that page sharing has laid on one another, part of diverged
 */
public record PageCounts(
    int pages,
    int untouched,
    int shared,
    int diverged,
    int zero,
    int identical,
    int swapped,
    int merged) {
  public PageCounts {
    if (untouched + shared + diverged + swapped != pages || untouched < 0 || shared < 0) {
      throw new IllegalArgumentException("Every page is in one state");
    }
  }
}
