package io.coppice.model.fork;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a child gets of its own. What is left out stays the parent's: then its check stays red and
 * the link down.
 *
 * @param fresh what is made new or, for the clock and for sockets, put right
 */
public record IdentityPlan(Set<IdentityCheck> fresh) {
  /** Everything is the child's own; the default. */
  public static final IdentityPlan ALL = new IdentityPlan(EnumSet.allOf(IdentityCheck.class));

  /** Nothing is changed, for a sandbox that gets no link. */
  public static final IdentityPlan NONE = new IdentityPlan(Set.of());

  public IdentityPlan {
    fresh = Set.copyOf(fresh);
  }

  public boolean changes(IdentityCheck check) {
    return fresh.contains(check);
  }
}
