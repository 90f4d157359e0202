package io.coppice.ui.inventory.actions;

import io.coppice.session.Session;
import io.coppice.ui.inventory.provision.ProvisionActions;
import io.coppice.ui.kit.Action;
import java.util.List;
import java.util.stream.Stream;

/** Every action on the objects of the inventory. */
public final class InventoryActions {
  private InventoryActions() {}

  public static List<Action> all(Session session) {
    SiteActions site = new SiteActions(session);
    return Stream.of(
            new MachineActions(session).all(),
            VAppPower.all(session),
            new FormActions(session).all(),
            new NamingForms(session).all(),
            ProvisionActions.all(session),
            site.hosts(),
            site.others())
        .flatMap(List::stream)
        .toList();
  }
}
