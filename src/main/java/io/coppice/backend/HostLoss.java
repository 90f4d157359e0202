package io.coppice.backend;

import io.coppice.backend.CapacityPlan.HostLoad;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What the failure of one host does.
 *
 * @param restarts of each machine that ran there, in the order in which HA restarts them
 * @param before how full the usable hosts are with it
 * @param after and without it, with what was restarted
 */
public record HostLoss(HostId host, List<Restart> restarts, HostLoad before, HostLoad after) {
  public HostLoss {
    restarts = List.copyOf(restarts);
  }

  /** Where a machine is restarted, or why it is not. */
  public record Restart(MachineId machine, Optional<HostId> to, Optional<Problem> why) {}

  /** Machines that are not restarted. */
  public long stranded() {
    return restarts.stream().filter(restart -> restart.to().isEmpty()).count();
  }
}
