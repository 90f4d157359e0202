package io.coppice.model.inventory;

import java.util.Optional;

/**
 * What a distributed switch does to the frames of a port group's ports. It follows the port: on
 * whatever host its machine runs, the same is done there.
 */
public record PortPolicy(Optional<PrivateVlan> privateVlan) {
  /** Ports that reach every other of their port group. */
  public static final PortPolicy NONE = new PortPolicy(Optional.empty());

  public boolean isNone() {
    return equals(NONE);
  }

  public PortPolicy withPrivateVlan(Optional<PrivateVlan> changed) {
    return new PortPolicy(changed);
  }
}
