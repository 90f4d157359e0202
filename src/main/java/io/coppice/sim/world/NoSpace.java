package io.coppice.sim.world;

import io.coppice.model.EntityId;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine writes what its datastore has no room for: it stands still with the question whether it
 * shall try again (vSphere VM Administration: a virtual machine on a full datastore is paused with
 * a question, Retry or Cancel), so that nothing it has written is lost.
 */
public final class NoSpace {
  private NoSpace() {}

  /** The machine as it stands still; tells so. The caller puts it into the world. */
  public static Machine stall(World world, Machine machine) {
    List<EntityId> about = new ArrayList<>(List.of(machine.id()));
    String place = "";
    if (MachineStorage.home(machine).isPresent()) {
      EntityId home = MachineStorage.home(machine).get();
      about.add(home);
      place = world.contents().displayName(home);
    }
    world.recordEvent(
        Severity.ERROR, "event.machine.stalled", about, Optional.empty(), machine.name(), place);
    return machine.withStalled(true);
  }
}
