package io.coppice.model.inventory;

/**
 * How a machine or pool competes for one resource (vSphere Resource Management, "Resource
 * Allocation Settings"). Units are MHz for processors and MiB for memory.
 *
 * @param shares weight against siblings when the resource is short; at least 1
 * @param reservation guaranteed amount; at least 0
 * @param limit most it may use; {@link #UNLIMITED} for none
 * @param expandable whether a pool may borrow reservation from its parent; meaningless for a
 *     machine
 */
public record Allocation(int shares, int reservation, int limit, boolean expandable) {
  public static final int UNLIMITED = Integer.MAX_VALUE;

  public Allocation {
    if (shares < 1 || reservation < 0 || limit < reservation) {
      throw new IllegalArgumentException(
          "shares >= 1, 0 <= reservation <= limit: " + shares + ", " + reservation + ", " + limit);
    }
  }

  /** "Normal" processor shares: 1,000 for each virtual processor. */
  public static Allocation normalCpu(int vcpus) {
    return new Allocation(1000 * vcpus, 0, UNLIMITED, true);
  }

  /** "Normal" memory shares: 10 for each MiB. */
  public static Allocation normalMemory(long mib) {
    return new Allocation((int) Math.min(Integer.MAX_VALUE, 10 * mib), 0, UNLIMITED, true);
  }

  /** "Normal" shares of a resource pool: 4,000 for processors, 163,840 for memory. */
  public static Allocation normalPoolCpu() {
    return new Allocation(4000, 0, UNLIMITED, true);
  }

  public static Allocation normalPoolMemory() {
    return new Allocation(163_840, 0, UNLIMITED, true);
  }

  public boolean isLimited() {
    return limit != UNLIMITED;
  }
}
