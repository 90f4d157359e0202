package io.coppice.wire.dissect;

import java.util.List;

/**
 * Packets between two ends, told apart by the whole stack of tunnels around them.
 *
 * @param protocol {@code TCP}, {@code UDP}, {@code ICMP}, a number, or {@code Ethernet}
 * @param from the end that was seen sending first: address, and port where there is one
 * @param scopes tunnels and VLANs on the way there, outermost first
 * @param backScopes those on the way back; other ids than there if each direction has its own
 */
public record Conversation(
    String protocol,
    String from,
    String to,
    List<Scope> scopes,
    List<Scope> backScopes,
    long packets,
    long packetsBack,
    long bytes,
    long bytesBack,
    long first,
    long last) {
  public Conversation {
    scopes = List.copyOf(scopes);
    backScopes = List.copyOf(backScopes);
  }

  /**
   * A tunnel or VLAN.
   *
   * @param id unsigned; -1 of a GRE tunnel without key
   */
  public record Scope(LayerKind kind, long id) {
    @Override
    public String toString() {
      return kind == LayerKind.GRE && id == -1
          ? kind.label()
          : kind.label() + ' ' + Long.toUnsignedString(id);
    }
  }

  /** Nobody answered. */
  public boolean isOneWay() {
    return packetsBack == 0;
  }

  /** Both directions together. */
  public long allPackets() {
    return packets + packetsBack;
  }
}
