package io.coppice.model.fork;

/**
 * What a group costs, in bytes, exact at its instant. The cost stands beside the drop of a host's
 * MemAvailable.
 *
 * @param members machines that run or start
 * @param nominal memory all of them were given
 * @param base what its bases keep resident
 * @param diverged own copies of all members
 * @param overhead of the hypervisor processes beside guest memory
 * @param merged own copies that page sharing laid on another and so do not cost again
 * @param swapped own copies that are on the host's swap, not in memory
 */
public record SharingSums(
    int members, long nominal, long base, long diverged, long overhead, long merged, long swapped) {
  public static final SharingSums NOTHING = new SharingSums(0, 0, 0, 0, 0, 0, 0);

  /** Base resident + sum of (diverged + overhead), less what is merged. */
  public long cost() {
    return base + diverged + overhead - merged;
  }

  /** Nominal memory of all members over the group's cost; 0 where it costs nothing. */
  public double ratio() {
    return cost() == 0 ? 0 : nominal / (double) cost();
  }
}
