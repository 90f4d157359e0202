package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Tag;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.FieldCheck;
import io.coppice.ui.kit.forms.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Changes the tags of one or many objects. A box that is neither checked nor empty stands for a tag
 * that some of them have, and leaves it as it is.
 */
final class EditTags {
  private final Action action;
  private final List<Entity> objects;
  private final UiContext context;
  private final Form form;
  private final VBox list = new VBox();
  private final Map<Tag, CheckBox> boxes = new LinkedHashMap<>();
  private final TextField fresh = new TextField();

  private EditTags(Action action, List<Entity> objects, UiContext context) {
    this.action = action;
    this.objects = objects;
    this.context = context;
    form = SelectedObjects.form("form-tags", action, objects, context);
  }

  /** The site's tags are gathered first, off the FX thread. */
  static void open(Action action, List<Entity> objects, UiContext context) {
    context
        .gate()
        .async(
            () -> TagEdits.all(context.session().snapshot().inventory()),
            known -> new EditTags(action, objects, context).open(known),
            failure ->
                context
                    .dialogs()
                    .problems(
                        SelectedObjects.step(action, objects, context),
                        List.of(Problem.error("kit.bug", String.valueOf(failure)))));
  }

  private void open(List<Tag> known) {
    TagEdits.counts(objects, known).forEach(this::box);
    list.getStyleClass().add("form-list");
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("form-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    fresh.setId("form-new-tag");
    fresh.setPromptText(context.texts().get("form.new-tag"));
    fresh.setAccessibleText(context.texts().get("form.new-tag"));
    fresh.textProperty().addListener((_, _, _) -> form.changed());
    FieldCheck shape =
        new FieldCheck(
            fresh,
            fresh,
            text ->
                text.isBlank() || typed().isPresent()
                    ? Optional.empty()
                    : Optional.of(context.texts().get("form.tag-shape")));
    Button add = new Button(context.texts().get("form.add"), Icons.NEW.node());
    add.setId("form-add-tag");
    add.setOnAction(_ -> add());
    HBox.setHgrow(fresh, Priority.ALWAYS);
    HBox line = new HBox(fresh, add);
    line.getStyleClass().add("form-line");
    VBox body = new VBox(scroll, line, shape.note());
    body.getStyleClass().add("form-body");
    form.open(
        body,
        boxes.isEmpty() ? fresh : boxes.values().iterator().next(),
        this::asked,
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  private CheckBox box(Tag tag, int count) {
    CheckBox box = new CheckBox(tag.toString());
    box.setMnemonicParsing(false);
    box.setSelected(count == objects.size());
    box.setIndeterminate(count > 0 && count < objects.size());
    box.setAllowIndeterminate(count > 0 && count < objects.size());
    box.selectedProperty().addListener((_, _, _) -> form.changed());
    box.indeterminateProperty().addListener((_, _, _) -> form.changed());
    boxes.put(tag, box);
    list.getChildren().add(box);
    return box;
  }

  private void add() {
    typed()
        .ifPresent(
            tag -> {
              CheckBox box = boxes.get(tag);
              (box == null ? box(tag, 0) : box).setSelected(true);
              fresh.clear();
            });
  }

  private Optional<Tag> typed() {
    try {
      return Optional.of(Tag.parse(fresh.getText()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Form.Asked asked() {
    Set<Tag> set =
        boxes.entrySet().stream()
            .filter(entry -> entry.getValue().isSelected())
            .filter(entry -> !entry.getValue().isIndeterminate())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    typed().ifPresent(set::add);
    Set<Tag> taken =
        boxes.entrySet().stream()
            .filter(entry -> !entry.getValue().isSelected())
            .filter(entry -> !entry.getValue().isIndeterminate())
            .map(Map.Entry::getKey)
            .filter(tag -> !set.contains(tag))
            .collect(Collectors.toSet());
    List<Operation> operations = new TagEdits(set, taken).operations(objects);
    if (!fresh.getText().isBlank() && typed().isEmpty()) {
      return new Form.Asked.Incomplete("");
    }
    return operations.isEmpty()
        ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
        : new Form.Asked.Ready(operations);
  }
}
