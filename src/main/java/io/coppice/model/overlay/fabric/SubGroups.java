package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.MachineId;
import java.util.List;
import java.util.Optional;

/**
 * The sub-groups into which vPC host mode divides the uplinks that one host has of one distributed
 * switch, and which port is pinned to which (Cisco Nexus 1000V Interface Configuration Guide, "vPC
 * Host Mode", "Static Pinning"). Ports are pinned in turn, or by hand. While a sub-group has no
 * uplink that carries anything, its ports are pinned to the others in turn; afterwards they go
 * back. A pin follows from nothing but the port's number and what is up, so it is the same wherever
 * it is asked for.
 *
 * @param groups by their ids, which are their places
 */
public record SubGroups(List<SubGroup> groups) {
  public SubGroups {
    groups = List.copyOf(groups);
  }

  /**
   * Uplinks that lead to one switch.
   *
   * @param upstream the switch that they lead to
   */
  public record SubGroup(int id, String upstream, List<Uplink> uplinks) {
    public SubGroup {
      uplinks = List.copyOf(uplinks);
    }

    public boolean isUp() {
      return uplinks.stream().anyMatch(Uplink::up);
    }
  }

  /**
   * An uplink with a cable.
   *
   * @param nic its adapter's name
   * @param link the cable's place among the fabric's links
   * @param up whether the cable carries anything
   */
  public record Uplink(String nic, int link, boolean up) {}

  /** What tells a port from others, in the order in which ports were made. */
  public static int portNumber(MachineId machine, int adapter) {
    return machine.value() + adapter;
  }

  /** Which are up, a bit for each id. */
  public long up() {
    return groups.stream().filter(SubGroup::isUp).mapToLong(it -> 1L << it.id()).sum();
  }

  /**
   * The sub-group of a port as things stand; empty if none is up.
   *
   * @param byHand the id that its port group says
   */
  public Optional<SubGroup> pinned(int portNumber, Optional<Integer> byHand) {
    return pinned(portNumber, byHand, up());
  }

  /**
   * The same where others are up.
   *
   * @param up a bit for each id
   */
  public Optional<SubGroup> pinned(int portNumber, Optional<Integer> byHand, long up) {
    int home =
        byHand
            .filter(id -> id >= 0 && id < groups.size())
            .orElse(groups.isEmpty() ? 0 : Math.floorMod(portNumber, groups.size()));
    List<SubGroup> left = groups.stream().filter(it -> (up >> it.id() & 1) != 0).toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        left.stream()
            .filter(it -> it.id() == home)
            .findFirst()
            .orElse(left.get(Math.floorMod(portNumber, left.size()))));
  }

  /**
   * The sub-group on which the host takes what is for many: the same frame comes by every other,
   * too, as the switches upstream do not know that these lead to one host. Empty if none is up.
   */
  public Optional<SubGroup> designated() {
    return groups.stream().filter(SubGroup::isUp).findFirst();
  }
}
