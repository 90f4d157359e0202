package io.coppice.model.inventory;

import io.coppice.model.EntityId;
import java.util.EnumSet;
import java.util.Set;

/** A figure that moves, with its unit and the kinds of object that have it. */
public enum Metric {
  CPU_DEMAND(Unit.MEGAHERTZ, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  CPU_USED(
      Unit.MEGAHERTZ,
      EntityId.Kind.MACHINE,
      EntityId.Kind.HOST,
      EntityId.Kind.CLUSTER,
      EntityId.Kind.RESOURCE_POOL),
  /**
   * Time a machine was ready to run and was not run, in hundredths of a percent of the interval,
   * over its processors.
   */
  CPU_READY(Unit.BASIS_POINTS, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  MEMORY_GRANTED(
      Unit.MEBIBYTES,
      EntityId.Kind.MACHINE,
      EntityId.Kind.HOST,
      EntityId.Kind.CLUSTER,
      EntityId.Kind.RESOURCE_POOL),
  MEMORY_ACTIVE(Unit.MEBIBYTES, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  MEMORY_BALLOONED(Unit.MEBIBYTES, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  MEMORY_SWAPPED(Unit.MEBIBYTES, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  DISK_RATE(
      Unit.KIBIBYTES_PER_SECOND,
      EntityId.Kind.MACHINE,
      EntityId.Kind.HOST,
      EntityId.Kind.DATASTORE),
  DISK_LATENCY(Unit.MICROSECONDS, EntityId.Kind.MACHINE, EntityId.Kind.DATASTORE),
  NETWORK_RATE(Unit.KIBIBYTES_PER_SECOND, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  POWER(Unit.WATTS, EntityId.Kind.HOST, EntityId.Kind.CLUSTER),
  SPACE_USED(Unit.MEBIBYTES, EntityId.Kind.DATASTORE, EntityId.Kind.MACHINE),
  SPACE_PROVISIONED(Unit.MEBIBYTES, EntityId.Kind.DATASTORE, EntityId.Kind.MACHINE),
  /**
   * Part of the time a machine could not run as it wanted, because others had the processor: ready,
   * and what sharing a core or reaching memory of another node cost it; of a host the mean of its
   * machines. Hundredths of a percent, as vCenter's counter cpu.latency.
   */
  CPU_LATENCY(Unit.BASIS_POINTS, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  /** Memory whose pages lie compressed in a cache that takes half of it. */
  MEMORY_COMPRESSED(Unit.MEBIBYTES, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  /** What the hypervisor takes beside the guest's memory; of a host with its own part. */
  MEMORY_OVERHEAD(Unit.MEBIBYTES, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  /**
   * Part of the time a machine waited for pages that were swapped or compressed, in hundredths of a
   * percent, as vCenter's counter mem.latency; of a host the mean of its machines.
   */
  MEMORY_LATENCY(Unit.BASIS_POINTS, EntityId.Kind.MACHINE, EntityId.Kind.HOST),
  /** Reads and writes of disks. */
  DISK_OPERATIONS(Unit.PER_SECOND, EntityId.Kind.MACHINE, EntityId.Kind.DATASTORE);

  /** What a figure counts. */
  public enum Unit {
    MEGAHERTZ,
    BASIS_POINTS,
    MEBIBYTES,
    KIBIBYTES_PER_SECOND,
    MICROSECONDS,
    WATTS,
    PER_SECOND
  }

  private final Unit unit;
  private final Set<EntityId.Kind> kinds;

  Metric(Unit unit, EntityId.Kind first, EntityId.Kind... more) {
    this.unit = unit;
    this.kinds = EnumSet.of(first, more);
  }

  public Unit unit() {
    return unit;
  }

  public boolean existsFor(EntityId.Kind kind) {
    return kinds.contains(kind);
  }
}
