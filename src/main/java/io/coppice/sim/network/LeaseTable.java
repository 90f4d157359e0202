package io.coppice.sim.network;

import io.coppice.model.IpAddress;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the DHCP of a site has to lease, as its machines and fences are at one instant. */
final class LeaseTable {
  private final FabricIndex index;
  private final Inventory inventory;

  /** What machines and fences have. */
  private final Set<IpAddress> taken = new HashSet<>();

  /** By broadcast domain: the IPv4 address of its first machine that has one. */
  private final Map<Integer, IpAddress> firsts = new HashMap<>();

  /** Networks of which every address is in use. */
  private final Set<Integer> full = new HashSet<>();

  /**
   * @param inventory says who has which address
   */
  LeaseTable(FabricIndex index, Inventory inventory) {
    this.index = index;
    this.inventory = inventory;
    inventory.machines().forEach(machine -> machine.hardware().nics().forEach(this::gather));
    index.fabric.fences().stream()
        .filter(fence -> fence.isThere(inventory))
        .flatMap(fence -> fence.addresses().stream())
        .forEach(row -> taken.add(IpAddress.v4(row.outside().low())));
  }

  private void gather(VirtualNic nic) {
    if (!nic.ip().isNone()) {
      taken.add(nic.ip());
    }
    if (!nic.ip().isNone() && nic.ip().version() == 4) {
      firsts.putIfAbsent(index.domainOf(nic.portGroup()), nic.ip());
    }
  }

  /** What an adapter is offered: the address that it has, or one that nobody has. */
  Optional<Integer> address(GuestPort client) {
    if (client.ip != 0) {
      return Optional.of(client.ip);
    }
    Machine machine = inventory.machine(client.machine);
    boolean other =
        machine.hardware().nics().stream()
            .anyMatch(nic -> nic.key() == client.key && !nic.ip().isNone());
    if (other) {
      return Optional.empty();
    }
    int net =
        AddressPool.net(
            Optional.ofNullable(inventory.portGroups().get(client.group)),
            Optional.ofNullable(firsts.get(client.domain)));
    if (full.contains(net)) {
      return Optional.empty();
    }
    Optional<IpAddress> free = AddressPool.free(client.machine, client.key, net, taken::contains);
    if (free.isEmpty()) {
      full.add(net);
    }
    return free.map(address -> (int) address.low());
  }
}
