package io.coppice.ui.fork.pages.pagemap;

/**
 * What a page of a map is, as the person sees it. The first six are states of one member's page
 * (the words of {@code model.fork}); the last three compare two.
 */
public enum PageKind {
  /** Never faulted in; costs nothing. */
  UNTOUCHED,
  /** Still a page of the base. */
  SHARED,
  /** The member's own copy. */
  DIVERGED,
  /** The member's own copy, all zeros. */
  ZERO,
  /** The member's own copy, equal to a sibling's. */
  IDENTICAL,
  /** Swapped out by the host. */
  SWAPPED,
  /** In a comparison: both still share it. */
  SAME,
  /** In a comparison: only the first diverged. */
  FIRST_ONLY,
  /** In a comparison: only the second diverged. */
  SECOND_ONLY,
  /** In a comparison: both diverged. */
  BOTH;

  private static final PageKind[] ALL = values();

  static PageKind of(byte ordinal) {
    return ALL[ordinal];
  }
}
