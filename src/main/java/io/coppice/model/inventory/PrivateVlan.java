package io.coppice.model.inventory;

/**
 * The place of ports in a private VLAN (RFC 5517 section 2): all of them share the primary VLAN,
 * and the secondary one says whom they reach within.
 *
 * @param secondary the VLAN that their frames travel in; of promiscuous ports the primary itself
 */
public record PrivateVlan(Role role, int primary, int secondary) {
  private static final int LAST = 4094;

  public PrivateVlan {
    if (primary < 1 || primary > LAST || secondary < 1 || secondary > LAST) {
      throw new IllegalArgumentException("A VLAN id is 1 to 4094: " + primary + ", " + secondary);
    }
    if ((role == Role.PROMISCUOUS) != (primary == secondary)) {
      throw new IllegalArgumentException("Promiscuous ports, and no others, are in the primary");
    }
  }

  /** Whom ports reach. */
  public enum Role {
    /** Every port of the primary VLAN: routers and servers for all. */
    PROMISCUOUS,
    /** Promiscuous ports alone. */
    ISOLATED,
    /** Promiscuous ports and those of the same community. */
    COMMUNITY
  }

  /** Whether frames of these ports are given to the others (RFC 5517 section 2.1). */
  public boolean reaches(PrivateVlan other) {
    return primary == other.primary
        && (role == Role.PROMISCUOUS
            || other.role == Role.PROMISCUOUS
            || role == Role.COMMUNITY && secondary == other.secondary);
  }
}
