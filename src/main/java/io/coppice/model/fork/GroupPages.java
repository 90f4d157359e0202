package io.coppice.model.fork;

/**
 * What is known of the contents of a group's pages once they are diverged.
 *
 * @param zero hold zeros
 * @param alike hold the same in every member that wrote them; disjoint from {@code zero}
 */
public record GroupPages(PageSet zero, PageSet alike) {
  /** Both together: what page sharing can merge. */
  public PageSet mergeable() {
    PageSet all = zero.copy();
    all.addAll(alike);
    return all;
  }

  /** Everything as plain values. */
  public record Image(int pages, byte[] zero, byte[] alike) {}

  public Image image() {
    return new Image(zero.pages(), zero.bytes(), alike.bytes());
  }

  public static GroupPages of(Image image) {
    return new GroupPages(
        PageSet.of(image.pages(), image.zero()), PageSet.of(image.pages(), image.alike()));
  }
}
