package io.coppice.sim.network;

import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.wire.tunnel.TunnelKind;
import java.util.Optional;

/** A segment: what the frames of a port group's ports travel in between hosts. */
final class SegmentRow {
  final SegmentSettings settings;
  final TunnelKind kind;

  /** Of the port group's ports. */
  final PortPolicy policy;

  /** The row of the port group's switch; -1 where it has none. */
  final int onSwitch;

  /** Who may hear what is sent in it. */
  final BroadcastDomain domain;

  int mtu;

  /**
   * @param its the port group; empty if there is none such
   */
  SegmentRow(SegmentSettings settings, Optional<PortGroup> its, BroadcastDomain domain) {
    this.settings = settings;
    this.kind = TunnelKind.valueOf(settings.encapsulation().name());
    this.policy = its.map(PortGroup::policy).orElse(PortPolicy.NONE);
    this.onSwitch = its.map(group -> group.onSwitch().value()).orElse(-1);
    this.domain = domain;
    this.mtu = settings.mtu();
    domain.segments.add(this);
  }

  int row() {
    return settings.portGroup().value();
  }
}
