package io.coppice.sim.ops.alarm;

import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<Key, Starved> found = new HashMap<>();
  private final long[] cpuWanted;
  private final long[] memoryWanted;

  /** An alarm's code and what it is about. */
  private record Key(String code, EntityId about) {}

  /** How many machines one thing starves, and which of them most. */
  private static final class Starved {
    private int count;
    private int most;
    private String name = "";

    private void add(Machine machine, int how) {
      count++;
      if (how > most || name.isEmpty()) {
        most = how;
        name = machine.name();
      }
    }
  }

  private StarvationAlarms(Inventory inventory, Figures figures) {
    this.inventory = inventory;
    this.figures = figures;
    this.cpuWanted = new long[inventory.pools().size()];
    this.memoryWanted = new long[inventory.pools().size()];
  }

  static List<Problem> of(Inventory inventory, Figures figures) {
    StarvationAlarms alarms = new StarvationAlarms(inventory, figures);
    inventory.machines().forEach(alarms::want);
    inventory.machines().forEach(alarms::look);
    List<Problem> problems = new ArrayList<>();
    alarms.found.forEach((key, starved) -> problems.add(alarms.problem(key, starved)));
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
    return CODES.contains(alarm.code()) && inventory.find(alarm.about().getFirst()).isPresent();
  }

  private int of(EntityId id, Metric metric) {
    return figures.get(id, metric);
  }

  /** Adds what a machine wants to its pools. */
  private void want(Machine machine) {
    if (!machine.isOn()) {
      return;
    }
    long cpu = of(machine.id(), Metric.CPU_DEMAND);
    long memory = (long) of(machine.id(), Metric.MEMORY_GRANTED) + taken(machine);
    for (Optional<ResourcePool> at = pool(machine.pool());
        at.isPresent();
        at = at.get().parent().flatMap(this::pool)) {
      cpuWanted[at.get().id().value()] += cpu;
      memoryWanted[at.get().id().value()] += memory;
    }
  }

  private Optional<ResourcePool> pool(EntityId.ResourcePoolId id) {
    return Optional.ofNullable(inventory.pools().get(id.value()));
  }

  /** MiB it touched and does not have. */
  private int taken(Machine machine) {
    return of(machine.id(), Metric.MEMORY_SWAPPED)
        + of(machine.id(), Metric.MEMORY_COMPRESSED) / 2
        + of(machine.id(), Metric.MEMORY_BALLOONED);
  }

  private void look(Machine machine) {
    if (!machine.isOn()) {
      return;
    }
    int ready = of(machine.id(), Metric.CPU_READY);
    if (ready >= FELT) {
      note(machine, ready, MACHINE_CPU, POOL_CPU, HOST_CPU, false);
    }
    if (of(machine.id(), Metric.MEMORY_SWAPPED) > 0) {
      int waits = of(machine.id(), Metric.MEMORY_LATENCY);
      note(machine, waits, MACHINE_MEMORY, POOL_MEMORY, HOST_SWAPS, true);
    }
  }

  private void note(
      Machine machine, int how, String own, String ofPool, String ofHost, boolean memory) {
    Key key =
        isAtLimit(machine, memory)
            ? new Key(own, machine.id())
            : limitingPool(machine, memory)
                .map(pool -> new Key(ofPool, pool.id()))
                .orElse(new Key(ofHost, machine.host()));
    found.computeIfAbsent(key, _ -> new Starved()).add(machine, how);
  }

  private boolean isAtLimit(Machine machine, boolean memory) {
    Allocation own = memory ? machine.placement().memory() : machine.placement().cpu();
    int has = of(machine.id(), memory ? Metric.MEMORY_GRANTED : Metric.CPU_USED);
    return own.isLimited() && has >= own.limit() - 1;
  }

  /** The lowest pool over a machine whose limit its machines have reached and would pass. */
  private Optional<ResourcePool> limitingPool(Machine machine, boolean memory) {
    for (Optional<ResourcePool> at = pool(machine.pool());
        at.isPresent();
        at = at.get().parent().flatMap(this::pool)) {
      Allocation its = memory ? at.get().memory() : at.get().cpu();
      long wanted = (memory ? memoryWanted : cpuWanted)[at.get().id().value()];
      int has = of(at.get().id(), memory ? Metric.MEMORY_GRANTED : Metric.CPU_USED);
      if (!at.get().isRoot()
          && its.isLimited()
          && wanted > its.limit()
          && has >= its.limit() * 0.95) {
        return at;
      }
    }
    return Optional.empty();
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
      case POOL_CPU -> limited(key, name, false, starved);
      case POOL_MEMORY -> limited(key, name, true, starved);
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

  private Object[] limited(Key key, String name, boolean memory, Starved starved) {
    ResourcePool pool = inventory.pools().get(key.about().value());
    long limit = memory ? pool.memory().limit() : pool.cpu().limit();
    long wanted = (memory ? memoryWanted : cpuWanted)[pool.id().value()];
    String unit = memory ? " MiB" : " MHz";
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
