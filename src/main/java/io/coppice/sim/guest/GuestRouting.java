package io.coppice.sim.guest;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.world.RandomSource;
import java.util.Optional;

/**
 * Who answers whom: machines whose adapters are connected to port groups of the same VLAN on the
 * same distributed switch, or of one host, as long as both run and, where they run on two hosts,
 * each has a link up to that switch.
 */
public final class GuestRouting {
  /** Trips within a host and between two, microseconds: assumptions for a fabric of 25 Gbit/s. */
  private static final int WITHIN = 180;

  private static final int BETWEEN = 420;

  /** What becomes of a packet to an address. */
  public enum Fate {
    ANSWERED,
    /** Nobody has the address, or it cannot be reached on this wire. */
    NO_NEIGHBOUR,
    /** No adapter has an address of that network, and no router answers. */
    NO_ROUTE,
    /** The other one is there, but does not run. */
    SILENT,
    /** This machine's own link is down. */
    LINK_DOWN
  }

  /** A packet's fate; the trip there and back in microseconds if it is answered. */
  public record Reach(Fate fate, int micros, Optional<MachineId> by) {
    private static Reach not(Fate fate) {
      return new Reach(fate, 0, Optional.empty());
    }

    public boolean isAnswered() {
      return fate == Fate.ANSWERED;
    }
  }

  private GuestRouting() {}

  /** Who has an address; empty if nobody or several have. */
  public static Optional<Machine> owner(GuestFacts facts, IpAddress address) {
    Machine found = null;
    for (int row = 0; row < facts.inventory().machines().size(); row++) {
      Machine machine = facts.inventory().machines().get(row);
      if (machine != null
          && machine.hardware().nics().stream().anyMatch(nic -> nic.ip().equals(address))
          && (found == null || machine.isOn())) {
        found = machine;
      }
    }
    return Optional.ofNullable(found);
  }

  /** A machine by the name its guest has. */
  public static Optional<IpAddress> resolve(GuestFacts facts, String name) {
    if (name.equals("localhost")) {
      return IpAddress.parse("127.0.0.1");
    }
    Optional<IpAddress> literal = IpAddress.parse(name);
    if (literal.isPresent()) {
      return literal;
    }
    for (int row = 0; row < facts.inventory().machines().size(); row++) {
      Machine machine = facts.inventory().machines().get(row);
      if (machine != null
          && (machine.guest().hostName().equalsIgnoreCase(name)
              || machine.name().equalsIgnoreCase(name))) {
        return machine.hardware().nics().stream()
            .map(VirtualNic::ip)
            .filter(ip -> !ip.isNone())
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /**
   * What becomes of a packet.
   *
   * @param number of the packet, so that trips vary a little and always the same way
   */
  public static Reach reach(GuestFacts facts, IpAddress to, long number) {
    if (to.toString().startsWith("127.") || to.toString().equals("::1") || isOwn(facts, to)) {
      return new Reach(Fate.ANSWERED, 20 + (int) (number % 9), Optional.of(facts.machine().id()));
    }
    Optional<VirtualNic> by = route(facts, to);
    if (by.isEmpty()) {
      return Reach.not(facts.mainNic().isEmpty() ? Fate.LINK_DOWN : Fate.NO_ROUTE);
    }
    if (!by.get().connected()) {
      return Reach.not(Fate.LINK_DOWN);
    }
    Optional<Machine> owner = owner(facts, to);
    if (owner.isEmpty()) {
      return Reach.not(Fate.NO_NEIGHBOUR);
    }
    Machine other = owner.get();
    VirtualNic theirs =
        other.hardware().nics().stream()
            .filter(nic -> nic.ip().equals(to))
            .findFirst()
            .orElseThrow();
    if (!isSameWire(facts, by.get(), theirs)
        || !hasUplinks(facts, other, by.get(), theirs)
        || !theirs.connected()) {
      return Reach.not(Fate.NO_NEIGHBOUR);
    }
    if (!other.isOn() || facts.guests().get(other.id()).panicked().isPresent()) {
      return Reach.not(other.isOn() ? Fate.SILENT : Fate.NO_NEIGHBOUR);
    }
    int base = other.host().equals(facts.machine().host()) ? WITHIN : BETWEEN;
    int noise = Math.floorMod(RandomSource.mix(facts.own(number) ^ other.id().value()), base / 2);
    return new Reach(Fate.ANSWERED, base + noise, Optional.of(other.id()));
  }

  private static boolean isOwn(GuestFacts facts, IpAddress to) {
    return facts.nics().stream().anyMatch(nic -> nic.ip().equals(to));
  }

  /** The adapter whose network an address is of. */
  public static Optional<VirtualNic> route(GuestFacts facts, IpAddress to) {
    return facts.nics().stream()
        .filter(nic -> nic.ip().version() == to.version() && !nic.ip().isNone())
        .filter(
            nic ->
                to.version() == 6
                    ? nic.ip().high() == to.high()
                    : nic.ip().low() >>> 16 == to.low() >>> 16)
        .findFirst();
  }

  private static boolean isSameWire(GuestFacts facts, VirtualNic ours, VirtualNic theirs) {
    Optional<PortGroup> here = facts.portGroup(ours);
    Optional<PortGroup> there = facts.portGroup(theirs);
    return here.isPresent()
        && there.isPresent()
        && here.get().vlan() == there.get().vlan()
        && here.get().onSwitch().equals(there.get().onSwitch());
  }

  private static boolean hasUplinks(
      GuestFacts facts, Machine other, VirtualNic ours, VirtualNic theirs) {
    return other.host().equals(facts.machine().host())
        || hasUplink(facts, facts.machine(), ours) && hasUplink(facts, other, theirs);
  }

  private static boolean hasUplink(GuestFacts facts, Machine machine, VirtualNic nic) {
    Host host = facts.inventory().host(machine.host());
    return host != null
        && facts
            .portGroup(nic)
            .filter(
                group ->
                    host.hardware().nics().stream()
                        .anyMatch(
                            port ->
                                port.linkUp()
                                    && port.uplinkOf()
                                        .filter(on -> on.equals(group.onSwitch()))
                                        .isPresent()))
            .isPresent();
  }
}
