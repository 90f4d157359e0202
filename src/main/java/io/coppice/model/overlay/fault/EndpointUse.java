package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.Node;

/** Whether anything of a host stands in a segment behind a tunnel's device. */
final class EndpointUse {
  private EndpointUse() {}

  /**
   * Whether the segment ends at a collected device that is up: it is in no bridge, has no address
   * of its own and carries no other device. A control plane does not announce such an endpoint
   * (FRR's zebra takes a VNI for usable once its device is in a bridge), so that nobody floods to
   * it.
   */
  static boolean endsThere(Node node, Device device) {
    return device.up()
        && device.index() > 0
        && device.master().isEmpty()
        && device.addresses().stream().allMatch(address -> address.ip().isLinkLocal())
        && node.devices().values().stream()
            .noneMatch(other -> other.lower().filter(device.name()::equals).isPresent());
  }
}
