package io.coppice.rules;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import java.util.Comparator;
import java.util.Optional;

/** Rules of space and of paths. */
public final class StorageRules {
  private StorageRules() {}

  /** Whether the machine's own host reaches all it lies on. */
  static boolean reachableHere(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    return verdicts.note(
        "storage-reachable",
        HostConditions.unreachable(machine, index.inventory().host(machine.host()), index));
  }

  /** Whether the datastore has that many bytes free. */
  static boolean room(
      DatastoreId datastore, long bytes, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, datastore)) {
      return false;
    }
    long free = index.freeSpace(datastore);
    return verdicts.need(
        "datastore-room",
        bytes <= free,
        () ->
            Problem.error(
                "datastore.no-room",
                datastore,
                index.name(datastore),
                new Bytes(bytes).toString(),
                new Bytes(free).toString()));
  }

  /** Whether the files of a machine that changes find room wherever they grow. */
  static void growth(Machine before, Machine after, SiteIndex index, VerdictCollector verdicts) {
    MachineStorage.growth(before, after).forEach((on, more) -> room(on, more, index, verdicts));
  }

  /** Whether the machine's home can hold an image of its memory. */
  static void roomForMemory(Machine machine, SiteIndex index, VerdictCollector verdicts) {
    MachineStorage.home(machine)
        .ifPresent(home -> room(home, machine.hardware().memory().value(), index, verdicts));
  }

  /**
   * Of the datastores to which the machine's guest writes, the one with the least room: what a
   * machine that stands still waits for.
   */
  public static Optional<DatastoreId> fullest(Machine machine, SiteIndex index) {
    return machine.hardware().disks().stream()
        .map(VirtualDisk::datastore)
        .distinct()
        .filter(on -> index.inventory().datastore(on) != null)
        .min(Comparator.comparingLong(index::freeSpace));
  }
}
