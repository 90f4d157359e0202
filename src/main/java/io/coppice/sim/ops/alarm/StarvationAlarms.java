package io.coppice.sim.ops.alarm;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.table.CowTable;
import io.coppice.model.table.IntColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What starves, told of the thing that limits it: a machine's own limit, a pool's, or the host. A
 * processor that is ready 5 % of the time and does not run is felt, 10 % is bad (the thresholds
 * VMware's support has given for CPU ready, KB 2002181); swapping by the hypervisor is always bad
 * (vSphere Resource Management, "Memory Reclamation").
 */
final class StarvationAlarms {
  private static final int FELT = 500;
  private static final int BAD = 1_000;
  private static final String HOST_CPU = "alarm.host-cpu-short";
  private static final String HOST_SWAPS = "alarm.host-swapping";
  private static final String POOL_CPU = "alarm.pool-cpu-limit";
  private static final String POOL_MEMORY = "alarm.pool-memory-limit";
  private static final String MACHINE_CPU = "alarm.machine-cpu-limit";
  private static final String MACHINE_MEMORY = "alarm.machine-memory-limit";
  private static final Set<String> CODES =
      Set.of(HOST_CPU, HOST_SWAPS, POOL_CPU, POOL_MEMORY, MACHINE_CPU, MACHINE_MEMORY);

  private final Inventory inventory;
  private final Figures figures;
  private final MachineFigures machines;
  private final Map<Key, Starved> found = new LinkedHashMap<>();
  private final Limiter cpu;
  private final Limiter memory;

  /** What is read of each of many machines. */
  private record MachineFigures(
      IntColumn demand,
      IntColumn used,
      IntColumn ready,
      IntColumn granted,
      IntColumn swapped,
      IntColumn compressed,
      IntColumn ballooned,
      IntColumn waits) {
    static MachineFigures of(Figures figures) {
      return new MachineFigures(
          column(figures, Metric.CPU_DEMAND),
          column(figures, Metric.CPU_USED),
          column(figures, Metric.CPU_READY),
          column(figures, Metric.MEMORY_GRANTED),
          column(figures, Metric.MEMORY_SWAPPED),
          column(figures, Metric.MEMORY_COMPRESSED),
          column(figures, Metric.MEMORY_BALLOONED),
          column(figures, Metric.MEMORY_LATENCY));
    }

    private static IntColumn column(Figures figures, Metric metric) {
      return figures.column(EntityId.Kind.MACHINE, metric);
    }

    /** MiB it has, and those it touched and does not have. */
    long wanted(int row) {
      return (long) granted.get(row)
          + swapped.get(row)
          + compressed.get(row) / 2
          + ballooned.get(row);
    }
  }

  /**
   * Of processors or memory: what each pool's machines want, the pool that limits those of each,
   * and what starves by a pool or a host.
   */
  private static final class Limiter {
    private final boolean isMemory;
    private final long[] wanted;
    private final ResourcePool[] limiting;
    private final Starved[] ofPools;
    private final Starved[] ofHosts;

    private Limiter(boolean isMemory, Inventory inventory) {
      this.isMemory = isMemory;
      int pools = inventory.pools().size();
      wanted = new long[pools];
      limiting = new ResourcePool[pools];
      ofPools = new Starved[pools];
      ofHosts = new Starved[inventory.hosts().size()];
    }

    private Allocation of(ResourcePool pool) {
      return isMemory ? pool.memory() : pool.cpu();
    }

    /** Adds what machines want of each pool itself to all pools above it. */
    private void rollUp(Inventory inventory) {
      long[] own = wanted.clone();
      inventory
          .pools()
          .forEach(
              pool -> {
                Optional<ResourcePoolId> up = pool.parent();
                while (up.isPresent()) {
                  wanted[up.get().value()] += own[pool.id().value()];
                  up = inventory.pools().get(up.get().value()).parent();
                }
              });
    }

    /**
     * Finds for each pool the lowest at or above it whose limit its machines have reached and would
     * pass.
     */
    private void limit(Inventory inventory, Figures figures) {
      Metric metric = isMemory ? Metric.MEMORY_GRANTED : Metric.CPU_USED;
      inventory
          .pools()
          .forEach(
              pool -> {
                ResourcePool at = pool;
                while (at != null && !limits(at, figures.get(at.id(), metric))) {
                  at = at.parent().map(id -> inventory.pools().get(id.value())).orElse(null);
                }
                limiting[pool.id().value()] = at;
              });
    }

    private boolean limits(ResourcePool pool, int has) {
      Allocation its = of(pool);
      return !pool.isRoot()
          && its.isLimited()
          && wanted[pool.id().value()] > its.limit()
          && has >= its.limit() * 0.95;
    }
  }

  /** An alarm's code and what it is about. */
  private record Key(String code, EntityId about) {}

  /** How many machines one thing starves, and which of them most. */
  private static final class Starved {
    private int count;
    private int most;
    private String name = "";

    private void add(Machine machine, int how) {
      count++;
      // Not by the name: to look into those of thousands of hosts' worst would fetch each of them.
      if (how > most || count == 1) {
        most = how;
        name = machine.name();
      }
    }
  }

  /** Then every machine is looked at. */
  StarvationAlarms(Inventory inventory, Figures figures) {
    this.inventory = inventory;
    this.figures = figures;
    machines = MachineFigures.of(figures);
    cpu = new Limiter(false, inventory);
    memory = new Limiter(true, inventory);
    limits();
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    found.forEach((key, starved) -> problems.add(problem(key, starved)));
    return problems;
  }

  /** Those of before whose objects still exist; the same list if all of it is. */
  static List<Problem> still(List<Problem> before, Inventory inventory) {
    for (Problem alarm : before) {
      if (!isStill(alarm, inventory)) {
        return before.stream().filter(each -> isStill(each, inventory)).toList();
      }
    }
    return before;
  }

  private static boolean isStill(Problem alarm, Inventory inventory) {
    return CODES.contains(alarm.code()) && isThere(alarm.about().getFirst(), inventory);
  }

  private static boolean isThere(EntityId id, Inventory inventory) {
    CowTable<?> table = inventory.table(id.kind());
    return table != null && table.get(id.value()) != null;
  }

  private int of(EntityId id, Metric metric) {
    return figures.get(id, metric);
  }

  /** Works out which pools limit; what machines want is added up only where a pool has a limit. */
  private void limits() {
    boolean any = false;
    for (int row = 0; row < inventory.pools().size() && !any; row++) {
      ResourcePool pool = inventory.pools().get(row);
      any = pool != null && (pool.cpu().isLimited() || pool.memory().isLimited());
    }
    if (any) {
      inventory.machines().forEach(this::want);
      for (Limiter limiter : List.of(cpu, memory)) {
        limiter.rollUp(inventory);
        limiter.limit(inventory, figures);
      }
    }
  }

  /** Adds what a machine wants to its pool. */
  private void want(Machine machine) {
    if (machine.isOn()) {
      int row = machine.id().value();
      int pool = machine.pool().value();
      cpu.wanted[pool] += machines.demand().get(row);
      memory.wanted[pool] += machines.wanted(row);
    }
  }

  void look(Machine machine) {
    if (!machine.isOn()) {
      return;
    }
    int row = machine.id().value();
    int ready = machines.ready().get(row);
    if (ready >= FELT) {
      int used = machines.used().get(row);
      limit(machine, cpu, used, MACHINE_CPU, POOL_CPU, HOST_CPU).add(machine, ready);
    }
    if (machines.swapped().get(row) > 0) {
      int has = machines.granted().get(row);
      limit(machine, memory, has, MACHINE_MEMORY, POOL_MEMORY, HOST_SWAPS)
          .add(machine, machines.waits().get(row));
    }
  }

  /** What limits a machine that has so much. */
  private Starved limit(
      Machine machine, Limiter limiter, int has, String own, String ofPool, String ofHost) {
    Allocation its = limiter.isMemory ? machine.placement().memory() : machine.placement().cpu();
    if (its.isLimited() && has >= its.limit() - 1) {
      return found.computeIfAbsent(new Key(own, machine.id()), _ -> new Starved());
    }
    ResourcePool pool = limiter.limiting[machine.pool().value()];
    return pool == null
        ? starved(limiter.ofHosts, ofHost, machine.host())
        : starved(limiter.ofPools, ofPool, pool.id());
  }

  private Starved starved(Starved[] known, String code, EntityId by) {
    int row = by.value();
    if (known[row] == null) {
      known[row] = new Starved();
      found.put(new Key(code, by), known[row]);
    }
    return known[row];
  }

  private Problem problem(Key key, Starved starved) {
    boolean bad = starved.most >= BAD || key.code().equals(HOST_SWAPS);
    return Problem.of(
        bad ? Severity.ERROR : Severity.WARNING,
        key.code(),
        List.of(key.about()),
        args(key, starved));
  }

  private Object[] args(Key key, Starved starved) {
    String name = inventory.find(key.about()).map(it -> it.name()).orElse(key.about().token());
    String count = String.valueOf(starved.count);
    String most = percent(starved.most);
    return switch (key.code()) {
      case HOST_CPU -> {
        Host host = inventory.host((EntityId.HostId) key.about());
        yield new Object[] {
          name,
          count,
          starved.name,
          most,
          of(host.id(), Metric.CPU_DEMAND) + " MHz",
          host.hardware().capacity().value() + " MHz"
        };
      }
      case HOST_SWAPS ->
          new Object[] {
            name, count, starved.name, most, of(key.about(), Metric.MEMORY_SWAPPED) + " MiB"
          };
      case POOL_CPU -> limited(key, name, cpu, starved);
      case POOL_MEMORY -> limited(key, name, memory, starved);
      case MACHINE_CPU ->
          new Object[] {
            name,
            of(key.about(), Metric.CPU_USED) + " MHz",
            most,
            of(key.about(), Metric.CPU_DEMAND) + " MHz"
          };
      default ->
          new Object[] {
            name,
            of(key.about(), Metric.MEMORY_GRANTED) + " MiB",
            most,
            of(key.about(), Metric.MEMORY_SWAPPED) + " MiB"
          };
    };
  }

  private Object[] limited(Key key, String name, Limiter limiter, Starved starved) {
    ResourcePool pool = inventory.pools().get(key.about().value());
    long limit = limiter.of(pool).limit();
    long wanted = limiter.wanted[pool.id().value()];
    String unit = limiter.isMemory ? " MiB" : " MHz";
    return new Object[] {
      name,
      String.valueOf(starved.count),
      starved.name,
      percent(starved.most),
      wanted + unit,
      limit + unit
    };
  }

  private static String percent(int points) {
    return String.valueOf(points / 100);
  }
}
