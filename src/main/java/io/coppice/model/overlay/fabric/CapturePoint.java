package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import java.util.Optional;

/** Where frames of a fabric are captured. */
public sealed interface CapturePoint {
  /**
   * A machine's adapter: what it sends and receives, and what is refused there.
   *
   * @param key the adapter's among those of its machine
   */
  record Adapter(MachineId machine, int key) implements CapturePoint {}

  /**
   * A link, and so the network cards at its ends: what goes over it in either direction, and what
   * does not fit or is lost.
   *
   * @param end either
   */
  record Cable(FabricLink.End end) implements CapturePoint {}

  /**
   * The tunnels between two hosts: packets as their endpoints send them, and what is dropped.
   *
   * @param other absent for all tunnels of the one
   */
  record Tunnel(HostId one, Optional<HostId> other) implements CapturePoint {}

  /**
   * A segment: frames as its machines send them and as endpoints wrap them, each once, and what is
   * dropped, wherever that is.
   */
  record SegmentOf(PortGroupId portGroup) implements CapturePoint {}
}
