package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.DatastoreCluster.Policy;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;

/** Makes a folder of datastores a datastore cluster, or changes how one works. */
final class EditDatastoreCluster {
  /** What Storage DRS does in the folder. */
  private enum Mode {
    NONE,
    MANUAL,
    AUTOMATIC
  }

  private EditDatastoreCluster() {}

  static boolean isShown(Entity entity) {
    return entity instanceof Folder folder
        && folder.contents() == Folder.Contents.STORAGE
        && folder.parent().isPresent();
  }

  /** What it has now. */
  static Stream<Operation> probe(Entity entity) {
    Folder folder = (Folder) entity;
    return Stream.of(
        new InventoryOperation.SetDatastoreCluster(
            folder.id(), folder.cluster().map(DatastoreCluster::policy)));
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Folder folder = (Folder) objects.getFirst();
    Form form = SelectedObjects.form("form-datastore-cluster", action, objects, context);
    Optional<Policy> now = folder.cluster().map(DatastoreCluster::policy);
    Policy from = now.orElse(Policy.STANDARD);
    Fields fields = new Fields();
    ComboBox<Mode> mode = new ComboBox<>();
    mode.setId("form-storage-mode");
    mode.getItems().setAll(Mode.values());
    mode.setConverter(ChoiceLabels.by(it -> context.texts().get("form.storage-mode." + it)));
    // Whoever opens this of a mere folder wants a cluster.
    mode.setValue(from.automatic() ? Mode.AUTOMATIC : Mode.MANUAL);
    mode.valueProperty().addListener((_, _, _) -> form.changed());
    NumberField space =
        new NumberField(
            "form-storage-space",
            Policy.LEAST_SPACE,
            Policy.MOST_SPACE,
            from.spacePercent(),
            5,
            context.texts(),
            form::changed);
    NumberField latency =
        new NumberField(
            "form-storage-latency",
            Policy.LEAST_LATENCY,
            Policy.MOST_LATENCY,
            from.latencyMillis(),
            1,
            context.texts(),
            form::changed);
    fields.row(context.texts().get("form.storage-mode"), mode);
    fields.row(context.texts().get("form.storage-space"), space);
    fields.row(context.texts().get("form.storage-latency"), latency);
    form.open(
        fields,
        mode,
        () -> {
          Optional<Policy> policy =
              mode.getValue() == Mode.NONE
                  ? Optional.empty()
                  : Optional.of(
                      new Policy(
                          mode.getValue() == Mode.AUTOMATIC, space.orElse(0), latency.orElse(0)));
          return policy.equals(now)
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : new Form.Asked.Ready(
                  List.of(new InventoryOperation.SetDatastoreCluster(folder.id(), policy)));
        },
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }
}
