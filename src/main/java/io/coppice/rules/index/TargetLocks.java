package io.coppice.rules.index;

import io.coppice.backend.CancelJob;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation;

/**
 * Which jobs have their target to themselves while they run. A machine may be cloned many times at
 * once, a folder may receive many machines, and what only labels things stands in nobody's way.
 */
final class TargetLocks {
  private TargetLocks() {}

  static boolean holds(Operation operation) {
    return switch (operation) {
      case FaultOperation.RepairHost _ -> true;
      case MachineOperation.Create _,
          MachineOperation.Clone _,
          SnapshotOperation.Describe _,
          InventoryOperation _,
          FaultOperation _,
          ForkOperation.Fork _,
          ForkOperation.SetLease _,
          ForkOperation.SetPageSharing _,
          ForkOperation.StartElastic _,
          ForkOperation.StopElastic _,
          CancelJob _ ->
          false;
      default -> true;
    };
  }
}
