package io.coppice.sim.ops.guest;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.IpAddress;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.guest.BootTimes;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestCaptures;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.network.GuestNetwork;
import io.coppice.sim.network.GuestNetwork.Leasing;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Systems that start ask for leases, by frames, for adapters that have a link and no address, and
 * ask again every five minutes while nobody answers. Where the network as it stands has nobody who
 * could, only the first question is carried: any number of machines may wait for ever at little
 * cost. An adapter that has an address keeps it and asks for nothing: it was set up so, or its
 * lease has no end.
 */
final class BootLeases {
  private final Function<World, GuestNetwork> networks;

  /**
   * @param networks the network of a world as its machines use it
   */
  BootLeases(Function<World, GuestNetwork> networks) {
    this.networks = networks;
  }

  void ask(World world, GuestLifecycle.LeaseDue due) {
    MachineId id = due.machine();
    Machine machine = world.inventory().machine(id);
    Optional<GuestState.Boot> boot = Guests.of(world).get(id).booted();
    if (machine == null || boot.filter(it -> it.at().equals(due.booted())).isEmpty()) {
      return;
    }
    boolean runs = machine.isOn() && Guests.of(world).get(id).panicked().isEmpty();
    if (!runs || !asked(world, machine)) {
      world.schedule(BootTimes.RETRY, due);
    }
  }

  /** Whether every adapter with a link has an address now. */
  private boolean asked(World world, Machine machine) {
    GuestNetwork network = networks.apply(world);
    List<GuestState.LeaseOutcome> before =
        Guests.of(world).get(machine.id()).booted().map(GuestState.Boot::leases).orElse(List.of());
    List<GuestState.LeaseOutcome> leases = new ArrayList<>();
    boolean all = true;
    for (VirtualNic nic : machine.hardware().nics()) {
      if (nic.connected() && nic.ip().isNone()) {
        boolean again =
            before.stream()
                .anyMatch(
                    it -> it.device().equals(GuestFacts.device(nic)) && it.address().isEmpty());
        Optional<IpAddress> address =
            again && !network.mayLease(machine.id(), nic.key())
                ? Optional.empty()
                : ask(network, machine.id(), nic, leases);
        address.ifPresent(
            it ->
                ConsoleProcedures.setAddress(
                    world, machine.id(), new Effect.Address(nic.key(), it)));
        all &= address.isPresent();
      }
    }
    Guests guests = Guests.of(world);
    if (!leases.isEmpty()) {
      guests.set(guests.get(machine.id()).leased(leases));
    }
    GuestCaptures.tell(guests, network.takeSeen());
    return all;
  }

  private static Optional<IpAddress> ask(
      GuestNetwork network,
      MachineId machine,
      VirtualNic nic,
      List<GuestState.LeaseOutcome> leases) {
    // the same in every run, and another for each adapter
    int transaction = machine.value() << 8 ^ nic.key() ^ 0x3b00_0000;
    Leasing came = network.lease(machine, nic.key(), transaction);
    String device = GuestFacts.device(nic);
    if (!came.acknowledged()) {
      leases.add(new GuestState.LeaseOutcome(device, "", ""));
      return Optional.empty();
    }
    GuestNetwork.Lease lease = came.offered().orElseThrow();
    leases.add(
        new GuestState.LeaseOutcome(device, lease.address().toString(), lease.server().toString()));
    return Optional.of(IpAddress.v4(lease.address().low()));
  }
}
