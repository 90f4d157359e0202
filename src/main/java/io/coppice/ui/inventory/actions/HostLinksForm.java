package io.coppice.ui.inventory.actions;

import io.coppice.backend.FaultOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.ui.inventory.forms.MoveTargets;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.CheckList.Tick;
import io.coppice.ui.kit.forms.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Cuts and restores the network adapters and the paths to datastores of one host. */
final class HostLinksForm {
  private HostLinksForm() {}

  /** A connection of a host that can be cut. */
  sealed interface Link {
    boolean up();

    /** Cuts it, for good where it is a path to a device that will not come back. */
    Operation cut(HostId host, boolean permanent);

    Operation restore(HostId host);

    record Nic(String name, int megabits, String uplinkOf, boolean up) implements Link {
      @Override
      public Operation cut(HostId host, boolean permanent) {
        return new FaultOperation.CutNic(host, name);
      }

      @Override
      public Operation restore(HostId host) {
        return new FaultOperation.RestoreNic(host, name);
      }
    }

    record Path(DatastoreId to, String name, boolean up) implements Link {
      @Override
      public Operation cut(HostId host, boolean permanent) {
        return new FaultOperation.CutPath(host, to, permanent);
      }

      @Override
      public Operation restore(HostId host) {
        return new FaultOperation.RestorePath(host, to);
      }
    }
  }

  /** Adapters, then paths. */
  static List<Link> of(Host host, Inventory in) {
    List<Link> links = new ArrayList<>();
    host.hardware()
        .nics()
        .forEach(
            nic ->
                links.add(
                    new Link.Nic(
                        nic.name(),
                        nic.megabits(),
                        nic.uplinkOf().map(id -> MoveTargets.name(in, id)).orElse(""),
                        nic.linkUp())));
    host.datastores()
        .forEach(
            mount ->
                links.add(
                    new Link.Path(
                        mount.datastore(),
                        MoveTargets.name(in, mount.datastore()),
                        mount.pathUp())));
    return links;
  }

  /** What has to be cut and restored so that just these are up. */
  static List<Operation> operations(
      HostId host, List<Link> links, Set<Link> wanted, boolean permanent) {
    return links.stream()
        .filter(link -> link.up() != wanted.contains(link))
        .map(link -> link.up() ? link.cut(host, permanent) : link.restore(host))
        .toList();
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Host host = (Host) objects.getFirst();
    List<Link> links = of(host, context.session().snapshot().inventory());
    Form form = SelectedObjects.form("form-links", action, objects, context);
    CheckList<Link> list =
        new CheckList<>(
            "form-link-list",
            ActionMenus.text(action, context),
            link -> text(link, context),
            link -> (link instanceof Link.Nic ? Icons.PORT_GROUP : Icons.DATASTORE).node(),
            form::changed);
    links.forEach(link -> list.add(link, link.up() ? Tick.ON : Tick.OFF));
    Label help = new Label(context.texts().get("form.links.help"));
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    CheckBox gone = new CheckBox(context.texts().get("form.links.gone"));
    gone.setId("form-links-gone");
    gone.setWrapText(true);
    gone.selectedProperty().addListener((_, _, _) -> form.changed());
    VBox.setVgrow(list, Priority.ALWAYS);
    VBox body = new VBox(help, list, gone);
    body.getStyleClass().add("form-body");
    form.open(
        body,
        list,
        () -> {
          List<Operation> operations =
              operations(host.id(), links, list.those(Tick.ON), gone.isSelected());
          return operations.isEmpty()
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : new Form.Asked.Ready(operations);
        },
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  private static String text(Link link, UiContext context) {
    return switch (link) {
      case Link.Nic nic -> {
        double gigabits = nic.megabits() / 1000.0;
        yield nic.uplinkOf().isEmpty()
            ? context.texts().get("form.link-spare", nic.name(), gigabits)
            : context.texts().get("form.link-nic", nic.name(), gigabits, nic.uplinkOf());
      }
      case Link.Path path -> context.texts().get("form.link-path", path.name());
    };
  }
}
