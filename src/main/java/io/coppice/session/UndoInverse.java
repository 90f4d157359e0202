package io.coppice.session;

import io.coppice.backend.CancelJob;
import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.NetworkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.inventory.Inventory;
import java.util.List;
import java.util.Optional;

/**
 * What takes an operation back. An operation can be undone when the world before it and the world
 * now say how; where the world no longer stands as the operation left it, there is no inverse any
 * more, so that undoing never overwrites what somebody else did since.
 */
public final class UndoInverse {
  private UndoInverse() {}

  /** Whether operations of that sort can be undone, seen from before they run. */
  public static boolean isUndoable(Operation operation) {
    return switch (operation) {
      case InventoryOperation x -> UndoInventory.isUndoable(x);
      case MachineOperation x -> UndoMachine.isUndoable(x);
      case SnapshotOperation x ->
          x instanceof SnapshotOperation.Take || x instanceof SnapshotOperation.Describe;
      case HostOperation x ->
          x instanceof HostOperation.Disconnect
              || x instanceof HostOperation.Reconnect
              || x instanceof HostOperation.EnterMaintenance
              || x instanceof HostOperation.ExitMaintenance;
      case FaultOperation x ->
          x instanceof FaultOperation.CutNic
              || x instanceof FaultOperation.RestoreNic
              || x instanceof FaultOperation.CutPath
              || x instanceof FaultOperation.RestorePath
              || x instanceof FaultOperation.FillDatastore;
      case ProvisioningOperation x -> true;
      case ForkOperation x -> false;
      case ConsoleOperation x -> false;
      case NetworkOperation x -> true;
      case CancelJob x -> false;
    };
  }

  /**
   * The operations that take another back.
   *
   * @param before the site it was asked of
   * @param now the site after it ended
   * @return none if it cannot be undone, or the site moved on since
   */
  static List<Operation> inverses(Operation done, Setup before, Setup now) {
    return done instanceof NetworkOperation network
        ? UndoNetwork.inverses(network, before, now)
        : inverse(done, before.inventory(), now.inventory()).stream().toList();
  }

  /** The one operation that takes another back, of what is done to the inventory. */
  public static Optional<Operation> inverse(Operation done, Inventory before, Inventory now) {
    return switch (done) {
      case InventoryOperation x -> UndoInventory.inverse(x, before, now);
      case MachineOperation x -> UndoMachine.inverse(x, before, now);
      case SnapshotOperation x -> UndoMachine.inverse(x, before, now);
      case HostOperation x -> UndoHost.inverse(x, before, now);
      case FaultOperation x -> UndoHost.inverse(x, before, now);
      case ProvisioningOperation x -> UndoProvisioning.inverse(x, before, now);
      case ForkOperation x -> Optional.empty();
      case ConsoleOperation x -> Optional.empty();
      case NetworkOperation x -> Optional.empty();
      case CancelJob x -> Optional.empty();
    };
  }
}
