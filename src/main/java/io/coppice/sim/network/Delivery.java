package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import java.util.List;
import java.util.Optional;

/**
 * What became of a frame and of everything that was sent because of it.
 *
 * @param hops in the order in which they happened
 * @param arrivals at machines
 */
public record Delivery(List<PacketHop> hops, List<Arrival> arrivals) {
  public Delivery {
    hops = List.copyOf(hops);
    arrivals = List.copyOf(arrivals);
  }

  /**
   * A frame that a machine's adapter received.
   *
   * @param micros after the first frame was sent, microseconds
   */
  public record Arrival(MachineId machine, int adapter, long micros, byte[] frame) {}

  /** The first thing that stopped a frame, but for copies that nobody misses. */
  public Optional<PacketHop> firstDrop() {
    return hops.stream()
        .filter(hop -> hop.drop().filter(it -> !it.isSpare()).isPresent())
        .findFirst();
  }
}
