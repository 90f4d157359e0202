package io.coppice.sim.guest;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.network.GuestNetwork;
import io.coppice.sim.network.GuestSystems;
import io.coppice.sim.world.World;
import io.coppice.wire.packet.IpProtocol;
import java.util.Optional;

/** The systems in the machines of a world. */
public final class RunningSystems implements GuestSystems {
  private final World world;

  public RunningSystems(World world) {
    this.world = world;
  }

  private GuestState state(MachineId machine) {
    return Guests.of(world).get(machine);
  }

  @Override
  public boolean answers(MachineId machine) {
    return state(machine).panicked().isEmpty() && Guests.of(world).isUp(machine, world.now());
  }

  @Override
  public boolean listens(MachineId machine, int protocol, int port) {
    Machine its = world.inventory().machine(machine);
    return its != null
        && protocol == IpProtocol.TCP
        && ServiceTable.listens(GuestFacts.of(world, its), port);
  }

  @Override
  public long started(MachineId machine) {
    return Guests.of(world).bootedAt(machine).micros();
  }

  @Override
  public Optional<GuestNetwork.Transfer> transfer(MachineId machine) {
    return BulkTransfers.find(world, machine);
  }

  @Override
  public boolean isWatched(MachineId machine) {
    return Guests.of(world)
        .find(machine)
        .flatMap(GuestState::running)
        .filter(front -> front.work() instanceof Work.Capture)
        .isPresent();
  }
}
