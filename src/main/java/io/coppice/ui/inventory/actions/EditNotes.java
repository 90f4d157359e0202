package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TextArea;

/**
 * Changes the notes of machines and hosts. Many that differ keep their own until something is
 * typed, and then get the same.
 */
final class EditNotes {
  private EditNotes() {}

  static String notes(Entity entity) {
    return switch (entity) {
      case Machine machine -> machine.about().notes();
      case Host host -> host.notes();
      default -> "";
    };
  }

  /** What all of them say; empty if they differ. */
  private static Optional<String> common(List<Entity> objects) {
    List<String> all = objects.stream().map(EditNotes::notes).distinct().toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /** Only what would change is asked for. */
  static List<Operation> operations(List<Entity> objects, String notes) {
    return objects.stream()
        .filter(object -> !notes(object).equals(notes))
        .<Operation>map(object -> new InventoryOperation.SetNotes(object.id(), notes))
        .toList();
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Form form = SelectedObjects.form("form-notes", action, objects, context);
    Optional<String> before = common(objects);
    TextArea notes = new TextArea(before.orElse(""));
    boolean[] isTouched = {false};
    if (before.isEmpty()) {
      notes.setPromptText(context.texts().get("form.various"));
    }
    notes.setId("form-notes-text");
    notes.setPrefRowCount(6);
    notes.setWrapText(true);
    notes
        .textProperty()
        .addListener(
            (_, _, _) -> {
              isTouched[0] = true;
              form.changed();
            });
    Fields fields = new Fields();
    fields.row(context.texts().get("form.notes"), notes);
    form.open(
        fields,
        notes,
        () -> {
          List<Operation> operations =
              isTouched[0] ? operations(objects, notes.getText().strip()) : List.of();
          return operations.isEmpty()
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : new Form.Asked.Ready(operations);
        },
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }
}
