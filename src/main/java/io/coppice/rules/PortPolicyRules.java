package io.coppice.rules;

import io.coppice.backend.NetworkOperation.SetPortPolicy;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import io.coppice.model.inventory.PrivateVlanConflict;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules of what a distributed switch does to the frames of ports (RFC 5517 section 3; vSphere
 * Networking, "Private VLANs").
 */
final class PortPolicyRules {
  private static final int USUAL_MTU = 1500;

  /** First octets: of loopback, and from which on there are groups (RFC 1122 section 3.2.1.3). */
  private static final int LOOPBACK = 127;

  private static final int FIRST_GROUP = 224;

  private PortPolicyRules() {}

  static void set(SetPortPolicy set, SiteIndex index, VerdictCollector verdicts) {
    PortGroup group = index.inventory().portGroups().get(set.target().value());
    check(set.policy(), group.onSwitch(), Optional.of(group.id()), group.vlan(), index, verdicts);
  }

  /**
   * @param own the port group that has or gets the policy, if it is there already
   */
  static void check(
      PortPolicy policy,
      SwitchId on,
      Optional<PortGroupId> own,
      int vlan,
      SiteIndex index,
      VerdictCollector verdicts) {
    EntityId about = own.<EntityId>map(it -> it).orElse(on);
    NetworkSwitch its = index.inventory().switches().get(on.value());
    if (verdicts.need(
        "policy-distributed",
        policy.isNone() || its.isDistributed(),
        () -> Problem.error("policy.switch-of-host", about, its.name()))) {
      policy
          .privateVlan()
          .ifPresentOrElse(
              it -> privateVlan(it, others(on, own, index), about, vlan, verdicts),
              () -> plain(others(on, own, index), about, vlan, verdicts));
      accessRules(policy.rules(), about, verdicts);
      UplinkPolicyRules.pinning(policy, its, about, verdicts);
      policy.mirror().ifPresent(it -> mirror(it, own, about, index, verdicts));
    }
  }

  private static void accessRules(
      List<AccessRule> rules, EntityId about, VerdictCollector verdicts) {
    verdicts.need(
        "access-rules-few",
        rules.size() <= PortPolicy.MOST_RULES,
        () -> Problem.error("policy.many-rules", about, String.valueOf(PortPolicy.MOST_RULES)));
    Set<String> names = new HashSet<>();
    for (AccessRule rule : rules) {
      verdicts.need(
          "access-rule-name",
          ObjectNaming.isValid(rule.name()) && names.add(rule.name()),
          () -> Problem.error("policy.rule-name", about, ObjectNaming.shown(rule.name())));
    }
  }

  private static void mirror(
      MirrorSession mirror,
      Optional<PortGroupId> own,
      EntityId about,
      SiteIndex index,
      VerdictCollector verdicts) {
    int first = mirror.collector() >>> 24;
    verdicts.need(
        "mirror-collector",
        first > 0 && first < FIRST_GROUP && first != LOOPBACK,
        () -> Problem.error("policy.bad-collector", about, mirror.address()));
    boolean there =
        index.fabric().endpoints().stream()
            .anyMatch(it -> it.address().toString().equals(mirror.address().toString()));
    verdicts.note(
        "mirror-collector-there",
        there
            ? Optional.empty()
            : Optional.of(
                Problem.of(
                    Severity.WARNING,
                    "policy.no-collector",
                    List.of(about),
                    mirror.address().toString())));
    int inner =
        own.flatMap(index.fabric()::segment)
            .map(SegmentSettings::mtu)
            .filter(it -> it > 0)
            .orElse(USUAL_MTU);
    // the copy's IP packet carries the whole frame, its Ethernet header too
    int needed = inner + mirror.type().overhead();
    verdicts.note(
        "mirror-fits",
        index.fabric().links().stream()
            .min(Comparator.comparingInt(FabricLink::mtu))
            .filter(link -> link.mtu() < needed)
            .map(
                link ->
                    Problem.of(
                        Severity.WARNING,
                        "policy.mirror-too-large",
                        List.of(about),
                        inner,
                        needed,
                        NetworkRules.name(link.a(), index),
                        NetworkRules.name(link.b(), index),
                        link.mtu())));
  }

