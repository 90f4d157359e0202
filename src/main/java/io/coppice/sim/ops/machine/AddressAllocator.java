package io.coppice.sim.ops.machine;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.network.AddressPool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Addresses nobody else has. MAC addresses are of the range vCenter gives out, 00:50:56:80:00:00 to
 * 00:50:56:bf:ff:ff (vSphere Networking, "VMware OUI allocation"), starting from the machine's id.
 * IP addresses are what the site's DHCP leases, from its {@link AddressPool}. Where all of a range
 * are in use, there is none to give.
 */
public final class AddressAllocator {
  private static final int MACS = 0x40_0000;
  private static final long FIRST_MAC = 0x00_50_56_80_00_00L;

  private AddressAllocator() {}

  /**
   * A MAC address free at the site and not in {@code also}; {@link MacAddress#NONE} if there is
   * none.
   */
  public static MacAddress mac(MachineId machine, int key, Set<MacAddress> also, SiteIndex index) {
    int start = Math.floorMod(machine.value() * 16L + key, MACS);
    return first(
            start,
            MACS,
            number -> new MacAddress(FIRST_MAC + number),
            mac -> index.macTaken(mac) || also.contains(mac))
        .orElse(MacAddress.NONE);
  }

  /** The machine with an address for each connected adapter that has none. */
  public static Machine given(Machine machine, SiteIndex index) {
    return given(machine, index, VirtualNic::connected);
  }

  /** The machine with an address for each adapter that has none, for when its link comes up. */
  public static Machine leased(Machine machine, SiteIndex index) {
    return given(machine, index, _ -> true);
  }

  /** Adapters that have a link and got no address, because none was left to give. */
  public static List<VirtualNic> without(Machine machine) {
    return machine.hardware().nics().stream()
        .filter(nic -> nic.connected() && nic.ip().isNone())
        .toList();
  }

  private static Machine given(Machine machine, SiteIndex index, Predicate<VirtualNic> which) {
    Set<IpAddress> also = new HashSet<>();
    List<VirtualNic> nics = new ArrayList<>();
    for (VirtualNic nic : machine.hardware().nics()) {
      VirtualNic with = nic;
      if (which.test(nic) && nic.ip().isNone()) {
        PortGroup group = index.inventory().portGroups().get(nic.portGroup().value());
        IpAddress ip =
            AddressPool.free(
                    machine.id(),
                    nic.key(),
                    AddressPool.net(
                        Optional.ofNullable(group), index.firstAddress(nic.portGroup())),
                    lease -> index.addressTaken(lease) || also.contains(lease))
                .orElse(IpAddress.NONE);
        also.add(ip);
        with = nic.withAddress(nic.mac(), ip);
      }
      nics.add(with);
    }
    return machine.withHardware(machine.hardware().withNics(nics));
  }

  private static <T> Optional<T> first(
      int start, int range, IntFunction<T> make, Predicate<T> taken) {
    for (int i = 0; i < range; i++) {
      T made = make.apply((start + i) % range);
      if (!taken.test(made)) {
        return Optional.of(made);
      }
    }
    return Optional.empty();
  }
}
