package io.coppice.ui.inventory.provision;

import io.coppice.backend.ProvisioningOperation.CreateDatastore;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.CheckList.Tick;
import io.coppice.ui.kit.forms.NameField;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.kit.forms.SizeField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.control.ComboBox;

/** Makes a datastore, and mounts it on hosts. */
final class NewDatastoreForm {
  private static final int MEGABITS = 1_000;
  private static final int MOST_GIGABITS = 10_000;
  private static final int FIRST_GIGABITS = 16;

  private NewDatastoreForm() {}

  /** Hosts of the datacentre that answer, by name. */
  static List<Host> hosts(Inventory in, Datacentre of) {
    List<Host> found = new ArrayList<>();
    in.hosts()
        .forEach(
            host -> {
              if (host.state() == Host.State.CONNECTED
                  && PlaceChoices.datacentre(in, host.folder()).equals(of.id())) {
                found.add(host);
              }
            });
    found.sort(Comparator.comparing(host -> NaturalOrder.key(host.name())));
    return found;
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Inventory in = context.session().snapshot().inventory();
    Entity at = objects.getFirst();
    PlaceChoices.datacentre(in, at.id())
        .ifPresent(datacentre -> open(action, at, datacentre, in, context));
  }

  private static void open(
      Action action, Entity at, Datacentre datacentre, Inventory in, UiContext context) {
    FolderId folder = at instanceof Folder its ? its.id() : datacentre.storage();
    PlainForm form = new PlainForm(action, List.of(at), context);
    NameField name = form.name();
    ComboBox<Datastore.Type> type = new ComboBox<>();
    type.setId("form-datastore-type");
    type.getItems().setAll(Datastore.Type.values());
    type.setValue(Datastore.Type.VMFS);
    type.valueProperty().addListener((_, _, _) -> form.changed());
    form.fields().row(form.text("form.datastore-type"), type);
    SizeField capacity =
        form.fields()
            .row(
                form.text("form.capacity"),
                new SizeField(
                    "form-capacity",
                    form.text("form.capacity"),
                    new Bytes(Bytes.TIB),
                    context.texts(),
                    form::changed));
    NumberField gigabits = form.number("gigabits", 1, MOST_GIGABITS, FIRST_GIGABITS, 1);
    CheckList<Host> hosts =
        form.list("mounted-on", "form.mounted-on.none", hosts(in, datacentre), Host::name, Tick.ON);
    form.open(
        name,
        () ->
            form.named(
                name,
                typed ->
                    capacity
                        .bytes()
                        .flatMap(
                            bytes ->
                                NetworkForms.whole(gigabits.number())
                                    .map(
                                        speed ->
                                            new CreateDatastore(
                                                folder,
                                                typed,
                                                type.getValue(),
                                                bytes,
                                                Math.min(speed, MOST_GIGABITS + 1) * MEGABITS,
                                                hosts.those(Tick.ON).stream()
                                                    .map(Host::id)
                                                    .toList())))));
  }
}
