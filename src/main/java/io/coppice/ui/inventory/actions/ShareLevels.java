package io.coppice.ui.inventory.actions;

import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Machine;

/**
 * The levels of shares (vSphere Resource Management, "Resource Allocation Shares": low, normal and
 * high stand in the ratio 1:2:4).
 */
enum ShareLevels {
  LOW(1),
  NORMAL(2),
  HIGH(4),
  CUSTOM(0);

  /** Low shares of a resource pool, as those of a machine with four processors and 16 GB. */
  private static final int POOL_CPU = 2_000;

  private static final int POOL_MEMORY = 81_920;
  private static final int MACHINE_CPU = 500;
  private static final int MACHINE_MEMORY = 5;

  private final int ratio;

  ShareLevels(int ratio) {
    this.ratio = ratio;
  }

  /** Processor shares of a machine. */
  int cpu(Machine machine) {
    return ratio * MACHINE_CPU * machine.hardware().vcpus();
  }

  /** Memory shares of a machine. */
  int memory(Machine machine) {
    return (int)
        Math.min(Integer.MAX_VALUE, ratio * MACHINE_MEMORY * machine.hardware().memory().mib());
  }

  int poolCpu() {
    return ratio * POOL_CPU;
  }

  int poolMemory() {
    return ratio * POOL_MEMORY;
  }

  /** The level a number of shares is, where normal is another. */
  static ShareLevels of(Allocation allocation, int normal) {
    return allocation.shares() == normal
        ? NORMAL
        : allocation.shares() * 2L == normal
            ? LOW
            : allocation.shares() == 2L * normal ? HIGH : CUSTOM;
  }
}
