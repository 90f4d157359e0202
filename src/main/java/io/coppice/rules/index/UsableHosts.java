package io.coppice.rules.index;

import io.coppice.model.inventory.Host;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the usable hosts of a cluster can give to machines, also when the largest of them fail. */
public final class UsableHosts {
  private final long[] memories;
  private final long[] speeds;

  UsableHosts(List<Host> hosts) {
    memories = sorted(hosts, Commitments::memoryForMachines);
    speeds = sorted(hosts, Commitments::cpuForMachines);
  }

  private static long[] sorted(List<Host> hosts, ToLongFunction<Host> gives) {
    return hosts.stream().mapToLong(gives).sorted().toArray();
  }

  /** MiB of memory when so many of the largest are gone. */
  public long memory(int gone) {
    return left(memories, gone);
  }

  /** MHz of processors when so many of the largest are gone. */
  public long cpu(int gone) {
    return left(speeds, gone);
  }

  private static long left(long[] sorted, int gone) {
    long sum = 0;
    for (int i = 0; i < sorted.length - gone; i++) {
      sum += sorted[i];
    }
    return sum;
  }
}
