package io.coppice.model.inventory;

/**
 * By which of a host's uplinks a distributed switch sends what comes in at its ports there. The
 * modes with sub-groups are vPC host mode, which needs nothing of the switches upstream (Cisco
 * Nexus 1000V Interface Configuration Guide, "vPC Host Mode").
 */
public enum UplinkPolicy {
  /** All are equal ways, of which a hash over each flow chooses one (RFC 2992). */
  FLOW_HASH,
  /** Those to one switch are a sub-group, as CDP tells; each port is pinned to one sub-group. */
  SUB_GROUPS,
  /** Each is a sub-group of its own (MAC pinning relative). */
  MAC_PINNING;

  /** Whether ports are pinned to sub-groups. */
  public boolean isHostMode() {
    return this != FLOW_HASH;
  }
}
