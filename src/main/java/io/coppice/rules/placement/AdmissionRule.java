package io.coppice.rules.placement;

import io.coppice.backend.Preflight.Verdict;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.SiteIndex;
import java.util.Optional;

/** Whether a site may start another machine, though some host could run it. Pure, any thread. */
@FunctionalInterface
public interface AdmissionRule {
  /**
   * The verdict; empty where the rule has no ground, such as in a cluster without HA.
   *
   * @param host where the machine is registered
   */
  Optional<Verdict> verdict(Machine machine, Host host, SiteIndex index);

  /**
   * The verdict on a running machine that reserves more than it did; empty where the rule has no
   * ground.
   *
   * @param machine as it will be
   * @param moreMemory MiB more than it has now
   * @param moreCpu MHz more
   */
  default Optional<Verdict> raised(
      Machine machine, Host host, long moreMemory, long moreCpu, SiteIndex index) {
    return Optional.empty();
  }
}
