package io.coppice.model.inventory;

import io.coppice.model.SimTime;
import java.util.Arrays;

/**
 * What a machine was measured to ask for, at equal steps; it asks for that instead of what its
 * workload would. Immutable.
 *
 * @param source names what it was read from
 * @param from when the first step begins
 * @param stepSeconds length of a step
 * @param repeats whether it begins anew at its end; else the machine then asks for nothing
 * @param cpu hundredths of a percent of its processors
 * @param memory hundredths of a percent of its memory that it uses; none where not measured
 * @param disk KiB a second read and written; none where not measured
 * @param network KiB a second sent and received; none where not measured
 */
public record MeasuredLoad(
    String source,
    SimTime from,
    int stepSeconds,
    boolean repeats,
    int[] cpu,
    int[] memory,
    int[] disk,
    int[] network) {
  /** Steps of one machine at most: a year in steps of five minutes. */
  public static final int MOST = 105_120;

  /** No step: before it begins or after its end. */
  public static final int NONE = -1;

  private static final long MICROS = 1_000_000;

  public MeasuredLoad {
    if (stepSeconds < 1 || cpu.length == 0 || cpu.length > MOST) {
      throw new IllegalArgumentException("Steps last a second or longer, and there are some");
    }
    for (int[] other : new int[][] {memory, disk, network}) {
      if (other.length != 0 && other.length != cpu.length) {
        throw new IllegalArgumentException("All series are as long, or not there");
      }
    }
    cpu = cpu.clone();
    memory = memory.clone();
    disk = disk.clone();
    network = network.clone();
  }

  /** The step of an instant, or {@link #NONE}. */
  public int step(SimTime now) {
    long seconds = Math.floorDiv(now.micros() - from.micros(), MICROS);
    long step = Math.floorDiv(seconds, stepSeconds);
    if (step < 0 || (step >= cpu.length && !repeats)) {
      return NONE;
    }
    return (int) (step % cpu.length);
  }

  public int cpuAt(int step) {
    return step == NONE ? 0 : cpu[step];
  }

  /** Hundredths of a percent of memory in use then; nothing where it was not measured. */
  public int memoryAt(int step) {
    return step == NONE || memory.length == 0 ? 0 : memory[step];
  }

  /** Hundredths of a percent of memory it keeps: a guest does not give back what it used once. */
  public int memoryKept() {
    return Arrays.stream(memory).max().orElse(0);
  }

  public boolean hasMemory() {
    return memory.length > 0;
  }

  public boolean hasDisk() {
    return disk.length > 0;
  }

  public boolean hasNetwork() {
    return network.length > 0;
  }

  public int diskAt(int step) {
    return step == NONE || disk.length == 0 ? 0 : disk[step];
  }

  public int networkAt(int step) {
    return step == NONE || network.length == 0 ? 0 : network[step];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeasuredLoad it
        && source.equals(it.source)
        && from.equals(it.from)
        && stepSeconds == it.stepSeconds
        && repeats == it.repeats
        && Arrays.equals(cpu, it.cpu)
        && Arrays.equals(memory, it.memory)
        && Arrays.equals(disk, it.disk)
        && Arrays.equals(network, it.network);
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + Arrays.hashCode(cpu);
  }

  @Override
  public String toString() {
    return "MeasuredLoad of " + source + ", " + cpu.length + " steps of " + stepSeconds + " s";
  }
}
