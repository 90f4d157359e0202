package io.coppice.sim.ops.guest;

import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.JobId;
import io.coppice.backend.MachineOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.guest.BulkTransfers;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestCaptures;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.guest.RunningSystems;
import io.coppice.sim.guest.shell.GuestTerminal;
import io.coppice.sim.guest.shell.GuestTicks;
import io.coppice.sim.network.CaptureTaps;
import io.coppice.sim.network.FabricIndexes;
import io.coppice.sim.network.GuestNetwork;
import io.coppice.sim.network.LiveNetwork;
import io.coppice.sim.network.NetworkMemory;
import io.coppice.sim.network.NetworkMoment;
import io.coppice.sim.ops.machine.GuestLifecycle;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.world.World;
import java.util.List;
import java.util.Optional;

/** Takes lines to the terminals of guests, and does to machines what their programs ask for. */
public final class ConsoleProcedures {
  private final JobRunner runner;
  private final FabricIndexes indexes = new FabricIndexes();
  private final CaptureTaps taps = new CaptureTaps();

  /** Adds what is typed to a runner's operations. */
  public ConsoleProcedures(JobRunner runner) {
    this.runner = runner;
    runner.add(ConsoleOperation.Enter.class, new InstantProcedure<>(this::enter));
    runner.add(ConsoleOperation.Interrupt.class, new InstantProcedure<>(this::interrupt));
  }

  /** Adds what happens at terminals by itself, and the questions of systems that start. */
  public void install(Engine.Handlers handlers) {
    BootLeases leases = new BootLeases(this::network);
    handlers.on(GuestLifecycle.LeaseDue.class, leases::ask);
    handlers.on(
        GuestTicks.Due.class,
        (world, due) -> {
          GuestNetwork network = network(world);
          GuestTicks.due(world, due, network)
              .ifPresent(result -> take(world, due.machine(), result, Optional.empty(), network));
        });
  }

  /** The network of a world as its machines use it. */
  private GuestNetwork network(World world) {
    return new LiveNetwork(
        indexes,
        () ->
            new NetworkMoment(
                world.fabric(),
                world.inventory(),
                world.now(),
                NetworkMemory.of(world),
                new RunningSystems(world)),
        taps);
  }

  /** Who captures what the machines of this site send. */
  public CaptureTaps taps() {
    return taps;
  }

  /** Forgets its caches. */
  public void forget() {
    indexes.forget();
  }

  private void enter(JobContext<ConsoleOperation.Enter> context) {
    Machine machine = context.machine();
    if (isUp(context.world(), machine)) {
      GuestNetwork network = network(context.world());
      GuestFacts facts = GuestFacts.of(context.world(), machine, network);
      take(
          context.world(),
          machine.id(),
          GuestTerminal.enter(facts, context.operation().line()),
          Optional.of(context.job()),
          network);
    }
  }

  private void interrupt(JobContext<ConsoleOperation.Interrupt> context) {
    Machine machine = context.machine();
    if (isUp(context.world(), machine)) {
      GuestNetwork network = network(context.world());
      take(
          context.world(),
          machine.id(),
          GuestTerminal.interrupt(GuestFacts.of(context.world(), machine, network)),
          Optional.of(context.job()),
          network);
    }
  }

  /** Whether somebody listens to the keyboard: not before the guest has started. */
  private static boolean isUp(World world, Machine machine) {
    return machine != null
        && machine.isOn()
        && !machine.hardware().disks().isEmpty()
        && Guests.of(world).isUp(machine.id(), world.now());
  }

  private void take(
      World world,
      MachineId id,
      GuestTerminal.Result result,
      Optional<JobId> job,
      GuestNetwork network) {
    Guests guests = Guests.of(world);
    guests.set(result.state());
    GuestCaptures.tell(guests, network.takeSeen());
    for (Effect effect : result.effects()) {
      switch (effect) {
        case Effect.Reboot _ -> follow(world, new MachineOperation.Reset(id), job);
        case Effect.PowerOff _ -> follow(world, new MachineOperation.ShutDownGuest(id), job);
        case Effect.Panic _ -> panic(world, id);
        case Effect.WriteDisk write -> write(world, id, write);
        case Effect.Address address -> setAddress(world, id, address);
        case Effect.Stream stream -> BulkTransfers.begin(world, id, stream.path(), stream.bytes());
        case Effect.EndStream _ -> BulkTransfers.end(world, id);
        case Effect.Put _ -> {
          // the terminal put it there
        }
      }
    }
    GuestTicks.expect(world, id);
  }

  private void follow(World world, MachineOperation operation, Optional<JobId> job) {
    runner.follow(world, operation, false, job);
  }

  static void setAddress(World world, MachineId id, Effect.Address given) {
    Machine machine = world.inventory().machine(id);
    List<VirtualNic> nics =
        machine.hardware().nics().stream()
            .map(
                nic ->
                    nic.key() == given.adapter()
                        ? nic.withAddress(nic.mac(), given.address())
                        : nic)
            .toList();
    world.set(machine.withHardware(machine.hardware().withNics(nics)));
  }

  private static void panic(World world, MachineId id) {
    Guests guests = Guests.of(world);
    guests.set(guests.get(id).panics(world.now()));
    Machine machine = world.inventory().machine(id);
    world.set(GuestLifecycle.silenced(machine));
    world.recordEvent(
        Severity.WARNING, "event.machine.panicked", List.of(id), Optional.empty(), machine.name());
  }

  /** The disk takes new blocks; a forked one notes them block by block. */
  private void write(World world, MachineId id, Effect.WriteDisk write) {
    Machine machine = world.inventory().machine(id);
    if (machine.fork().isPresent()) {
      Guests.of(world).write(id, write.bytes());
      return;
    }
    if (write.disk() >= machine.hardware().disks().size()) {
      return;
    }
    VirtualDisk disk = machine.hardware().disks().get(write.disk());
    long left = MachineStorage.left(machine, disk);
    long wanted =
        write.raw()
            ? Math.min(left, Math.max(0, write.bytes() - (disk.capacity().value() - left)))
            : Math.min(left, write.bytes());
    // Blocks of a thick disk have their place; those of a delta never do.
    boolean takes =
        disk.provisioning() == VirtualDisk.Provisioning.THIN
            || machine.snapshots().covers(disk.key());
    long more =
        takes
            ? Math.min(wanted, runner.index(world, Optional.empty()).freeSpace(disk.datastore()))
            : wanted;
    if (more > 0) {
      world.set(MachineStorage.written(machine, disk, more));
    }
  }
}
