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
 * @param id of the segment; -1 for the device's own. In the table of a device that carries many it
 *     is the segment that the row is of
 * @param nextHop the group of next hops that the peer stands in, of which each flow takes one; 0 if
 *     the row names its peer itself. Without a peer, nobody said who is in the group
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
    int nextHop,
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

  /** The same with the peer that its next hop turned out to be. */
  public ForwardingEntry withRemote(IpAddress peer) {
    return new ForwardingEntry(
        table,
        mac,
        device,
        vlan,
        Optional.of(peer),
        port,
        id,
        learned,
        local,
        usedSeconds,
        updatedSeconds,
        nextHop,
        proof);
  }

  /**
   * A configured row of whoever made up the network.
   *
   * @param remote the peer, in a tunnel's table
   * @param id of the segment; -1 for the device's own
   */
  public static ForwardingEntry fixed(
      Table table, Mac mac, String device, Optional<IpAddress> remote, long id) {
    return new ForwardingEntry(
        table, mac, device, 0, remote, 0, id, false, false, -1, -1, 0, Proof.NONE);
  }

  /** A configured row of a tunnel's flood list. */
  public static ForwardingEntry flood(String device, IpAddress remote, long id) {
    return fixed(Table.TUNNEL, Mac.ZERO, device, Optional.of(remote), id);
  }
}
