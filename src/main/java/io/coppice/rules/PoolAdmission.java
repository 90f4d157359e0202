package io.coppice.rules;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Whether pools can give what is to be reserved (vSphere Resource Management, "Resource pool
 * admission control"): a pool gives from its own unreserved amount; an expandable one asks its
 * parent for the rest, up to its limit. Counted is what runs and what jobs under way have claimed.
 * The root pool has what its hosts have: for machines, admission on the host checks that, for
 * pools, it is checked here.
 */
public final class PoolAdmission {
  /** One of the two resources: what it is of everything that has it. */
  private record Resource(
      String rule,
      String unit,
      Sort sort,
      Function<ResourcePool, Allocation> ofPool,
      Function<Machine, Allocation> ofMachine,
      ToLongFunction<Host> ofHost) {}

  private static final Resource MEMORY =
      new Resource(
          "pool-memory",
          "MiB",
          Sort.MEMORY,
          ResourcePool::memory,
          machine -> machine.placement().memory(),
          Commitments::memoryForMachines);
  private static final Resource CPU =
      new Resource(
          "pool-cpu",
          "MHz",
          Sort.CPU,
          ResourcePool::cpu,
          machine -> machine.placement().cpu(),
          Commitments::cpuForMachines);

  private PoolAdmission() {}

  /** What the pool of a machine cannot reserve for it, when it starts. */
  public static Optional<Problem> lacking(Machine machine, SiteIndex index) {
    for (Resource of : List.of(MEMORY, CPU)) {
      long need = of.ofMachine().apply(machine).reservation();
      Optional<Problem> lacking =
          need > 0
              ? lacking(of, machine.pool(), need, Optional.empty(), false, index)
              : Optional.empty();
      if (lacking.isPresent()) {
        return lacking;
      }
    }
    return Optional.empty();
  }

  /** Notes whether MiB and MHz more can be reserved in the pool for a machine. */
  static void check(
      ResourcePoolId id, long memory, long cpu, SiteIndex index, VerdictCollector verdicts) {
    check(id, Optional.empty(), new Reserved(memory, cpu), index, verdicts);
  }

  /**
   * The same for a machine that runs in another pool.
   *
   * @param moving what it has there is no longer counted in pools above both
   */
  static void check(
      ResourcePoolId id,
      Optional<Machine> moving,
      Reserved more,
      SiteIndex index,
      VerdictCollector verdicts) {
    Optional<EntityId> without = moving.map(Machine::id);
    note(MEMORY, id, more.memory(), without, false, index, verdicts);
    note(CPU, id, more.cpu(), without, false, index, verdicts);
  }

  /** Notes whether a pool that is made below another finds there what it reserves. */
  static void made(
      ResourcePoolId parent, Reserved more, SiteIndex index, VerdictCollector verdicts) {
    note(MEMORY, parent, more.memory(), Optional.empty(), true, index, verdicts);
    note(CPU, parent, more.cpu(), Optional.empty(), true, index, verdicts);
  }

  /** Notes whether a pool with all that is reserved in it finds room below another. */
  static void moved(
      ResourcePool pool, ResourcePoolId into, SiteIndex index, VerdictCollector verdicts) {
    Optional<EntityId> without = Optional.of(pool.id());
    for (Resource of : List.of(MEMORY, CPU)) {
      note(of, into, taken(pool, of, Optional.empty(), index), without, true, index, verdicts);
    }
  }

  /**
   * Notes whether a pool may be so: what is reserved in it by now must fit, and its parent must
   * have what it reserves or borrows more.
   */
  static void edited(
      ResourcePool was, ResourcePool will, SiteIndex index, VerdictCollector verdicts) {
    for (Resource of : List.of(MEMORY, CPU)) {
      long used = used(was, of, Optional.empty(), index);
      Allocation has = of.ofPool().apply(will);
      boolean fits = used <= has.limit() && (has.expandable() || used <= has.reservation());
      verdicts.need(
          of.rule() + "-holds",
          fits,
          () ->
              Problem.error(
                  "pool.reserved-already",
                  was.id(),
                  was.name(),
                  used + " " + of.unit(),
                  Math.min(has.limit(), has.expandable() ? has.limit() : has.reservation())
                      + " "
                      + of.unit()));
      long more =
          Math.max(has.reservation(), used) - Math.max(of.ofPool().apply(was).reservation(), used);
      note(of, was.parent().orElseThrow(), more, Optional.empty(), true, index, verdicts);
    }
  }

  private static void note(
      Resource of,
      ResourcePoolId start,
      long need,
      Optional<EntityId> without,
      boolean toTheTop,
      SiteIndex index,
      VerdictCollector verdicts) {
    if (need > 0) {
      verdicts.note(of.rule(), lacking(of, start, need, without, toTheTop, index));
    }
  }

  private static Optional<Problem> lacking(
      Resource of,
      ResourcePoolId start,
      long need,
      Optional<EntityId> without,
      boolean toTheTop,
      SiteIndex index) {
    long rest = need;
    ResourcePool pool = index.inventory().pools().get(start.value());
    while (pool != null && !pool.isRoot() && rest > 0) {
      Allocation has = of.ofPool().apply(pool);
      long used = used(pool, of, without, index);
      long free = Math.max(0, has.reservation() - used);
      boolean overLimit = has.isLimited() && used + rest > has.limit();
      if (overLimit || (rest > free && !has.expandable())) {
        return Optional.of(refused(of, pool, rest, overLimit ? has.limit() - used : free));
      }
      // What the pool itself reserves is taken from its parent already.
      rest -= Math.min(rest, free);
      pool = index.inventory().pools().get(pool.parent().orElseThrow().value());
    }
    if (pool == null || rest <= 0 || !toTheTop) {
      return Optional.empty();
    }
    long free = all(of, pool, index) - used(pool, of, without, index);
    return rest <= free ? Optional.empty() : Optional.of(refused(of, pool, rest, free));
  }

  private static Problem refused(Resource of, ResourcePool pool, long asked, long left) {
    return Problem.error(
        "pool.no-reservation",
        pool.id(),
        pool.name(),
        asked + " " + of.unit(),
        Math.max(0, left) + " " + of.unit());
  }

  /** What the hosts of a root pool have for machines. */
  private static long all(Resource of, ResourcePool root, SiteIndex index) {
    List<Host> hosts =
        switch (root.owner()) {
          case EntityId.ClusterId cluster -> index.hosts(cluster);
          case EntityId.HostId host -> List.of(index.inventory().host(host));
        };
    return hosts.stream().filter(Host::isUsable).mapToLong(of.ofHost()).sum();
  }

  /** What a pool takes from its parent: what it reserves, or more where it has borrowed. */
  private static long taken(
      ResourcePool pool, Resource of, Optional<EntityId> without, SiteIndex index) {
    return Math.max(of.ofPool().apply(pool).reservation(), used(pool, of, without, index));
  }

  /** What running machines, jobs under way and child pools have reserved from a pool. */
  private static long used(
      ResourcePool pool, Resource of, Optional<EntityId> without, SiteIndex index) {
    long machines =
        index.machines(pool.id()).stream()
            .filter(Machine::isOn)
            .filter(machine -> without.filter(machine.id()::equals).isEmpty())
            .mapToLong(machine -> of.ofMachine().apply(machine).reservation())
            .sum();
    long pools =
        IntStream.of(index.held(pool.id(), EntityId.Kind.RESOURCE_POOL).toArray())
            .mapToObj(row -> index.inventory().pools().get(row))
            .filter(child -> without.filter(child.id()::equals).isEmpty())
            .mapToLong(child -> taken(child, of, without, index))
            .sum();
    return machines + pools + index.reservations().of(pool.id(), of.sort());
  }
}
