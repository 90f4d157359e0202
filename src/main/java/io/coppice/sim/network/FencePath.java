package io.coppice.sim.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The adapters that a packet to an address comes by, over fences, as far as these are known. */
final class FencePath {
  private static final int MOST_FENCES = 4;

  private final List<GuestPort> ports = new ArrayList<>();
  private final Set<Integer> sources = new HashSet<>();

  private FencePath(GuestPort from) {
    ports.add(from);
    sources.add(from.ip);
  }

  static FencePath of(GuestPort from, int to) {
    FencePath way = new FencePath(from);
    GuestPort at = from;
    int target = to;
    int source = from.ip;
    for (int fences = 0; fences <= MOST_FENCES && at != null; fences++) {
      GuestPort next = neighbour(at, at.nextHop(target));
      if (next == null) {
        return way;
      }
      way.ports.add(next);
      FenceSide side = next.fence;
      if (side == null || target == next.ip) {
        return way;
      }
      target = side.inside(target) == 0 ? target : side.inside(target);
      source = side.inner ? side.outside(source) : source;
      way.sources.add(source);
      GuestPort inner = side.inner ? next : side.other().own;
      at = inner.isOnLink(target) ? inner : inner.fence.other().own;
      way.ports.add(at);
    }
    return way;
  }

  /** Who answers for an address in the segment of an adapter; null if nobody does. */
  private static GuestPort neighbour(GuestPort at, int address) {
    if (at.segment == null || address == 0) {
      return null;
    }
    GuestPort own = at.segment.domain.byAddress.get(address);
    return own != null
        ? own
        : at.segment.domain.byMac.values().stream()
            .filter(port -> port.fence != null && port.fence.answersFor(address))
            .findFirst()
            .orElse(null);
  }

  /** From the sender on; the last is whom it is for, if that was found. */
  List<GuestPort> ports() {
    return ports;
  }

  /** Whom it is for, or the last that is known on the way there. */
  Optional<GuestPort> end() {
    return ports.size() > 1 ? Optional.of(ports.getLast()) : Optional.empty();
  }

  /** Whether an address is the sender's, on this or that side of a fence. */
  boolean isSender(int address) {
    return sources.contains(address);
  }
}
