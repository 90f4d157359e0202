package io.coppice.sim.world;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Machine;
import java.util.List;
import java.util.Optional;

/**
 * A machine writes what its datastore has no room for: it stands still with the question whether it
 * shall try again (vSphere VM Administration: a virtual machine on a full datastore is paused with
 * a question, Retry or Cancel), so that nothing it has written is lost.
 */
public final class NoSpace {
  private NoSpace() {}

  /**
   * The machine as it stands still; tells so. The caller puts it into the world.
   *
   * @param full the datastore that has no room for it
   */
  public static Machine stall(World world, Machine machine, DatastoreId full) {
    List<EntityId> about = List.of(machine.id(), full);
    String place = world.contents().displayName(full);
    world.recordEvent(
        Severity.ERROR, "event.machine.stalled", about, Optional.empty(), machine.name(), place);
    return machine.withStalled(true);
  }
}
