package io.coppice.model.overlay;

import java.util.Optional;

/**
 * A row of a forwarding table: of a bridge ({@code bridge fdb ... master}), or of a tunnel device
 * ({@code ... self}), where it names the peer.
 *
 * @param table which of the two tables
 * @param device the port, or the tunnel device
 * @param vlan 0 if the row is not of one VLAN
 * @param remote the peer, in a tunnel's table
 * @param port of the peer; 0 for the device's own
 * @param id of the segment; -1 for the device's own
 * @param learned from traffic; configured rows are the administrator's or a control plane's
 * @param local the address is the bridge's or port's own
 * @param usedSeconds ago it carried a frame; -1 if not said
 * @param updatedSeconds ago it was confirmed; -1 if not said
 */
public record ForwardingEntry(
    Table table,
    Mac mac,
    String device,
    int vlan,
    Optional<IpAddress> remote,
    int port,
    long id,
    boolean learned,
    boolean local,
    int usedSeconds,
    int updatedSeconds,
    Proof proof) {

  /** Whose table a row stands in. */
  public enum Table {
    BRIDGE,
    TUNNEL,
    /** A device's own filter of groups it listens to: no forwarding. */
    FILTER
  }

  /** The all-zero address: where to send what has no row of its own. */
  public boolean isFlood() {
    return table == Table.TUNNEL && mac.isZero();
  }

  /** A configured row of a tunnel's flood list. */
  public static ForwardingEntry flood(String device, IpAddress remote) {
    return new ForwardingEntry(
        Table.TUNNEL,
        Mac.ZERO,
        device,
        0,
        Optional.of(remote),
        0,
        -1,
        false,
        false,
        -1,
        -1,
        Proof.NONE);
  }
}
