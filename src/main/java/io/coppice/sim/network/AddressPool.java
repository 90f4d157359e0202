package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PrivateVlan;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the site's DHCP has to lease in a port group: the 65,536 addresses of the network that its
 * machines are in, or of 10.V.0.0, where V comes from the VLAN, as long as nobody there has an
 * address; neither end of a block of 256 is given to anybody. Who asks begins to look at a place of
 * its own, so that an address that was given back comes back, unless somebody else took it.
 */
public final class AddressPool {
  private static final int LEASES = 0x1_0000;
  private static final int NET = 0xffff_0000;

  private AddressPool() {}

  /**
   * The network of which a port group's machines are leased addresses; the upper half is its
   * number.
   *
   * @param first the IPv4 address of the first machine that has one in its broadcast domain
   */
  public static int net(Optional<PortGroup> group, Optional<IpAddress> first) {
    return first
        .map(address -> (int) address.low() & NET)
        .orElseGet(() -> 10 << 24 | group.map(AddressPool::vlan).orElse(0) % 250 << 16);
  }

  /**
   * An address for an adapter; empty where all are in use.
   *
   * @param net of which it is to be, as {@link #net} says
   * @param taken whether somebody has an address
   */
  public static Optional<IpAddress> free(
      MachineId machine, int adapter, int net, Predicate<IpAddress> taken) {
    int start = Math.floorMod(machine.value() * 7L + adapter * 3L + 20, LEASES);
    for (int i = 0; i < LEASES; i++) {
      int n = (start + i) % LEASES;
      IpAddress lease = IpAddress.v4(net >>> 24, net >> 16 & 0xff, n >> 8, n & 0xff);
      if (isLeased(lease) && !taken.test(lease)) {
        return Optional.of(lease);
      }
    }
    return Optional.empty();
  }

  /** All ports of a private VLAN are in one subnet (RFC 5517 section 1). */
  private static int vlan(PortGroup group) {
    return group.policy().privateVlan().map(PrivateVlan::primary).orElse(group.vlan());
  }

  private static boolean isLeased(IpAddress lease) {
    long last = lease.low() & 0xff;
    return last != 0 && last != 0xff;
  }

  /**
   * The address of the server in the network of a machine's: x.y.255.0, a host's address like any
   * other in 16 bits, and one that is never leased.
   */
  static int server(int address) {
    return address & NET | 0xff00;
  }

  /** Whether a server has an address. */
  static boolean isServer(int address) {
    return address == server(address);
  }
}
