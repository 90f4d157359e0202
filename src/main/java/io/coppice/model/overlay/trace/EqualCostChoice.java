package io.coppice.model.overlay.trace;

import io.coppice.model.overlay.Route;
import java.util.List;

/**
 * A choice among equal-cost ways.
 *
 * @param ways all of them
 * @param taken which one this frame is drawn on
 * @param hashedOn what the choice hangs on: {@code 10.255.0.1:51234 > 10.255.0.2:4789 udp}
 * @param certain false where the hash has a secret of the kernel, so that another way is as likely
 */
public record EqualCostChoice(
    List<Route.NextHop> ways, int taken, String hashedOn, boolean certain) {
  public EqualCostChoice {
    ways = List.copyOf(ways);
    if (taken < 0 || taken >= ways.size()) {
      throw new IndexOutOfBoundsException(taken);
    }
  }
}
