package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The choices among equally good ways that are met while frames move: which are decided beforehand,
 * and which were met. A node chooses for a destination once: what hashes make of single flows is
 * covered by asking again with other choices.
 */
final class WayChoices {
  private final Map<Place, Integer> decided;
  private final ToIntFunction<Place> otherwise;
  private final Map<Place, Integer> met = new LinkedHashMap<>();

  /**
   * Where a choice is made.
   *
   * @param toward the destination of a route's next hop, or the device whose members share frames,
   *     or the tunnel device that sends to one of a group
   * @param group of next hops in a tunnel's forwarding table; 0 where there is none
   */
  record Place(String node, String toward, int group) {
    static Place of(HostState host, IpAddress to) {
      return new Place(host.node.name(), to.toString(), 0);
    }

    static Place of(HostState host, Device device, int group) {
      return new Place(host.node.name(), device.name(), group);
    }
  }

  private WayChoices(Map<Place, Integer> decided, ToIntFunction<Place> otherwise) {
    this.decided = Map.copyOf(decided);
    this.otherwise = otherwise;
  }

  /** Every choice is shifted by the same number. */
  static WayChoices shifted(int by) {
    return new WayChoices(Map.of(), _ -> by);
  }

  /** Every choice is shifted by a number of its own, the same for the same seed. */
  static WayChoices scattered(int seed) {
    return new WayChoices(Map.of(), place -> (place.hashCode() * 31 + seed) * 0x9E3779B9 >>> 16);
  }

  /** Those that are named are shifted as said, others are not. */
  static WayChoices decided(Map<Place, Integer> shifts) {
    return new WayChoices(shifts, _ -> 0);
  }

  /** By how much a choice among ways is shifted. */
  int turn(Place place, int ways) {
    met.put(place, ways);
    Integer shift = decided.get(place);
    return shift == null ? otherwise.applyAsInt(place) : shift;
  }

  /** The number of ways at each place where there was a choice, in the order in which they were. */
  Map<Place, Integer> met() {
    return met;
  }
}
