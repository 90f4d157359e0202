package io.coppice.model.inventory;

import java.util.List;
import java.util.Optional;

/**
 * What a distributed switch does to the frames of a port group's ports. It follows the port: on
 * whatever host its machine runs, the same is done there.
 *
 * @param rules in the order in which they are asked
 * @param mirror where copies of the frames go
 * @param pinning the sub-group of uplinks by which the frames leave, where the switch has such;
 *     empty for one after the other in turn
 */
public record PortPolicy(
    Optional<PrivateVlan> privateVlan,
    List<AccessRule> rules,
    Optional<MirrorSession> mirror,
    Optional<Integer> pinning) {
  /** Ports that reach every other of their port group. */
  public static final PortPolicy NONE =
      new PortPolicy(Optional.empty(), List.of(), Optional.empty());

  /** Rules of one access list: an assumption, for what a person can still read. */
  public static final int MOST_RULES = 256;

  /** The largest id of a sub-group (Cisco Nexus 1000V, {@code pinning id}). */
  public static final int MOST_PINNING = 31;

  public PortPolicy {
    rules = List.copyOf(rules);
  }

  /** Ports that are pinned in turn. */
  public PortPolicy(
      Optional<PrivateVlan> privateVlan, List<AccessRule> rules, Optional<MirrorSession> mirror) {
    this(privateVlan, rules, mirror, Optional.empty());
  }

  /** Whether frames of these ports are given to the others (RFC 5517 section 2.1). */
  public boolean reaches(PortPolicy other) {
    return privateVlan.isEmpty()
        || other.privateVlan.isEmpty()
        || privateVlan.get().reaches(other.privateVlan.get());
  }

  public boolean isNone() {
    return equals(NONE);
  }

  public PortPolicy withPrivateVlan(Optional<PrivateVlan> changed) {
    return new PortPolicy(changed, rules, mirror, pinning);
  }

  public PortPolicy withRules(List<AccessRule> changed) {
    return new PortPolicy(privateVlan, changed, mirror, pinning);
  }

  public PortPolicy withMirror(Optional<MirrorSession> changed) {
    return new PortPolicy(privateVlan, rules, changed, pinning);
  }

  public PortPolicy withPinning(Optional<Integer> changed) {
    return new PortPolicy(privateVlan, rules, mirror, changed);
  }
}
