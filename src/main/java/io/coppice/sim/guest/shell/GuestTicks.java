package io.coppice.sim.guest.shell;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.network.GuestNetwork;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.util.Optional;

/** What happens at terminals by itself, as events of the world. */
public final class GuestTicks {
  /** Time came to what a guest's terminal waits for. */
  public record Due(MachineId machine, SimTime at) implements SimEvent {}

  private GuestTicks() {}

  /** A guest goes on after it stood still: so do its programs, from where they were. */
  @SuppressWarnings("ReferenceEquality") // a state in which nothing goes on is the same object
  public static void resumed(World world, MachineId machine) {
    Guests guests = Guests.of(world);
    guests
        .find(machine)
        .ifPresent(
            state -> {
              GuestState resumed = GuestTerminal.resumed(state, world.now());
              if (resumed != state) {
                guests.set(resumed);
              }
              expect(world, machine);
            });
  }

  /** Sees to it that what runs at a guest's terminal goes on. */
  public static void expect(World world, MachineId machine) {
    Guests.of(world)
        .find(machine)
        .flatMap(state -> GuestTerminal.next(state, world.now()))
        .ifPresent(at -> expect(world, machine, at));
  }

  private static void expect(World world, MachineId machine, SimTime at) {
    if (Guests.of(world).expect(machine, at)) {
      world.eventQueue().add(at, new Due(machine, at));
    }
  }

  /**
   * Lets the terminal go on.
   *
   * @param network into which goes what its program sends
   * @return what came of it; empty if it was not expected any more, or the machine does not run
   */
  public static Optional<GuestTerminal.Result> due(World world, Due due, GuestNetwork network) {
    Guests guests = Guests.of(world);
    Machine machine = world.inventory().machine(due.machine());
    if (!guests.isDue(due.machine(), due.at()) || machine == null || !machine.isOn()) {
      return Optional.empty();
    }
    return Optional.of(GuestTerminal.tick(GuestFacts.of(world, machine, network)));
  }
}
