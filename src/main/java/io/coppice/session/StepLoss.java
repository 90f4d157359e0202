package io.coppice.session;

import io.coppice.backend.HostOperation;
import io.coppice.backend.MachineOperation.DiskChange;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.PowerOn;
import io.coppice.backend.MachineOperation.Resume;
import io.coppice.backend.MachineOperation.Suspend;
import io.coppice.backend.NetworkOperation.DeleteFence;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What undoing a step, or doing it again, would itself destroy or interrupt, so that the person is
 * asked first: all that is asked about too where it is done by hand.
 *
 * @param parts one of each kind at most
 */
public record StepLoss(List<Part> parts) {
  public static final StepLoss NONE = new StepLoss(List.of());

  /** Of how many objects on it is asked where one alone loses nothing. */
  private static final int MANY = 2;

  /** What is lost, by the least that it is asked about. */
  public enum Kind {
    /** Machines lose their power, and what their guests hold in memory. */
    POWER(1),
    /** Machines lose disks, with all that was written to them since. */
    DISKS(1),
    /** Machines lose a snapshot, and what it kept. */
    SNAPSHOTS(1),
    /** Fences go, and nothing crosses them any more. */
    FENCES(1),
    /** Machines stand still until they are resumed. */
    SUSPENDED(MANY),
    /** Hosts send their machines away. */
    EVACUATED(MANY),
    /** Hosts are no longer managed. */
    DISCONNECTED(MANY);

    private final int least;

    Kind(int least) {
      this.least = least;
    }
  }

  /**
   * One kind of loss.
   *
   * @param objects who has it
   */
  public record Part(Kind kind, List<EntityId> objects) {
    public Part {
      objects = List.copyOf(objects);
    }
  }

  public StepLoss {
    parts = List.copyOf(parts);
  }

  /** What is lost when these operations are taken back. */
  static StepLoss ofUndoing(List<Operation> done) {
    List<Part> parts = new ArrayList<>();
    add(parts, Kind.POWER, done, PowerOn.class::isInstance);
    add(parts, Kind.DISKS, done, one -> one instanceof EditHardware edit && addsDisk(edit));
    add(parts, Kind.SNAPSHOTS, done, SnapshotOperation.Take.class::isInstance);
    add(parts, Kind.SUSPENDED, done, Resume.class::isInstance);
    add(parts, Kind.EVACUATED, done, HostOperation.ExitMaintenance.class::isInstance);
    add(parts, Kind.DISCONNECTED, done, HostOperation.Reconnect.class::isInstance);
    return new StepLoss(parts);
  }

  /** What is lost when these operations, which were taken back, are done again. */
  static StepLoss ofRedoing(List<Operation> undone) {
    List<Part> parts = new ArrayList<>();
    add(parts, Kind.FENCES, undone, DeleteFence.class::isInstance);
    add(parts, Kind.SUSPENDED, undone, Suspend.class::isInstance);
    add(parts, Kind.EVACUATED, undone, HostOperation.EnterMaintenance.class::isInstance);
    add(parts, Kind.DISCONNECTED, undone, HostOperation.Disconnect.class::isInstance);
    return new StepLoss(parts);
  }

  private static void add(
      List<Part> parts, Kind kind, List<Operation> operations, Predicate<Operation> loses) {
    List<EntityId> objects =
        operations.stream().filter(loses).<EntityId>map(Operation::target).toList();
    if (objects.size() >= kind.least) {
      parts.add(new Part(kind, objects));
    }
  }

  private static boolean addsDisk(EditHardware edit) {
    return edit.disks().stream().anyMatch(DiskChange.Add.class::isInstance);
  }

  public boolean isNone() {
    return parts.isEmpty();
  }
}
