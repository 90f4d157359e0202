package io.coppice.rules;

import io.coppice.backend.NetworkOperation;
import io.coppice.backend.NetworkOperation.AddBoxRule;
import io.coppice.backend.NetworkOperation.MoveEndpoint;
import io.coppice.backend.NetworkOperation.RemoveBoxRule;
import io.coppice.backend.NetworkOperation.SetLink;
import io.coppice.backend.NetworkOperation.SetPathMtu;
import io.coppice.backend.NetworkOperation.SetPortPolicy;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.fabric.HostEndpoint;
import io.coppice.model.overlay.fabric.HostWays;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;

/** Rules of what lies beneath segments: ways, links, middleboxes and endpoints. */
final class NetworkRules {
  /** An IPv4 host must take packets of this size (RFC 791). */
  private static final int LEAST_MTU = 576;

  private static final int MOST_MEGABITS = 10_000_000;
  private static final int MOST_LATENCY = 10_000_000;
  private static final int MILLION = 1_000_000;

  private NetworkRules() {}

  static void check(NetworkOperation operation, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, operation.target()) || !verdicts.free(index, operation.target())) {
      return;
    }
    switch (operation) {
      case NetworkOperation.CreateSegment x -> SegmentRules.create(x, index, verdicts);
      case NetworkOperation.EditSegment x -> SegmentRules.edit(x, index, verdicts);
      case NetworkOperation.DeleteSegment x -> SegmentRules.delete(x, index, verdicts);
      case NetworkOperation.Attach x -> SegmentRules.attach(x, index, verdicts);
      case NetworkOperation.Detach x -> SegmentRules.detach(x, index, verdicts);
      case SetPathMtu x -> pathMtu(x, index, verdicts);
      case AddBoxRule x -> addRule(x, index, verdicts);
      case RemoveBoxRule x -> removeRule(x, index, verdicts);
      case SetLink x -> link(x, index, verdicts);
      case NetworkOperation.SetUplinkPolicy x -> UplinkPolicyRules.set(x, index, verdicts);
      case SetPortPolicy x -> PortPolicyRules.set(x, index, verdicts);
      case NetworkOperation.SetFence x -> FenceRules.set(x, index, verdicts);
      case NetworkOperation.DeleteFence x -> FenceRules.delete(x, index, verdicts);
      case MoveEndpoint x -> endpoint(x, index, verdicts);
    }
  }

  /** A port as people know it. */
  static String name(FabricLink.End end, SiteIndex index) {
    String node =
        index.fabric().node(end.node()).isPresent()
            ? end.node()
            : EntityId.parse(end.node()).map(index::name).orElse(end.node());
    return node + ":" + end.port();
  }

  private static void pathMtu(SetPathMtu set, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, set.to())) {
      return;
    }
    verdicts.need(
        "mtu-range",
        set.mtu() >= LEAST_MTU && set.mtu() <= FabricLink.JUMBO,
        () ->
            Problem.error(
                "segment.mtu-range", set.target(), set.mtu(), LEAST_MTU, FabricLink.JUMBO));
    verdicts.need(
        "way-there",
        !new HostWays(index.fabric(), index.inventory()).between(set.target(), set.to()).isEmpty(),
        () ->
            Problem.error(
                "network.no-way", set.target(), index.name(set.target()), index.name(set.to())));
    Optional<SegmentSettings> larger =
        index.fabric().segments().stream()
            .filter(it -> it.mtu() > 0 && needs(it) > set.mtu())
            .findFirst();
    verdicts.note(
        "mtu-above-segments",
        larger.map(
            it ->
                Problem.of(
                    Severity.WARNING,
                    "network.mtu-below-segment",
                    List.of(it.portGroup()),
                    set.mtu(),
                    index.name(it.portGroup()),
                    needs(it))));
  }

  private static int needs(SegmentSettings segment) {
    return segment.encapsulation().outerMtu(segment.mtu(), false, false, 0);
  }

  private static Optional<Middlebox> box(
      EntityId about, String node, SiteIndex index, VerdictCollector verdicts) {
    Optional<Middlebox> box = index.fabric().node(node).flatMap(FabricNode::box);
    verdicts.need("box-there", box.isPresent(), () -> Problem.error("network.no-box", about, node));
    return box;
  }

  private static void addRule(AddBoxRule add, SiteIndex index, VerdictCollector verdicts) {
    box(add.target(), add.node(), index, verdicts)
        .ifPresent(
            box ->
                verdicts.need(
                    "rule-place",
                    add.at() >= 0 && add.at() <= box.rules().size(),
                    () ->
                        Problem.error("network.no-rule", add.target(), add.node(), add.at() + 1)));
    boolean ports =
        add.protocol() == Middlebox.Protocol.TCP || add.protocol() == Middlebox.Protocol.UDP;
    verdicts.need(
        "rule-port",
        add.port() >= 0 && add.port() <= (ports ? 65_535 : 0),
        () -> Problem.error("network.rule-port", add.target(), add.protocol(), add.port()));
  }

  private static void removeRule(RemoveBoxRule remove, SiteIndex index, VerdictCollector verdicts) {
    box(remove.target(), remove.node(), index, verdicts)
        .ifPresent(
            box ->
                verdicts.need(
                    "rule-there",
                    remove.rule() >= 0 && remove.rule() < box.rules().size(),
                    () ->
                        Problem.error(
                            "network.no-rule", remove.target(), remove.node(), remove.rule() + 1)));
  }

  private static void link(SetLink set, SiteIndex index, VerdictCollector verdicts) {
    FabricLink.End end = new FabricLink.End(set.node(), set.port());
    verdicts.need(
        "link-there",
        index.fabric().links().stream().anyMatch(it -> it.a().equals(end) || it.b().equals(end)),
        () -> Problem.error("network.no-link", set.target(), set.node(), set.port()));
    verdicts.need(
        "link-quality",
        set.megabits() >= 1
            && set.megabits() <= MOST_MEGABITS
            && set.latencyMicros() >= 0
            && set.latencyMicros() <= MOST_LATENCY
            && set.lossPerMillion() >= 0
            && set.lossPerMillion() <= MILLION,
        () -> Problem.error("network.link-range", set.target(), set.node(), set.port()));
    verdicts.need(
        "mtu-range",
        set.mtu() == 0 || set.mtu() >= LEAST_MTU && set.mtu() <= FabricLink.JUMBO,
        () ->
            Problem.error(
                "segment.mtu-range", set.target(), set.mtu(), LEAST_MTU, FabricLink.JUMBO));
  }

  private static void endpoint(MoveEndpoint move, SiteIndex index, VerdictCollector verdicts) {
    Optional<IpAddress> address =
        IpAddress.parse(move.address())
            .filter(ip -> !ip.v6() && !ip.isMulticast() && !ip.isAny() && !ip.isLoopback());
    verdicts.need(
        "endpoint-address",
        address.isPresent(),
        () -> Problem.error("network.bad-address", move.target(), move.address()));
    List<HostEndpoint> endpoints = index.fabric().endpoints();
    verdicts.need(
        "host-has-endpoint",
        endpoints.stream().anyMatch(it -> it.host().equals(move.target())),
        () -> Problem.error("segment.no-endpoint", move.target(), index.name(move.target())));
    Optional<HostEndpoint> taken =
        endpoints.stream()
            .filter(it -> address.filter(it.address()::equals).isPresent())
            .filter(it -> !it.host().equals(move.target()))
            .findFirst();
    verdicts.need(
        "endpoint-free",
        taken.isEmpty(),
        () ->
            Problem.error(
                "network.address-taken",
                taken.get().host(),
                move.address(),
                index.name(taken.get().host())));
  }
}
