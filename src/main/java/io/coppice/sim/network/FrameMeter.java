package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;

/**
 * Carries frames of machines through a network that stands still, and counts what arrives where
 * nobody wants to know the hops. Machines do not answer. One thread.
 */
public final class FrameMeter {
  private final FabricIndex index;
  private final FramePlane plane;
  private long frames;
  private long bytes;

  /** A network, with tables that know nothing yet. */
  public FrameMeter(Fabric fabric, Inventory inventory) {
    this.index = new FabricIndex(fabric, inventory);
    this.plane =
        new FramePlane(
            index,
            new EndpointTables(),
            new BoxStates(),
            FrameRecorder.untold(),
            (port, b, at, length, micros) -> {
              frames++;
              bytes += length;
            });
  }

  /**
   * Sends a frame out of a machine's first adapter.
   *
   * @param micros the instant, microseconds
   * @throws IllegalArgumentException if there is no such machine, or it has no adapter
   */
  public void send(MachineId machine, byte[] frame, long micros) {
    if (index.ports(machine).isEmpty()) {
      throw new IllegalArgumentException("No adapter: " + machine);
    }
    plane.send(index.ports(machine).getFirst(), frame, 0, frame.length, micros);
  }

  /** Frames that machines received. */
  public long frames() {
    return frames;
  }

  /** Their bytes. */
  public long bytes() {
    return bytes;
  }
}
