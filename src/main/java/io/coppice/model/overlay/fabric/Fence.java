package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network whose machines keep their hardware and IP addresses though others have the same: a
 * machine with an adapter in it and one in another network routes between the two and translates
 * each inner address to an outer one (vCloud Director Administrator's Guide, "Fencing": identical
 * machines in different vApps run without conflict, as a router isolates their addresses). It
 * answers questions for the outer addresses; no question and no other frame for all crosses it.
 *
 * @param appliance the machine
 * @param inner key of its adapter in the network that is fenced
 * @param outer key of its adapter in the network that is reached
 * @param addresses inner and outer ones, neither twice
 */
public record Fence(MachineId appliance, int inner, int outer, List<AddressMapping> addresses) {
  /** Rows of one table: an assumption, for what a person can still read. */
  public static final int MOST_ADDRESSES = 1024;

  public Fence {
    addresses = List.copyOf(addresses);
  }

  /** An adapter of the appliance; empty where it has no such, or no IPv4 address there. */
  public Optional<VirtualNic> adapter(Inventory inventory, int key) {
    Machine machine = inventory.machine(appliance);
    return machine == null
        ? Optional.empty()
        : machine.hardware().nics().stream()
            .filter(nic -> nic.key() == key && !nic.ip().isNone() && nic.ip().version() == 4)
            .findFirst();
  }

  /** Whether its machine is there, with both adapters, whatever addresses these have now. */
  public boolean isThere(Inventory inventory) {
    Machine machine = inventory.machine(appliance);
    return machine != null
        && IntStream.of(inner, outer)
            .allMatch(key -> machine.hardware().nics().stream().anyMatch(n -> n.key() == key));
  }

  /** Whether both its adapters are there, with addresses. */
  public boolean isWhole(Inventory inventory) {
    return adapter(inventory, inner).isPresent() && adapter(inventory, outer).isPresent();
  }

  /** Where machines of the fenced network send what is for others; empty if it is not whole. */
  public Optional<IpAddress> gateway(Inventory inventory) {
    return isWhole(inventory)
        ? adapter(inventory, inner).map(nic -> IpAddress.v4((int) nic.ip().low()))
        : Optional.empty();
  }

  public Fence withAddresses(List<AddressMapping> changed) {
    return new Fence(appliance, inner, outer, changed);
  }
}
