package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;

/**
 * A cable or line between two ports.
 *
 * @param megabits a second, each way
 * @param latencyMicros one way, microseconds
 * @param lossPerMillion frames lost of a million
 * @param mtu the largest IP packet that both its ports take, in bytes
 */
public record FabricLink(
    End a, End b, int megabits, int latencyMicros, int lossPerMillion, int mtu, boolean up) {
  /** What Ethernet switches of data centres take at most, as they are usually set. */
  public static final int JUMBO = 9216;

  /** Cable and switching within a room, microseconds: an assumption. */
  public static final int NEAR = 5;

  public FabricLink {
    if (megabits < 1 || latencyMicros < 0 || mtu < 68) {
      throw new IllegalArgumentException(
          "A link has a rate, a latency and an MTU of 68 bytes or more (RFC 791)");
    }
    if (lossPerMillion < 0 || lossPerMillion > 1_000_000) {
      throw new IllegalArgumentException("Lost of a million: " + lossPerMillion);
    }
  }

  /**
   * A port.
   *
   * @param node a fabric node's name, or a host's printed id
   */
  public record End(String node, String port) {
    public static End of(HostId host, String nic) {
      return new End(host.token(), nic);
    }

    @Override
    public String toString() {
      return node + ":" + port;
    }
  }

  /** A short cable that is up. */
  public static FabricLink cable(End a, End b, int megabits, int mtu) {
    return new FabricLink(a, b, megabits, NEAR, 0, mtu, true);
  }

  public boolean joins(End one, End other) {
    return a.equals(one) && b.equals(other) || a.equals(other) && b.equals(one);
  }

  public FabricLink withUp(boolean changed) {
    return new FabricLink(a, b, megabits, latencyMicros, lossPerMillion, mtu, changed);
  }

  public FabricLink withMtu(int changed) {
    return new FabricLink(a, b, megabits, latencyMicros, lossPerMillion, changed, up);
  }

  /** With another rate, latency and loss. */
  public FabricLink withQuality(int rate, int latency, int loss) {
    return new FabricLink(a, b, rate, latency, loss, mtu, up);
  }
}
