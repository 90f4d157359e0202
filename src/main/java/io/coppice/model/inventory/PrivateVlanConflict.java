package io.coppice.model.inventory;

import io.coppice.model.inventory.PrivateVlan.Role;
import java.util.Optional;

/**
 * Why port groups of one switch cannot be as they are wanted side by side (RFC 5517 section 3;
 * vSphere Networking, "Private VLANs").
 */
public enum PrivateVlanConflict {
  /** A number is one VLAN: a primary, or one sort of secondary of one primary, or a plain one. */
  OTHER_USE,
  /** A primary has one isolated VLAN at most. */
  SECOND_ISOLATED;

  /** What stands between two port groups of one switch; empty if nothing does. */
  public static Optional<PrivateVlanConflict> between(
      int vlan, Optional<PrivateVlan> wanted, PortGroup other) {
    Optional<PrivateVlan> its = other.policy().privateVlan();
    if (wanted.isEmpty()) {
      return its.filter(it -> isPlain(it, vlan)).map(_ -> OTHER_USE);
    }
    if (its.isEmpty()) {
      return wanted.filter(it -> isPlain(it, other.vlan())).map(_ -> OTHER_USE);
    }
    return between(wanted.get(), its.get());
  }

  /** Whether the VLAN of a plain port group is this secondary one. */
  private static boolean isPlain(PrivateVlan it, int vlan) {
    return it.role() != Role.PROMISCUOUS && it.secondary() == vlan;
  }

  private static Optional<PrivateVlanConflict> between(PrivateVlan one, PrivateVlan other) {
    boolean same = one.secondary() == other.secondary() && !one.equals(other);
    if (same
        || other.role() != Role.PROMISCUOUS && other.secondary() == one.primary()
        || one.role() != Role.PROMISCUOUS && one.secondary() == other.primary()) {
      return Optional.of(OTHER_USE);
    }
    boolean second =
        one.role() == Role.ISOLATED
            && other.role() == Role.ISOLATED
            && one.primary() == other.primary()
            && one.secondary() != other.secondary();
    return second ? Optional.of(SECOND_ISOLATED) : Optional.empty();
  }
}
