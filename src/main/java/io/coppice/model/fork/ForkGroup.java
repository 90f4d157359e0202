package io.coppice.model.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.SimTime;
import io.coppice.model.SiteObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A frozen parent and what was forked from it, over generations.
 *
 * @param bases by key; the first is the group's origin
 * @param sharing whether equal pages of siblings are merged
 * @param expires when the whole group ends by itself
 * @param counts how its children fared so far
 * @param elastic the policy under way, if any
 */
public record ForkGroup(
    ForkGroupId id,
    String name,
    TrustDomain trust,
    List<ForkBase> bases,
    PageSharing sharing,
    Optional<SimTime> expires,
    Counts counts,
    Optional<ElasticStatus> elastic,
    SimTime made)
    implements SiteObject {
  /**
   * Children asked for, come up, failed and ended since the group was made.
   *
   * @param skipped numbers that none of them has, because something else had the name when it came
   *     to make the child
   */
  public record Counts(int asked, int cameUp, int failed, int ended, int skipped) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(int moreAsked, int moreUp, int moreFailed, int moreEnded) {
      return new Counts(
          asked + moreAsked, cameUp + moreUp, failed + moreFailed, ended + moreEnded, skipped);
    }

    /** The same, and so many numbers more are left out. */
    public Counts skipping(int more) {
      return new Counts(asked, cameUp, failed, ended, skipped + more);
    }

    /** The number that the next child gets; numbers go on through the life of a group. */
    public int nextNumber() {
      return asked + skipped + 1;
    }
  }

  public ForkGroup {
    bases = List.copyOf(bases);
    for (int i = 0; i < bases.size(); i++) {
      if (bases.get(i).key() != i || bases.get(i).parent() >= i) {
        throw new IllegalArgumentException("Bases are dense, parents before children");
      }
    }
  }

  public Optional<ForkBase> base(int key) {
    return key >= 0 && key < bases.size() ? Optional.of(bases.get(key)) : Optional.empty();
  }

  /** The same group with a base added or replaced, by its key. */
  public ForkGroup with(ForkBase base) {
    List<ForkBase> changed = new ArrayList<>(bases);
    if (base.key() == changed.size()) {
      changed.add(base);
    } else {
      changed.set(base.key(), base);
    }
    return new ForkGroup(id, name, trust, changed, sharing, expires, counts, elastic, made);
  }

  public ForkGroup withName(String x) {
    return new ForkGroup(id, x, trust, bases, sharing, expires, counts, elastic, made);
  }

  public ForkGroup withSharing(PageSharing x) {
    return new ForkGroup(id, name, trust, bases, x, expires, counts, elastic, made);
  }

  public ForkGroup withExpires(Optional<SimTime> x) {
    return new ForkGroup(id, name, trust, bases, sharing, x, counts, elastic, made);
  }

  public ForkGroup withCounts(Counts x) {
    return new ForkGroup(id, name, trust, bases, sharing, expires, x, elastic, made);
  }

  public ForkGroup withElastic(Optional<ElasticStatus> x) {
    return new ForkGroup(id, name, trust, bases, sharing, expires, counts, x, made);
  }
}
