package io.coppice.rules.placement;

import io.coppice.model.inventory.Host;
import io.coppice.rules.index.SiteIndex;

/**
 * How much a host would bear with what is to be placed; the lightest is taken. Pure, any thread.
 *
 * @param <P> what is to be placed
 */
@FunctionalInterface
public interface HostWeigher<P> {
  long weight(P placed, Host host, SiteIndex index);
}
