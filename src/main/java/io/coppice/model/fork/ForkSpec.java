package io.coppice.model.fork;

import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of a fork.
 *
 * @param count children wanted, 1 to {@link #MOST}
 * @param names see {@link NamePattern}
 * @param lifetime after which a child ends by itself; empty for none
 * @param fewer whether fewer than {@code count} will do; else none is made when not all fit
 * @param warmProcesses whether hypervisor processes that already wait are used, as far as there are
 */
public record ForkSpec(
    int count,
    String names,
    IdentityPlan identity,
    ForkNetwork network,
    ForkPlacement placement,
    Optional<Duration> lifetime,
    boolean fewer,
    boolean warmProcesses) {
  /** Children in one operation; more are asked for in several. */
  public static final int MOST = 10_000;

  /** Good defaults: a name by number, everything its own, on the same host and network, no end. */
  public static ForkSpec of(int count, String names) {
    return new ForkSpec(
        count,
        names,
        IdentityPlan.ALL,
        ForkNetwork.SAME,
        ForkPlacement.SAME_HOST,
        Optional.empty(),
        true,
        false);
  }

  public ForkSpec withCount(int changed) {
    return new ForkSpec(
        changed, names, identity, network, placement, lifetime, fewer, warmProcesses);
  }
}
