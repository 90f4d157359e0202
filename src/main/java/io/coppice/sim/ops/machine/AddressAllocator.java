package io.coppice.sim.ops.machine;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Addresses nobody else has. MAC addresses are of the range vCenter gives out, 00:50:56:80:00:00 to
 * 00:50:56:bf:ff:ff (vSphere Networking, "VMware OUI allocation"), starting from the machine's id.
 * IP addresses are what the site's DHCP would lease: 10.V.x.y, where V comes from the VLAN.
 */
public final class AddressAllocator {
  private static final int MACS = 0x40_0000;
  private static final int LEASES = 0x1_0000;

  private AddressAllocator() {}

  /** A MAC address free at the site and not in {@code also}. */
  public static String mac(MachineId machine, int key, Set<String> also, SiteIndex index) {
    int start = (machine.value() * 16 + key) % MACS;
    return first(start, MACS, AddressAllocator::mac, s -> index.macTaken(s) || also.contains(s));
  }

  private static String mac(int number) {
    return String.format(
        "00:50:56:%02x:%02x:%02x", 0x80 + (number >> 16), number >> 8 & 0xff, number & 0xff);
  }

  /** The machine with an address for each connected adapter that has none. */
  public static Machine given(Machine machine, SiteIndex index) {
    return given(machine, index, VirtualNic::connected);
  }

  /** The machine with an address for each adapter that has none, for when its link comes up. */
  public static Machine leased(Machine machine, SiteIndex index) {
    return given(machine, index, _ -> true);
  }

  private static Machine given(Machine machine, SiteIndex index, Predicate<VirtualNic> which) {
    Set<String> also = new HashSet<>();
    List<VirtualNic> nics = new ArrayList<>();
    for (VirtualNic nic : machine.hardware().nics()) {
      VirtualNic with = nic;
      if (which.test(nic) && nic.ip().isEmpty()) {
        PortGroup group = index.inventory().portGroups().get(nic.portGroup().value());
        int net = group == null ? 0 : group.vlan() % 250;
        int start = (machine.id().value() * 7 + nic.key() * 3 + 20) % LEASES;
        String ip =
            first(
                start,
                LEASES,
                n -> "10." + net + '.' + (n >> 8) + '.' + (n & 0xff),
                s ->
                    s.endsWith(".0")
                        || s.endsWith(".255")
                        || index.addressTaken(s)
                        || also.contains(s));
        also.add(ip);
        with = nic.withAddress(nic.mac(), ip);
      }
      nics.add(with);
    }
    return machine.withHardware(machine.hardware().withNics(nics));
  }

  private static String first(
      int start, int range, java.util.function.IntFunction<String> make, Predicate<String> taken) {
    for (int i = 0; i < range; i++) {
      String made = make.apply((start + i) % range);
      if (!taken.test(made)) {
        return made;
      }
    }
    throw new IllegalStateException("All " + range + " addresses are in use");
  }
}
