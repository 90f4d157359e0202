package io.coppice.rules;

import io.coppice.backend.ProvisioningOperation.CreateSwitch;
import io.coppice.backend.ProvisioningOperation.EditSwitch;
import io.coppice.backend.ProvisioningOperation.SpareNic;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.HostLinks;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.rules.index.SiteIndex;

/** How many hosts join a distributed switch: no more than its supervisor manages. */
final class SwitchHostRules {
  private SwitchHostRules() {}

  private static int hosts(SwitchId on, SiteIndex index) {
    int[] joined = {0};
    index.inventory().hosts().forEach(host -> joined[0] += HostLinks.hasUplink(host, on) ? 1 : 0);
    return joined[0];
  }

  /** One more host joins. */
  static void join(NetworkSwitch to, String host, SiteIndex index, VerdictCollector verdicts) {
    if (to.isDistributed()) {
      verdicts.need(
          "switch-has-room",
          hosts(to.id(), index) < to.mostHosts(),
          () -> Problem.error("switch.full", to.id(), to.name(), to.mostHosts(), host));
    }
  }

  static void create(CreateSwitch create, VerdictCollector verdicts) {
    range(create.target(), create.mostHosts(), verdicts);
    int most = create.mostHosts() == 0 ? NetworkSwitch.SUPERVISED : create.mostHosts();
    long hosts = create.uplinks().stream().map(SpareNic::host).distinct().count();
    verdicts.need(
        "switch-has-room",
        create.host().isPresent() || hosts <= most,
        () -> Problem.error("switch.few-hosts", create.target(), create.name(), hosts, most));
    create
        .policy()
        .filter(UplinkPolicy::isHostMode)
        .ifPresent(
            _ ->
                verdicts.need(
                    "uplinks-distributed",
                    create.host().isEmpty(),
                    () -> Problem.error("uplinks.switch-of-host", create.target(), create.name())));
  }

  static void edit(EditSwitch edit, NetworkSwitch its, SiteIndex index, VerdictCollector verdicts) {
    range(edit.target(), edit.mostHosts(), verdicts);
    int hosts = edit.mostHosts() == 0 ? 0 : hosts(its.id(), index);
    verdicts.need(
        "switch-has-room",
        hosts <= edit.mostHosts() || !its.isDistributed(),
        () -> Problem.error("switch.few-hosts", its.id(), its.name(), hosts, edit.mostHosts()));
  }

  private static void range(EntityId about, int most, VerdictCollector verdicts) {
    verdicts.need(
        "switch-hosts-range",
        most >= 0 && most <= SiteLimits.SWITCH_HOSTS,
        () -> Problem.error("switch.hosts-range", about, most, SiteLimits.SWITCH_HOSTS));
  }
}
