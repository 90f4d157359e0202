package io.coppice.model.fork;

/**
 * Whether equal pages of siblings are laid on one another. Off by default: it is a side channel. A
 * scanner looks at {@code pagesPerSecond}; the default is that of Linux's KSM, 100 pages every 20
 * ms (Documentation/admin-guide/mm/ksm.rst).
 */
public record PageSharing(boolean on, int pagesPerSecond) {
  public static final int KSM_DEFAULT = 5_000;

  /** Pages a second, 40 GB: no scanner looks at more. */
  public static final int MOST = 10_000_000;

  public static final PageSharing OFF = new PageSharing(false, KSM_DEFAULT);
  public static final PageSharing ON = new PageSharing(true, KSM_DEFAULT);
}
