package io.coppice.scenario;

import io.coppice.model.IpAddress;
import io.coppice.model.MacAddress;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualNic;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives addresses to the adapters for which the file says none, when all others are known: each by
 * its machine and key, or the next that nobody has. MAC addresses are of VMware's range for static
 * assignment, 00:50:56:00:00:00 to 00:50:56:3f:ff:ff; IP addresses are 10.V.x.y, where V comes from
 * the VLAN, and go on in the next V when those are used up.
 */
final class AddressPlan {
  private static final long FIRST_MAC = 0x00_50_56_00_00_00L;
  private static final int MACS = 0x40_0000;
  private static final int IPS = 0x100_0000;

  private final Set<MacAddress> macs = new HashSet<>();
  private final Set<IpAddress> ips = new HashSet<>();

  /** Machines whose addresses are given, not said. */
  private final BitSet leased = new BitSet();

  private final Map<Integer, Integer> nextIp = new HashMap<>();
  private int nextMac = MACS - 1;

  /** An address that stands in the file. */
  void said(MacAddress mac) {
    macs.add(mac);
  }

  void said(IpAddress ip) {
    ips.add(ip);
  }

  /** The adapters of that machine get IP addresses too. */
  void lease(int machine) {
    leased.set(machine);
  }

  void settle(Inventory inventory) {
    for (int row = 0; row < inventory.machines().size(); row++) {
      Machine machine = inventory.machines().get(row);
      if (machine != null && isOpen(machine)) {
        inventory.machines().set(row, settled(machine, inventory));
      }
    }
  }

  private boolean isOpen(Machine machine) {
    return leased.get(machine.id().value())
        || isOpen(machine.hardware())
        || machine.snapshots().nodes().stream().anyMatch(node -> isOpen(node.hardware()));
  }

  private static boolean isOpen(MachineHardware hardware) {
    return hardware.nics().stream().anyMatch(nic -> nic.mac().equals(MacAddress.NONE));
  }

  private Machine settled(Machine machine, Inventory inventory) {
    Map<Integer, MacAddress> known = new HashMap<>();
    machine.hardware().nics().stream()
        .filter(nic -> !nic.mac().equals(MacAddress.NONE))
        .forEach(nic -> known.put(nic.key(), nic.mac()));
    MachineHardware before = machine.hardware();
    MachineHardware now = withMacs(machine, before, known);
    if (leased.get(machine.id().value())) {
      now = withIps(machine, now, inventory);
    }
    List<SnapshotTree.Node> nodes = new ArrayList<>();
    for (SnapshotTree.Node node : machine.snapshots().nodes()) {
      boolean same = node.hardware().equals(before);
      nodes.add(node.withHardware(same ? now : withMacs(machine, node.hardware(), known)));
    }
    return machine
        .withHardware(now)
        .withSnapshots(machine.snapshots().with(nodes, machine.snapshots().current()));
  }

  /** What came back with a snapshot has the address that the adapter of that key has. */
  private MachineHardware withMacs(
      Machine machine, MachineHardware hardware, Map<Integer, MacAddress> known) {
    return hardware.withNics(
        hardware.nics().stream()
            .map(
                nic ->
                    nic.mac().equals(MacAddress.NONE)
                        ? nic.withAddress(
                            known.computeIfAbsent(nic.key(), key -> mac(machine.id().value(), key)),
                            nic.ip())
                        : nic)
            .toList());
  }

  private MachineHardware withIps(Machine machine, MachineHardware hardware, Inventory inventory) {
    return hardware.withNics(
        hardware.nics().stream()
            .map(
                nic ->
                    nic.ip().isNone()
                        ? nic.withAddress(nic.mac(), ip(machine.id().value(), nic, inventory))
                        : nic)
            .toList());
  }

  private MacAddress mac(int machine, int key) {
    int number = machine + 1 + (key << 18) & MACS - 1;
    MacAddress wanted = new MacAddress(FIRST_MAC + number);
    while (!macs.add(wanted) && nextMac >= 0) {
      wanted = new MacAddress(FIRST_MAC + nextMac--);
    }
    return wanted;
  }

  private IpAddress ip(int machine, VirtualNic nic, Inventory inventory) {
    int vlan = inventory.portGroups().get(nic.portGroup().value()).vlan();
    int net = vlan + nic.key() & 0xff;
    int number = machine + 1 & 0xffff;
    IpAddress wanted = IpAddress.v4(10, net, number >> 8, number & 0xff);
    int after = nextIp.getOrDefault(net, net << 16);
    while (!ips.add(wanted)) {
      do {
        after = (after + 1) % IPS;
      } while ((after & 0xff) == 0 || (after & 0xff) == 0xff);
      wanted = IpAddress.v4(10, after >> 16, after >> 8 & 0xff, after & 0xff);
    }
    nextIp.put(net, after);
    return wanted;
  }
}
