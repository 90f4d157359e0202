package io.coppice.model.overlay;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By which devices a host sends packets around the frames of its ports, where each port is pinned
 * to some of them.
 *
 * @param ports by where their frames come in
 */
public record UplinkPins(Map<Port, SubGroup> ports) {
  public UplinkPins {
    ports = Map.copyOf(ports);
  }

  /**
   * A port.
   *
   * @param bridge that it is a port of
   * @param mac of the machine's adapter
   */
  public record Port(String bridge, Mac mac) {}

  /**
   * Devices that are equal ways.
   *
   * @param devices that carry anything
   */
  public record SubGroup(int id, List<String> devices) {
    public SubGroup {
      devices = List.copyOf(devices);
    }
  }

  /** Where a frame from a bridge leaves; empty where it is free. */
  public Optional<SubGroup> of(String bridge, Mac source) {
    return Optional.ofNullable(ports.get(new Port(bridge, source)));
  }
}
