package io.coppice.model.overlay;

import java.util.List;
import java.util.Optional;

/**
 * A row of a routing table.
 *
 * @param table its name or number: {@code main}, {@code local}, {@code 1001}
 * @param metric the lower wins
 * @param mtu locked for this destination; 0 if the device's counts
 */
public record Route(
    Type type,
    Prefix destination,
    String table,
    int metric,
    List<NextHop> nextHops,
    Optional<IpAddress> preferredSource,
    int mtu,
    Proof proof) {
  public Route {
    nextHops = List.copyOf(nextHops);
  }

  /** The same in a table of another name. */
  public Route withTable(String other) {
    return new Route(type, destination, other, metric, nextHops, preferredSource, mtu, proof);
  }

  /** What becomes of what it matches. */
  public enum Type {
    UNICAST,
    LOCAL,
    BROADCAST,
    MULTICAST,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT,
    THROW
  }

  /**
   * One of the ways of a route.
   *
   * @param gateway absent if the destination is on the link
   * @param usable false if the kernel marks it dead or linkdown
   */
  public record NextHop(Optional<IpAddress> gateway, String device, int weight, boolean usable) {}
}
