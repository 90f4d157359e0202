package io.coppice.rules;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.rules.index.SiteIndex;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Whether pools can give what is to be reserved (vSphere Resource Management, "Resource pool
 * admission control"): a pool gives from its own unreserved amount; an expandable one asks its
 * parent for the rest, up to its limit. The root pool has what its hosts have, which admission on
 * the host checks.
 */
final class PoolAdmission {
  private PoolAdmission() {}

  /** Notes whether MiB and MHz more can be reserved in the pool. */
  static void check(
      ResourcePoolId id, long memory, long cpu, SiteIndex index, VerdictCollector verdicts) {
    if (memory > 0) {
      verdicts.note(
          "pool-memory",
          lacking(id, memory, "MiB", ResourcePool::memory, m -> m.placement().memory(), index));
    }
    if (cpu > 0) {
      verdicts.note(
          "pool-cpu", lacking(id, cpu, "MHz", ResourcePool::cpu, m -> m.placement().cpu(), index));
    }
  }

  private static Optional<Problem> lacking(
      ResourcePoolId start,
      long need,
      String unit,
      Function<ResourcePool, Allocation> of,
      Function<Machine, Allocation> ofMachine,
      SiteIndex index) {
    long rest = need;
    ResourcePool pool = index.inventory().pools().get(start.value());
    while (pool != null && !pool.isRoot() && rest > 0) {
      Allocation has = of.apply(pool);
      long used = used(pool, of, ofMachine, index);
      long free = Math.max(0, has.reservation() - used);
      boolean overLimit = has.isLimited() && used + rest > has.limit();
      if (overLimit || (rest > free && !has.expandable())) {
        return Optional.of(
            Problem.error(
                "pool.no-reservation",
                pool.id(),
                pool.name(),
                rest + " " + unit,
                (overLimit ? Math.max(0, has.limit() - used) : free) + " " + unit));
      }
      rest -= free;
      pool = index.inventory().pools().get(pool.parent().orElseThrow().value());
    }
    return Optional.empty();
  }

  /** What running machines and child pools have reserved from a pool. */
  private static long used(
      ResourcePool pool,
      Function<ResourcePool, Allocation> of,
      Function<Machine, Allocation> ofMachine,
      SiteIndex index) {
    long machines =
        index.machines(pool.id()).stream()
            .filter(Machine::isOn)
            .mapToLong(machine -> ofMachine.apply(machine).reservation())
            .sum();
    long pools =
        IntStream.of(index.held(pool.id(), EntityId.Kind.RESOURCE_POOL).toArray())
            .mapToObj(row -> index.inventory().pools().get(row))
            .mapToLong(
                child -> Math.max(of.apply(child).reservation(), used(child, of, ofMachine, index)))
            .sum();
    return machines + pools;
  }
}
