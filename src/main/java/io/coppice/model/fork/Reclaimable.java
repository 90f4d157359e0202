package io.coppice.model.fork;

import io.coppice.model.EntityId.MachineId;
import java.util.List;

/**
 * What ending some members really frees: the group's cost before, less its cost after.
 *
 * @param machines the members that end
 * @param bases how many bases are freed with them
 * @param memory bytes of host memory
 * @param disk bytes of private disk blocks
 */
public record Reclaimable(List<MachineId> machines, int bases, long memory, long disk) {
  public Reclaimable {
    machines = List.copyOf(machines);
  }
}
