package io.coppice.sim.network;

import io.coppice.model.overlay.AddressMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of the two adapters by which a fence's appliance joins networks, and its table. */
final class FenceSide {
  final GuestPort own;
  final boolean inner;
  private final Map<Integer, Integer> outsideOf;
  private final Map<Integer, Integer> insideOf;
  private FenceSide other;

  private FenceSide(
      GuestPort own,
      boolean inner,
      Map<Integer, Integer> outsideOf,
      Map<Integer, Integer> insideOf) {
    this.own = own;
    this.inner = inner;
    this.outsideOf = outsideOf;
    this.insideOf = insideOf;
  }

  /** Joins two adapters of one machine. */
  static void join(GuestPort inner, GuestPort outer, List<AddressMapping> addresses) {
    Map<Integer, Integer> outsideOf = new HashMap<>();
    Map<Integer, Integer> insideOf = new HashMap<>();
    for (AddressMapping mapping : addresses) {
      int inside = (int) mapping.inside().low();
      int outside = (int) mapping.outside().low();
      outsideOf.put(inside, outside);
      insideOf.put(outside, inside);
    }
    FenceSide within = new FenceSide(inner, true, outsideOf, insideOf);
    FenceSide without = new FenceSide(outer, false, outsideOf, insideOf);
    within.other = without;
    without.other = within;
    inner.fence = within;
    outer.fence = without;
  }

  FenceSide other() {
    return other;
  }

  /** The outer address of an inner one; 0 if it has none. */
  int outside(int inside) {
    return outsideOf.getOrDefault(inside, 0);
  }

  /** The inner address of an outer one; 0 if it is none's. */
  int inside(int outside) {
    return insideOf.getOrDefault(outside, 0);
  }

  /** Whether questions for an address are answered here: for others, outside only. */
  boolean answersFor(int address) {
    return !inner && insideOf.containsKey(address);
  }
}
