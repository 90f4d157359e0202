package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Tag;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.CheckList.Tick;
import io.coppice.ui.kit.forms.FieldCheck;
import io.coppice.ui.kit.forms.Form;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Button;
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
  private final CheckList<Tag> list;
  private final TextField fresh = new TextField();

  private EditTags(Action action, List<Entity> objects, UiContext context) {
    this.action = action;
    this.objects = objects;
    this.context = context;
    form = SelectedObjects.form("form-tags", action, objects, context);
    String name = ActionMenus.text(action, context);
    list = new CheckList<>("form-tag-list", name, Tag::toString, null, form::changed);
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
    TagEdits.counts(objects, known).forEach((tag, count) -> list.add(tag, tick(count)));
    VBox.setVgrow(list, Priority.ALWAYS);
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
    VBox body = new VBox(list, line, shape.note());
    body.getStyleClass().add("form-body");
    form.open(
        body,
        known.isEmpty() ? fresh : list,
        this::asked,
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  private Tick tick(int count) {
    return count == objects.size() ? Tick.ON : count == 0 ? Tick.OFF : Tick.SOME;
  }

  private void add() {
    typed()
        .ifPresent(
            tag -> {
              list.add(tag, Tick.ON);
              list.reveal(tag);
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
    Set<Tag> set = list.those(Tick.ON);
    Set<Tag> taken = list.those(Tick.OFF);
    typed()
        .ifPresent(
            tag -> {
              set.add(tag);
              taken.remove(tag);
            });
    List<Operation> operations = new TagEdits(set, taken).operations(objects);
    if (!fresh.getText().isBlank() && typed().isEmpty()) {
      return new Form.Asked.Incomplete("");
    }
    return operations.isEmpty()
        ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
        : new Form.Asked.Ready(operations);
  }
}
