package io.coppice.boot;

import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.Trees;
import io.coppice.ui.shell.Shell;
import java.util.List;

/** Every screen, navigator section and action of the console, in one place. */
final class Screens {
  private Screens() {}

  static Shell.Parts all() {
    return new Shell.Parts(List.of(), List.of(new Trees()), List.of(InventoryActions::all));
  }
}
