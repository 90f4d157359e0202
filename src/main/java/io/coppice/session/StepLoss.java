package io.coppice.session;

import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId;
import java.util.List;

/**
 * What undoing a step would itself destroy, so that the person is asked first.
 *
 * @param poweredOff machines that would lose their power, and what their guests hold in memory
 * @param disksRemoved machines that would lose disks, with all that was written to them since
 */
public record UndoLoss(List<EntityId> poweredOff, List<EntityId> disksRemoved) {
  public static final UndoLoss NONE = new UndoLoss(List.of(), List.of());

  public UndoLoss {
    poweredOff = List.copyOf(poweredOff);
    disksRemoved = List.copyOf(disksRemoved);
  }

  /** What is lost when these operations are taken back. */
  static UndoLoss of(List<Operation> done) {
    return new UndoLoss(
        done.stream().filter(PowerOn.class::isInstance).map(Operation::target).toList(),
        done.stream()
            .filter(one -> one instanceof EditHardware edit && addsDisk(edit))
            .map(Operation::target)
            .toList());
  }

  private static boolean addsDisk(EditHardware edit) {
    return edit.disks().stream().anyMatch(DiskChange.Add.class::isInstance);
  }

  public boolean isNone() {
    return poweredOff.isEmpty() && disksRemoved.isEmpty();
  }
}
