package io.coppice.ui.console;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.UiContext;

/** The tab of machines that shows their screen. */
public final class ConsoleTab implements PageTab {
  @Override
  public String id() {
    return "console";
  }

  @Override
  public String title() {
    return "console.tab";
  }

  @Override
  public boolean appliesTo(EntityId id, Snapshot snapshot) {
    return id instanceof MachineId machine && isMachine(snapshot.inventory().machine(machine));
  }

  private static boolean isMachine(Machine machine) {
    return machine != null && !machine.template();
  }

  @Override
  public String help() {
    return "consoles";
  }

  @Override
  public PagePart create(EntityId id, UiContext context) {
    return new MachineConsole((MachineId) id, context);
  }
}
