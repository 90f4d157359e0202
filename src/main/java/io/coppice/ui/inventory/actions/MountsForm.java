package io.coppice.ui.inventory.actions;

import io.coppice.backend.HostOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.Mount;
import io.coppice.model.inventory.Inventory;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.CheckList.Tick;
import io.coppice.ui.kit.forms.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Mounts datastores of the datacentre on one host, and unmounts them. */
final class MountsForm {
  private MountsForm() {}

  /** The datastores of the host's datacentre, by name. */
  static List<Datastore> of(Host host, Inventory in) {
    DatacentreId here = PlaceChoices.datacentre(in, host.folder());
    List<Datastore> all = new ArrayList<>();
    in.datastores()
        .forEach(
            datastore -> {
              if (PlaceChoices.datacentre(in, datastore.folder()).equals(here)) {
                all.add(datastore);
              }
            });
    all.sort(Comparator.comparing(datastore -> NaturalOrder.key(datastore.name())));
    return all;
  }

  /** What has to be mounted and unmounted so that just these are mounted. */
  static List<Operation> operations(Host host, List<Datastore> all, Set<Datastore> wanted) {
    Set<DatastoreId> mounted = mounted(host);
    List<Operation> operations = new ArrayList<>();
    for (Datastore datastore : all) {
      DatastoreId id = datastore.id();
      boolean is = mounted.contains(id);
      if (is != wanted.contains(datastore)) {
        operations.add(
            is
                ? new HostOperation.UnmountDatastore(host.id(), id)
                : new HostOperation.MountDatastore(host.id(), id));
      }
    }
    return operations;
  }

  private static Set<DatastoreId> mounted(Host host) {
    return host.datastores().stream().map(Mount::datastore).collect(Collectors.toSet());
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Host host = (Host) objects.getFirst();
    List<Datastore> all = of(host, context.session().snapshot().inventory());
    Set<DatastoreId> mounted = mounted(host);
    Form form = SelectedObjects.form("form-mounts", action, objects, context);
    CheckList<Datastore> list =
        new CheckList<>(
            "form-mount-list",
            ActionMenus.text(action, context),
            datastore ->
                context
                    .texts()
                    .get(
                        "form.mounts.row",
                        datastore.name(),
                        context.format().bytes(datastore.capacity().value())),
            _ -> Icons.DATASTORE.node(),
            form::changed);
    all.forEach(
        datastore -> list.add(datastore, mounted.contains(datastore.id()) ? Tick.ON : Tick.OFF));
    Label help =
        new Label(context.texts().get(all.isEmpty() ? "form.mounts.none" : "form.mounts.help"));
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    VBox.setVgrow(list, Priority.ALWAYS);
    VBox body = new VBox(help, list);
    body.getStyleClass().add("form-body");
    form.open(
        body,
        list,
        () -> {
          List<Operation> operations = operations(host, all, list.those(Tick.ON));
          return operations.isEmpty()
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : new Form.Asked.Ready(operations);
        },
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }
}