  private static List<PortGroup> others(SwitchId on, Optional<PortGroupId> own, SiteIndex index) {
    List<PortGroup> others = new ArrayList<>();
    index
        .inventory()
        .portGroups()
        .forEach(
            group -> {
              if (group.onSwitch().equals(on) && !own.equals(Optional.of(group.id()))) {
                others.add(group);
              }
            });
    return others;
  }

  private static void privateVlan(
      PrivateVlan wanted,
      List<PortGroup> others,
      EntityId about,
      int vlan,
      VerdictCollector verdicts) {
    trunk(wanted, about, vlan, verdicts);
    Optional<PrivateVlan> its = Optional.of(wanted);
    Optional<PortGroup> otherwise = first(others, vlan, its, PrivateVlanConflict.OTHER_USE);
    verdicts.need(
        "private-vlan-one-use",
        otherwise.isEmpty(),
        () ->
            Problem.error(
                "policy.vlan-otherwise",
                about,
                String.valueOf(wanted.secondary()),
                otherwise.get().name()));
    Optional<PortGroup> isolated = first(others, vlan, its, PrivateVlanConflict.SECOND_ISOLATED);
    verdicts.need(
        "private-vlan-one-isolated",
        isolated.isEmpty(),
        () ->
            Problem.error(
                "policy.second-isolated",
                about,
                String.valueOf(wanted.primary()),
                isolated.get().name(),
                String.valueOf(isolated.get().policy().privateVlan().orElseThrow().secondary())));
    boolean out =
        wanted.role() == Role.PROMISCUOUS
            || others.stream()
                .flatMap(it -> it.policy().privateVlan().stream())
                .anyMatch(it -> it.role() == Role.PROMISCUOUS && it.primary() == wanted.primary());
    verdicts.note(
        "private-vlan-leads-out",
        out
            ? Optional.empty()
            : Optional.of(
                Problem.of(
                    Severity.WARNING,
                    "policy.no-promiscuous",
                    List.of(about),
                    String.valueOf(wanted.primary()))));
  }

  private static Optional<PortGroup> first(
      List<PortGroup> others, int vlan, Optional<PrivateVlan> wanted, PrivateVlanConflict sort) {
    return others.stream()
        .filter(
            it -> PrivateVlanConflict.between(vlan, wanted, it).filter(sort::equals).isPresent())
        .findFirst();
  }

  /** The VLAN of a port group that has or gets no private one. */
  private static void plain(
      List<PortGroup> others, EntityId about, int vlan, VerdictCollector verdicts) {
    Optional<PortGroup> taken =
        first(others, vlan, Optional.empty(), PrivateVlanConflict.OTHER_USE);
    verdicts.need(
        "private-vlan-one-use",
        taken.isEmpty(),
        () ->
            Problem.error(
                "policy.vlan-otherwise", about, String.valueOf(vlan), taken.get().name()));
  }

  /** Another VLAN for a port group whose policy stays. */
  static void retag(PortGroup group, int vlan, SiteIndex index, VerdictCollector verdicts) {
    List<PortGroup> others = others(group.onSwitch(), Optional.of(group.id()), index);
    group
        .policy()
        .privateVlan()
        .ifPresentOrElse(
            it -> trunk(it, group.id(), vlan, verdicts),
            () -> plain(others, group.id(), vlan, verdicts));
  }

  private static void trunk(
      PrivateVlan wanted, EntityId about, int vlan, VerdictCollector verdicts) {
    verdicts.need(
        "private-vlan-no-trunk",
        vlan != PortGroup.TRUNK,
        () -> Problem.error("policy.trunk", about, String.valueOf(wanted.secondary())));
  }
}
