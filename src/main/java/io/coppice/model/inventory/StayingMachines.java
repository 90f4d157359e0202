package io.coppice.model.inventory;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Machines that lie on a datastore cluster and that Storage DRS never moves, by the first cause
 * that holds.
 *
 * @param forked members of fork groups, whose disks hang on a base that lies there
 * @param linked linked clones, and machines that others were cloned from
 * @param spread machines that lie on more than one datastore
 */
public record StayingMachines(int forked, int linked, int spread) {
  /** Why one stays. */
  public enum Cause {
    FORKED,
    LINKED,
    SPREAD
  }

  /**
   * Why Storage DRS leaves a machine where it is; empty if it may move it.
   *
   * @param hasClones whether others hang on its disks
   */
  public static Optional<Cause> cause(Machine machine, boolean hasClones) {
    if (machine.fork().isPresent()) {
      return Optional.of(Cause.FORKED);
    }
    if (machine.linked().isPresent() || hasClones) {
      return Optional.of(Cause.LINKED);
    }
    return MachineStorage.places(machine).size() > 1 ? Optional.of(Cause.SPREAD) : Optional.empty();
  }

  /** Those with a file on any datastore of the folder. */
  public static StayingMachines on(FolderId folder, Inventory inventory) {
    BitSet there = new BitSet();
    inventory.datastores().forEach(its -> there.set(its.id().value(), its.folder().equals(folder)));
    BitSet parents = new BitSet();
    inventory
        .machines()
        .forEach(its -> its.linked().ifPresent(link -> parents.set(link.parent().value())));
    int[] counts = new int[Cause.values().length];
    inventory
        .machines()
        .forEach(
            machine -> {
              List<DatastoreId> places = MachineStorage.places(machine);
              if (places.stream().anyMatch(on -> there.get(on.value()))) {
                cause(machine, parents.get(machine.id().value()))
                    .ifPresent(cause -> counts[cause.ordinal()]++);
              }
            });
    return new StayingMachines(counts[0], counts[1], counts[2]);
  }

  public boolean isEmpty() {
    return forked + linked + spread == 0;
  }
}
