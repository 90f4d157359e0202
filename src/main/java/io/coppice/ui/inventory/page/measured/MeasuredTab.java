package io.coppice.ui.inventory.page.measured;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** On machines that ask for what was measured, and on the hosts and clusters where they run. */
public final class MeasuredTab implements PageTab {
  @Override
  public String id() {
    return "measured";
  }

  @Override
  public String title() {
    return "page.tab.measured";
  }

  @Override
  public String help() {
    return "resource-model";
  }

  @Override
  public boolean appliesTo(EntityId id, Snapshot snapshot) {
    return !machines(id, snapshot, 1).isEmpty();
  }

  @Override
  public PagePart create(EntityId id, UiContext context) {
    return new MeasuredPart(context, id);
  }

  /** Measured machines of an object, the first so many. */
  static List<Machine> machines(EntityId id, Snapshot snapshot, int most) {
    List<Machine> found = new ArrayList<>();
    switch (id) {
      case EntityId.MachineId machine ->
          Optional.ofNullable(snapshot.inventory().machine(machine))
              .filter(it -> it.guest().measured().isPresent())
              .ifPresent(found::add);
      case EntityId.HostId _, EntityId.ClusterId _ -> {
        var all = snapshot.inventory().machines();
        for (int row = 0; row < all.size() && found.size() < most; row++) {
          Machine machine = all.get(row);
          if (machine != null
              && machine.guest().measured().isPresent()
              && isIn(id, machine, snapshot)) {
            found.add(machine);
          }
        }
      }
      default -> {}
    }
    return found;
  }

  private static boolean isIn(EntityId id, Machine machine, Snapshot snapshot) {
    Host host = snapshot.inventory().host(machine.host());
    return machine.host().equals(id)
        || host != null && host.cluster().filter(id::equals).isPresent();
  }
}
