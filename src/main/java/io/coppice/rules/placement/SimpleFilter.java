package io.coppice.rules.placement;

import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.rules.index.SiteIndex;
import java.util.Optional;

/** A filter made of its parts. */
record SimpleFilter<P>(
    String rule,
    HostFilter.Condition<P> condition,
    boolean isDecisive,
    Optional<HostFilter<P>> advice)
    implements HostFilter<P> {
  @Override
  public Optional<Problem> obstacle(P placed, Host host, SiteIndex index) {
    return condition.obstacle(placed, host, index);
  }
}
