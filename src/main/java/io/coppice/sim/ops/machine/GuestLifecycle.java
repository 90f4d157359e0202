package io.coppice.sim.ops.machine;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.Tools;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import io.coppice.sim.guest.BootScreen;
import io.coppice.sim.guest.BootTimes;
import io.coppice.sim.guest.GuestState;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.ops.time.GuestDurations;
import io.coppice.sim.ops.time.HostPace;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starting and stopping the guest in a machine, for whatever reason. Power changes only along
 * {@link PowerState#next()}; tools answer when the guest is up.
 */
public final class GuestLifecycle {
  /** A guest has booted. */
  public record Up(MachineId machine) implements SimEvent {}

  /**
   * A guest asks for the leases of its adapters.
   *
   * @param booted when its kernel started, which tells an older question
   */
  public record LeaseDue(MachineId machine, SimTime booted) implements SimEvent {}

  private GuestLifecycle() {}

  /** The machine runs from now on, and its guest boots. */
  public static void start(World world, JobQueueState part, Machine machine) {
    Machine on = machine.withPower(move(machine, PowerState.POWERED_ON));
    world.set(tools(on, Tools.RUNNING, Tools.NOT_RUNNING));
    part.found(machine.id());
    boot(world, part, machine);
  }

  /** The guest boots in a machine that runs. */
  public static void boot(World world, JobQueueState part, Machine machine) {
    Duration takes = GuestDurations.boot(machine, pace(world, machine));
    boolean asks = asks(world, machine);
    Guests.of(world).boots(machine.id(), world.now(), takes, asks);
    if (asks) {
      Duration network = Duration.ofMillis((long) (takes.toMillis() * BootTimes.LEASES));
      world.schedule(network, new LeaseDue(machine.id(), world.now()));
    }
    part.boots(machine.id(), world.now().plus(takes));
    world.schedule(takes, new Up(machine.id()));
  }

  /** Whether a system that starts has tools to tell of an address, and an adapter without one. */
  private static boolean asks(World world, Machine machine) {
    return machine.guest().tools() != Tools.NOT_INSTALLED
        && isWithoutAddress(machine)
        && BootScreen.starts(machine, world.inventory());
  }

  /** When the kernel of a guest started that asks for a lease again and again; empty of others. */
  public static Optional<SimTime> asking(World world, Machine machine) {
    return Guests.of(world)
        .get(machine.id())
        .booted()
        .filter(boot -> boot.asks() && machine.isOn() && isWithoutAddress(machine))
        .map(GuestState.Boot::at);
  }

  /**
   * A guest is as it was at another time, and goes on to ask if it did then.
   *
   * @param before who asked before that: its question is on its way
   */
  public static void goOnAsking(World world, Machine machine, Optional<SimTime> before) {
    asking(world, machine)
        .filter(at -> !Optional.of(at).equals(before))
        .ifPresent(at -> world.schedule(BootTimes.RETRY, new LeaseDue(machine.id(), at)));
  }

  private static boolean isWithoutAddress(Machine machine) {
    return machine.hardware().nics().stream().anyMatch(nic -> nic.connected() && nic.ip().isNone());
  }

  static HostPace pace(World world, Machine machine) {
    return HostPace.of(world.inventory().host(machine.host()), world.figures());
  }

  /** The machine no longer runs, nor is anything of its memory kept. */
  public static void stop(World world, JobQueueState part, Machine machine) {
    part.stops(machine.id());
    Guests.of(world).stops(machine.id());
    Machine off = machine.withPower(move(machine, PowerState.POWERED_OFF));
    world.set(tools(off, Tools.RUNNING, Tools.NOT_RUNNING));
  }

  /** The machine's power after a legal move. */
  public static PowerState move(Machine machine, PowerState to) {
    if (!machine.power().canBecome(to)) {
      throw new IllegalStateException(
          machine.id() + " cannot go from " + machine.power() + " to " + to);
    }
    return to;
  }

  static Machine tools(Machine machine, Tools from, Tools to) {
    Machine.Guest guest = machine.guest();
    return guest.tools() == from ? machine.withGuest(guest.withTools(to)) : machine;
  }

  /** The machine, whose guest's tools do not answer any more. */
  public static Machine silenced(Machine machine) {
    return tools(machine, Tools.RUNNING, Tools.NOT_RUNNING);
  }

  /**
   * The guest is up: its tools answer and tell its addresses. If nothing in the machine's boot
   * order gave its system, nothing does.
   */
  public static void up(World world, JobQueueState part, SiteIndex index, Up up) {
    Machine machine = world.inventory().machine(up.machine());
    if (!part.isUp(up.machine(), world.now()) || machine == null || !machine.isOn()) {
      return;
    }
    if (!BootScreen.starts(machine, world.inventory())) {
      world.recordEvent(
          Severity.WARNING,
          "event.machine.no-system",
          List.of(machine.id()),
          Optional.empty(),
          machine.name());
      return;
    }
    Machine answers = tools(machine, Tools.NOT_RUNNING, Tools.RUNNING);
    boolean asked =
        Guests.of(world).get(machine.id()).booted().filter(GuestState.Boot::asks).isPresent();
    if (answers.guest().tools().answers() && !asked) {
      answers = AddressAllocator.given(answers, index);
    }
    world.set(answers);
    withoutAddress(world, answers);
    world.recordEvent(
        Severity.INFO,
        "event.machine.guest-up",
        List.of(machine.id()),
        Optional.empty(),
        machine.name());
  }

  /** Says that an adapter got no address: nobody offered one, or its network has none left. */
  public static void withoutAddress(World world, Machine machine) {
    if (machine.guest().tools().answers()) {
      for (VirtualNic nic : AddressAllocator.without(machine)) {
        PortGroup group = world.inventory().portGroups().get(nic.portGroup().value());
        world.recordEvent(
            Severity.WARNING,
            "event.machine.no-address",
            List.of(machine.id()),
            Optional.empty(),
            machine.name(),
            group == null ? "?" : group.name());
      }
    }
  }

  /** The machine on another host, wired to that host's port groups. */
  public static Machine on(Machine machine, Host host, SiteIndex index) {
    if (machine.host().equals(host.id())) {
      return machine;
    }
    List<VirtualNic> nics = new ArrayList<>();
    for (VirtualNic nic : machine.hardware().nics()) {
      Optional<PortGroupId> there = index.portGroupOn(nic.portGroup(), host);
      nics.add(there.map(nic::withPortGroup).orElseGet(() -> nic.withConnected(false)));
    }
    HostId id = host.id();
    return machine.withHost(id).withHardware(machine.hardware().withNics(nics));
  }
}
