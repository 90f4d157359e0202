package io.coppice.model.overlay;

import java.util.List;

/**
 * What a device is set to as a port of its bridge.
 *
 * @param state as the bridge has it: {@code forwarding}, {@code blocking}, ...
 * @param filtering by what else its frames may be dropped; what a simulated switch does at its
 *     ports
 * @param vlans that it carries, where the bridge is VLAN-aware
 */
public record BridgePort(
    State state,
    boolean learning,
    boolean flood,
    boolean multicastFlood,
    boolean broadcastFlood,
    boolean hairpin,
    boolean isolated,
    boolean locked,
    boolean neighbourSuppression,
    boolean vlanTunnel,
    Filtering filtering,
    List<Vlan> vlans) {
  public static final BridgePort PLAIN =
      new BridgePort(
          State.FORWARDING,
          true,
          true,
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          Filtering.NONE,
          List.of());

  public BridgePort {
    vlans = List.copyOf(vlans);
  }

  /** What decides of a port's frames and is no part of a network's state. */
  public enum Filtering {
    NONE,
    /** What its list lets pass is not known here: what would arrive may not. */
    ACCESS_LIST,
    /** Whom it reaches is not known here, in either way. */
    PRIVATE_VLAN
  }

  /** The same but for what else may drop its frames. */
  public BridgePort withFiltering(Filtering other) {
    return with(state, other, vlans);
  }

  /** The states of a port (IEEE 802.1D). */
  public enum State {
    DISABLED,
    LISTENING,
    LEARNING,
    FORWARDING,
    BLOCKING
  }

  /**
   * A VLAN of the port.
   *
   * @param untagged frames leave without their tag
   * @param pvid untagged frames that come in belong to it
   * @param tunnelId the segment it is mapped to on a port that carries many segments; -1 if none
   */
  public record Vlan(int id, boolean untagged, boolean pvid, long tunnelId, Proof proof) {}

  public BridgePort forwarding() {
    return with(State.FORWARDING, filtering, vlans);
  }

  public BridgePort withVlans(List<Vlan> other) {
    return with(state, filtering, other);
  }

  private BridgePort with(State other, Filtering filters, List<Vlan> carried) {
    return new BridgePort(
        other,
        learning,
        flood,
        multicastFlood,
        broadcastFlood,
        hairpin,
        isolated,
        locked,
        neighbourSuppression,
        vlanTunnel,
        filters,
        carried);
  }
}
