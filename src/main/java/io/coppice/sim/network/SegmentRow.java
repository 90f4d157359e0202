package io.coppice.sim.network;

import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.wire.tunnel.TunnelKind;

/** A segment: what the frames of a port group's ports travel in between hosts. */
final class SegmentRow {
  final SegmentSettings settings;
  final TunnelKind kind;

  /** Of the port group's ports. */
  final PortPolicy policy;

  /** Who may hear what is sent in it. */
  final BroadcastDomain domain;

  int mtu;

  SegmentRow(SegmentSettings settings, PortPolicy policy, BroadcastDomain domain) {
    this.settings = settings;
    this.kind = TunnelKind.valueOf(settings.encapsulation().name());
    this.policy = policy;
    this.domain = domain;
    this.mtu = settings.mtu();
    domain.segments.add(this);
  }

  int row() {
    return settings.portGroup().value();
  }
}
