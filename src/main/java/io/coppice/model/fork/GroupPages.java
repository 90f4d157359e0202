package io.coppice.model.fork;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the contents of a group's pages.
 *
 * @param zero pages that hold zeros once they are diverged
 * @param alike pages that hold the same in every member that diverged them; disjoint from {@code
 *     zero}
 * @param changed for each base by key, the pages in which it differs from its parent base; none for
 *     a base that came first
 */
public record GroupPages(PageSet zero, PageSet alike, List<PageSet> changed) {
  public GroupPages {
    changed = List.copyOf(changed);
  }

  /** Both kinds together: what page sharing can merge. */
  public PageSet mergeable() {
    PageSet all = zero.copy();
    all.addAll(alike);
    return all;
  }

  /** The same with one base more. */
  public GroupPages plus(PageSet changedInBase) {
    List<PageSet> more = new ArrayList<>(changed);
    more.add(changedInBase);
    return new GroupPages(zero, alike, more);
  }

  /** The pages in which two bases of the group differ, one side and the other. */
  public Difference between(ForkGroup group, int from, int to) {
    Set<Integer> above = new HashSet<>();
    for (Optional<ForkBase> at = group.base(to); at.isPresent(); at = up(group, at.get())) {
      above.add(at.get().key());
    }
    PageSet ofFrom = new PageSet(zero.pages());
    Optional<ForkBase> at = group.base(from);
    while (at.isPresent() && !above.contains(at.get().key())) {
      ofFrom.addAll(changed.get(at.get().key()));
      at = up(group, at.get());
    }
    Optional<Integer> common = at.map(ForkBase::key);
    PageSet ofTo = new PageSet(zero.pages());
    for (Optional<ForkBase> down = group.base(to);
        down.isPresent() && !common.equals(Optional.of(down.get().key()));
        down = up(group, down.get())) {
      ofTo.addAll(changed.get(down.get().key()));
    }
    return new Difference(ofFrom, ofTo);
  }

  /** A base's parent, or for one that stands for itself the base its source was forked of. */
  private static Optional<ForkBase> up(ForkGroup group, ForkBase base) {
    return group.base(base.over());
  }

  /** Pages changed on either way from the last base two have in common. */
  public record Difference(PageSet from, PageSet to) {}

  /** Everything as plain values. */
  public record Image(int pages, byte[] zero, byte[] alike, List<Changed> changed) {}

  /** The changed pages of a base. */
  public record Changed(byte[] pages) {}

  public Image image() {
    return new Image(
        zero.pages(),
        zero.bytes(),
        alike.bytes(),
        changed.stream().map(set -> new Changed(set.bytes())).toList());
  }

  public static GroupPages of(Image image) {
    return new GroupPages(
        PageSet.of(image.pages(), image.zero()),
        PageSet.of(image.pages(), image.alike()),
        image.changed().stream().map(one -> PageSet.of(image.pages(), one.pages())).toList());
  }
}
