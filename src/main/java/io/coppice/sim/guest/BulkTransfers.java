package io.coppice.sim.guest;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.flow.Capacities;
import io.coppice.sim.flow.Flow;
import io.coppice.sim.flow.FlowTable;
import io.coppice.sim.flow.ResourceUse;
import io.coppice.sim.network.GuestNetwork.Crossing;
import io.coppice.sim.network.GuestNetwork.DataPath;
import io.coppice.sim.network.GuestNetwork.Transfer;
import io.coppice.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bulk connections of programs as flows: packets show which way they go ({@link DataPath}), and
 * from then on they share adapters, hosts' lines and links max-min fairly. None is faster than its
 * window lets it be, which is at most one window each round trip (RFC 7323 section 1.1), or than
 * loss does: MSS / (RTT * sqrt(2p/3)) (Mathis, Semke, Mahdavi and Ott, "The Macroscopic Behavior of
 * the TCP Congestion Avoidance Algorithm", 1997). Flows count bytes on the wire, so that headers of
 * tunnels take their part. One of each machine, by a number below zero.
 */
public final class BulkTransfers {
  /** Linux's largest receive window ({@code tcp_rmem}). */
  private static final long WINDOW = 6_291_456;

  /** Within a host nothing is measured; a guess for two virtual adapters. */
  private static final long LEAST_ROUND_TRIP = 50;

  private static final double MICROS = 1e6;

  private BulkTransfers() {}

  private static int number(MachineId machine) {
    return -1 - machine.value();
  }

  /** How far a machine's is; empty if it has none. */
  public static Optional<Transfer> find(World world, MachineId machine) {
    return FlowTable.find(world)
        .flatMap(flows -> flows.get(number(machine)))
        .map(flow -> transfer(flow, world));
  }

  private static Transfer transfer(Flow flow, World world) {
    double part =
        Guests.of(world)
            .get(machine(flow))
            .running()
            .map(Work.Running::work)
            .filter(Work.Bulk.class::isInstance)
            .map(work -> ((Work.Bulk) work).part())
            .orElse(1.0);
    long left = flow.left(world.now());
    return new Transfer(
        (long) ((flow.bytes() - left) * part), (long) (left * part), (long) (flow.rate() * part));
  }

  private static MachineId machine(Flow flow) {
    return new MachineId(-1 - flow.job());
  }

  /**
   * Sends so many bytes of data from now on, in the place of what a machine sent before.
   *
   * @param bytes of data; {@link Long#MAX_VALUE} for as long as nobody ends it
   */
  public static void begin(World world, MachineId machine, DataPath path, long bytes) {
    Machine one = world.inventory().machine(machine);
    Machine other = world.inventory().machine(path.peer());
    if (one == null || other == null) {
      return;
    }
    Machine from = path.towards() ? one : other;
    Machine to = path.towards() ? other : one;
    List<ResourceUse> uses = new ArrayList<>();
    uses.add(ResourceUse.sends(from.id()));
    uses.add(ResourceUse.receives(to.id()));
    if (!path.links().isEmpty()) {
      uses.add(ResourceUse.sends(from.host()));
      uses.add(ResourceUse.receives(to.host()));
    }
    for (Crossing crossing : path.links()) {
      uses.add(ResourceUse.link(crossing.link(), crossing.forth()));
    }
    double part = part(path);
    long wire = bytes == Long.MAX_VALUE ? Long.MAX_VALUE / 4 : (long) Math.ceil(bytes / part);
    FlowTable flows = FlowTable.of(world);
    flows.end(world, number(machine));
    flows.begin(world, number(machine), wire, (long) (ceiling(path) / part), Duration.ZERO, uses);
  }

  /** The part of what is on the wire that is data. */
  static double part(DataPath path) {
    return Math.min(1, path.segment() / (double) path.onWire());
  }

  /** Bytes of data a second, by window and loss. */
  static double ceiling(DataPath path) {
    double seconds = Math.max(LEAST_ROUND_TRIP, path.roundTrip()) / MICROS;
    double most = Math.min(Capacities.ADAPTER, WINDOW / seconds);
    double loss = path.lossPerMillion() / MICROS;
    return loss <= 0 ? most : Math.min(most, path.segment() / (seconds * Math.sqrt(2 * loss / 3)));
  }

  /** A machine's transfer goes no further. */
  public static void end(World world, MachineId machine) {
    FlowTable.find(world).ifPresent(flows -> flows.end(world, number(machine)));
  }

  /** Ends those whose program does not run any more. */
  public static void tidy(World world) {
    FlowTable flows = FlowTable.of(world);
    for (int number : flows.ofGuests()) {
      MachineId id = new MachineId(-1 - number);
      Machine machine = world.inventory().machine(id);
      boolean runs =
          machine != null
              && machine.isOn()
              && Guests.of(world)
                  .find(id)
                  .flatMap(GuestState::running)
                  .filter(front -> front.work() instanceof Work.Bulk)
                  .isPresent();
      if (!runs) {
        flows.end(world, number);
      }
    }
  }
}
