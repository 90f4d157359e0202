package io.coppice.model.overlay;

import io.coppice.model.inventory.PortPolicy;
import java.util.List;

/**
 * What a device is set to as a port of its bridge.
 *
 * @param state as the bridge has it: {@code forwarding}, {@code blocking}, ...
 * @param filtering what a distributed switch does to its frames besides
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

  /**
   * The port group of a distributed switch that a port belongs to. A tunnel's device belongs to the
   * one whose frames travel in it.
   *
   * @param group its row; -1 if there is none
   */
  public record Filtering(int group, String name, PortPolicy policy) {
    public static final Filtering NONE = new Filtering(-1, "", PortPolicy.NONE);

    public boolean isPrivate() {
      return policy.privateVlan().isPresent();
    }
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
