package io.coppice.model.fork;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;

/**
 * What a fork will cost and how many children fit on the base's host, before it is asked for. Pure.
 *
 * @param base bytes the fork keeps resident once, whatever the number of children; 0 when the base
 *     is in memory already
 * @param now bytes each child costs as soon as it runs
 * @param later bytes each may come to cost: its process and the guest's working set
 * @param free bytes free on the host, before the base
 * @param fitNow children for which there is room now
 * @param fitLater children that still have room when each has diverged by its working set
 */
public record ForkEstimate(long base, long now, long later, long free, int fitNow, int fitLater) {
  /** QEMU beside guest memory: 26 MB (QEMU 7.2, 32 children of 256 MB, PSS without the mapping). */
  public static final long OVERHEAD = 26_000_000;

  /** What a child has written by its first answer: 0.5 MB each (the same 32 children). */
  public static final long AT_ONCE = 524_288;

  /**
   * Share of a host's memory that machines may use: 4 % are taken for the hypervisor; an assumption
   * in the middle of what hosts of 64 to 512 GiB show as "system".
   */
  private static final long PERCENT = 96;

  /** The estimate for children of a machine on its own host. */
  public static ForkEstimate of(Machine source, Forks forks, Inventory inventory, Figures figures) {
    boolean member = forks.member(source.id()).isPresent();
    long base = member ? stored(source, forks) : touched(source, figures);
    long active = (long) figures.get(source.id(), Metric.MEMORY_ACTIVE) * Bytes.MIB;
    long working = active == 0 ? source.hardware().memory().value() / 10 : active;
    long now = OVERHEAD + AT_ONCE;
    long later = OVERHEAD + Math.max(AT_ONCE, working);
    Host host = inventory.host(source.host());
    long free = host == null ? 0 : free(host, forks, inventory, figures);
    // A machine that goes on gives up what it had: it is the base's now.
    long own = source.isOn() && !member ? touched(source, figures) : 0;
    long rest = Math.max(0, free + own - base);
    return new ForkEstimate(base, now, later, free, (int) (rest / now), (int) (rest / later));
  }

  /** Bytes of a frozen machine's base that lie on a datastore, and are loaded before a fork. */
  private static long stored(Machine source, Forks forks) {
    return forks
        .member(source.id())
        .filter(member -> member.state() == ForkMember.State.FROZEN)
        .flatMap(member -> forks.group(member.group()))
        .flatMap(
            group ->
                group.bases().stream()
                    .filter(base -> base.source().equals(source.id()))
                    .reduce((_, newer) -> newer))
        .filter(base -> base.state() == ForkBase.State.STORED)
        .map(base -> (long) base.resident() * PageSet.PAGE)
        .orElse(0L);
  }

  /** Pages of a machine's memory. */
  public static int pages(Machine machine) {
    return (int) Math.min(PageSet.MOST, machine.hardware().memory().value() / PageSet.PAGE);
  }

  private static long touched(Machine source, Figures figures) {
    long all = source.hardware().memory().value();
    long granted = (long) figures.get(source.id(), Metric.MEMORY_GRANTED) * Bytes.MIB;
    return granted == 0 ? all : Math.min(all, granted);
  }

  /** Bytes of a host nobody uses: machines by what they were granted, groups by what they cost. */
  public static long free(Host host, Forks forks, Inventory inventory, Figures figures) {
    long used = 0;
    for (int row = 0; row < inventory.machines().size(); row++) {
      Machine machine = inventory.machines().get(row);
      if (machine != null
          && machine.isOn()
          && machine.host().equals(host.id())
          && forks.members().get(row) == null) {
        used += Bytes.MIB * figures.column(EntityId.Kind.MACHINE, Metric.MEMORY_GRANTED).get(row);
      }
    }
    return usable(host) - used - cost(host.id(), forks);
  }

  /** Bytes of a host that machines may use. */
  public static long usable(Host host) {
    return host.hardware().memory().value() / 100 * PERCENT;
  }

  /** Bytes all groups cost on a host: bases, own copies and processes. */
  public static long cost(HostId host, Forks forks) {
    long sum = 0;
    for (int row = 0; row < forks.groups().size(); row++) {
      ForkGroup group = forks.groups().get(row);
      if (group == null) {
        continue;
      }
      for (ForkBase base : group.bases()) {
        sum += base.host().equals(host) ? base.residentBytes() : 0;
      }
      for (ForkMember member : forks.membersOf(group.id())) {
        if (member.host().equals(host)) {
          sum += own(member, forks);
        }
      }
    }
    return sum;
  }

  /** Bytes a member costs beside its base; page sharing is counted for the group, not here. */
  public static long own(ForkMember member, Forks forks) {
    if (!member.state().holdsMemory()) {
      return 0;
    }
    // What starts has no pages yet; it is counted as if it ran.
    long diverged =
        forks
            .pages(member.machine())
            .map(pages -> (long) pages.diverged().count() * PageSet.PAGE)
            .orElse(AT_ONCE);
    return member.overhead() + diverged;
  }
}
