package io.coppice.sim.load;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.Workload;
import io.coppice.model.table.CowTable;
import io.coppice.sim.engine.Behaviour;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.world.NoSpace;
import io.coppice.sim.world.SimEvent;
import io.coppice.sim.world.SpaceLedger;
import io.coppice.sim.world.World;
import io.coppice.sim.world.WorldPart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Moves the figures of a world; the model is told in the package. */
public final class LoadModel implements Behaviour {
  /**
   * The interval of vCenter's real-time statistics (vSphere Monitoring and Performance, "Data
   * Collection Intervals").
   */
  public static final Duration TICK = Duration.ofSeconds(20);

  private static final Duration GROWTH = Duration.ofHours(1);

  /**
   * Disks grow in turns, a chunk of machines after the other: the rows of tens of thousands of
   * machines written anew at one instant are a burst for whoever looks, and for the collector.
   */
  private static final int TURNS = 6;

  /** Not by {@link Duration#dividedBy}: its decimals cost the start of a site tens of ms. */
  private static final Duration GROWTH_TURN = Duration.ofSeconds(GROWTH.toSeconds() / TURNS);

  /**
   * One interval passed.
   *
   * @param number intervals since the world began
   */
  record Tick(long number) implements SimEvent {}

  /** The thin disks of every {@link #TURNS}th chunk of machines grew by what an hour brings. */
  record Growth(int turn) implements SimEvent {}

  private ResourceSharing sharing = new ResourceSharing();
  private DatastoreUsage space = new DatastoreUsage();

  @Override
  public void forget() {
    sharing = new ResourceSharing();
    space = new DatastoreUsage();
  }

  @Override
  public void install(Engine.Handlers handlers) {
    handlers.on(
        Tick.class,
        (world, tick) -> {
          sharing.share(world);
          FigureHistory.of(world).remember(world, tick.number());
          again(world, tick);
        },
        (world, out) -> again(world, out.event()));
    handlers.on(
        Growth.class,
        (world, growth) -> {
          grow(world, space, growth.turn());
          again(world, growth);
        },
        (world, out) -> again(world, out.event()));
  }

  private static void again(World world, Tick tick) {
    world.schedule(TICK, new Tick(tick.number() + 1));
  }

  private static void again(World world, Growth growth) {
    world.schedule(GROWTH_TURN, new Growth((growth.turn() + 1) % TURNS));
  }

  @Override
  public void begin(World world) {
    world.parts().put(FigureHistory.NAME, new FigureHistory(world.now().micros()));
    world.schedule(Duration.ZERO, new Tick(0));
    world.schedule(GROWTH_TURN, new Growth(0));
  }

  @Override
  public Optional<WorldPart> restore(String name, Record image) {
    return name.equals(FigureHistory.NAME)
        ? Optional.of(FigureHistory.restore(image))
        : Optional.empty();
  }

  /**
   * Lets the disks of running machines whose turn it is grow by an hour's new blocks; a full
   * datastore gives nothing.
   */
  private static void grow(World world, DatastoreUsage space, int turn) {
    GuestDemand demand = new GuestDemand(world.seed(), world.now());
    space.follow(world);
    long[] free = new long[world.inventory().datastores().size()];
    for (int row = 0; row < free.length; row++) {
      Datastore datastore = world.inventory().datastores().get(row);
      free[row] =
          datastore == null
              ? 0
              : Math.max(
                  0,
                  datastore.capacity().value()
                      - datastore.filler().value()
                      - space.used(row)
                      - promised(world, datastore));
    }
    CowTable<Machine> machines = world.inventory().machines();
    for (int row = 0; row < machines.size(); row++) {
      Machine machine = row / CowTable.CHUNK % TURNS == turn ? machines.get(row) : null;
      boolean grows =
          machine != null
              && machine.isOn()
              && !machine.stalled()
              && !machine.hardware().disks().isEmpty();
      // What a forked child writes goes to its overlay, block by block.
      if (grows && (machine.fork().isEmpty() || machine.linked().isEmpty())) {
        grow(world, machine, demand, free);
      }
    }
  }

  /** Bytes that jobs under way will write there. */
  private static long promised(World world, Datastore datastore) {
    long sum = 0;
    for (WorldPart part : world.parts().values()) {
      sum += part instanceof SpaceLedger ledger ? ledger.promised(world, datastore.id()) : 0;
    }
    return sum;
  }

  /**
   * What a guest writes is spread over its disks by their capacities, an assumption; no disk takes
   * more than its own limit lets through.
   */
  private static void grow(World world, Machine machine, GuestDemand demand, long[] free) {
    Workload workload = machine.guest().workload();
    List<VirtualDisk> disks = machine.hardware().disks();
    double rate =
        GuestDemand.disk(workload, demand.cpu(demand.key(machine.variation()), workload))
            * machine.hardware().vcpus();
    double all = disks.stream().mapToDouble(disk -> disk.capacity().value()).sum();
    Machine grown = machine;
    Optional<DatastoreId> full = Optional.empty();
    for (VirtualDisk disk : disks) {
      double part = disks.size() == 1 ? rate : rate * disk.capacity().value() / Math.max(1, all);
      if (disk.ioLimit() > 0) {
        part = Math.min(part, (double) disk.ioLimit() * GuestDemand.operationSize(workload));
      }
      long hour = (long) (part * 1024 * GROWTH.toSeconds() * GuestDemand.growth(workload) / 1000);
      long wanted = Math.min(hour, MachineStorage.left(machine, disk));
      // Blocks of a thick disk have their place; those of a delta never do.
      boolean takes =
          disk.provisioning() == VirtualDisk.Provisioning.THIN
              || machine.snapshots().covers(disk.key());
      int on = disk.datastore().value();
      long more = takes ? Math.min(free[on], wanted) : wanted;
      if (more > 0) {
        grown = MachineStorage.written(grown, disk, more);
        free[on] -= takes ? more : 0;
      }
      if (more < wanted) {
        full = Optional.of(disk.datastore());
      }
    }
    if (full.isPresent()) {
      grown = NoSpace.stall(world, grown, full.get());
    }
    if (!grown.equals(machine)) {
      world.set(grown);
    }
  }
}
