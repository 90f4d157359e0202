package io.coppice.rules;

import io.coppice.backend.NetworkOperation.SetUplinkPolicy;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.overlay.fabric.UplinkPinning;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules of sharing uplinks: only a distributed switch does it, sub-groups want two switches
 * upstream, and what is pinned by hand a sub-group that is there.
 */
final class UplinkPolicyRules {
  private static final int MOST_NAMED = 3;

  private UplinkPolicyRules() {}

  static void set(SetUplinkPolicy set, SiteIndex index, VerdictCollector verdicts) {
    NetworkSwitch its = index.inventory().switches().get(set.target().value());
    boolean distributed =
        verdicts.need(
            "uplinks-distributed",
            its.isDistributed() || !set.policy().isHostMode(),
            () -> Problem.error("uplinks.switch-of-host", its.id(), its.name()));
    if (distributed && set.policy().isHostMode()) {
      verdicts.note("uplinks-sub-groups", single(its, set.policy(), index));
    }
  }

  /** Hosts on which all ports would be in one sub-group, so that nothing is shared. */
  private static Optional<Problem> single(NetworkSwitch its, UplinkPolicy policy, SiteIndex index) {
    UplinkPinning pinning = UplinkPinning.of(index.fabric(), index.inventory());
    List<Host> single = new ArrayList<>();
    index
        .inventory()
        .hosts()
        .forEach(
            host -> {
              if (HostLinks.hasUplink(host, its.id())
                  && pinning.groups(host, its, policy).groups().size() < 2) {
                single.add(host);
              }
            });
    return single.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                Severity.WARNING,
                "uplinks.one-sub-group",
                single.stream().limit(MOST_NAMED).<EntityId>map(Host::id).toList(),
                single.size(),
                single.getFirst().name(),
                its.name()));
  }

  /** A port group's sub-group is an id, of a switch that has such. */
  static void pinning(
      PortPolicy policy, NetworkSwitch on, EntityId about, VerdictCollector verdicts) {
    policy
        .pinning()
        .ifPresent(
            id -> {
              verdicts.need(
                  "pinning-range",
                  id >= 0 && id <= PortPolicy.MOST_PINNING,
                  () -> Problem.error("policy.pinning-range", about, id, PortPolicy.MOST_PINNING));
              verdicts.note(
                  "pinning-used",
                  on.uplinks().isHostMode()
                      ? Optional.empty()
                      : Optional.of(
                          Problem.of(
                              Severity.WARNING,
                              "policy.pinning-unused",
                              List.of(about),
                              on.name())));
            });
  }
}
