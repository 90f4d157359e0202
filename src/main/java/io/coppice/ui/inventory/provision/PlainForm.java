package io.coppice.ui.inventory.provision;

import io.coppice.backend.Operation;
import io.coppice.model.inventory.Entity;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NameField;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A form about one object: fields, lists below them, and what they ask for. FX thread. */
final class PlainForm {
  private final Action action;
  private final List<Entity> objects;
  private final UiContext context;
  private final Form form;
  private final Fields fields = new Fields();
  private final VBox body = new VBox(fields);

  PlainForm(Action action, List<Entity> objects, UiContext context) {
    this.action = action;
    this.objects = objects;
    this.context = context;
    form = SelectedObjects.form("form-" + action.id(), action, objects, context);
    body.getStyleClass().addAll("form-body", "form-padded");
  }

  Fields fields() {
    return fields;
  }

  void changed() {
    form.changed();
  }

  PlainForm wide() {
    form.wide();
    return this;
  }

  String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  NameField name() {
    return fields.row(text("form.name"), form.nameField(""));
  }

  NumberField number(String what, int least, int most, int value, int step) {
    return fields.row(
        text("form." + what),
        new NumberField("form-" + what, least, most, value, step, context.texts(), this::changed));
  }

  /** A line below the fields that explains. */
  void note(String key) {
    Label note = new Label(text(key));
    note.getStyleClass().add("quiet");
    note.setWrapText(true);
    body.getChildren().add(note);
  }

  /** Things to tick, under a heading. */
  <T> CheckList<T> list(
      String what, String empty, List<T> things, Function<T, String> said, CheckList.Tick tick) {
    Label title = new Label(text("form." + what));
    title.getStyleClass().add("section-title");
    CheckList<T> list =
        new CheckList<>("form-" + what, title.getText(), said, _ -> null, this::changed);
    things.forEach(thing -> list.add(thing, tick));
    Label none = new Label(text(empty));
    none.setWrapText(true);
    list.setPlaceholder(none);
    VBox.setVgrow(list, Priority.ALWAYS);
    list.setMinHeight(120);
    title.setLabelFor(list);
    body.getChildren().addAll(title, list);
    return list;
  }

  /** Opens it; where a number is missing nothing is asked for. */
  void open(Node focus, Supplier<Form.Asked> asks) {
    ScrollPane scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    form.open(
        scroll,
        focus,
        asks,
        operations ->
            context.dialogs().submit(SelectedObjects.step(action, objects, context), operations));
  }

  /** What is asked for under a name that was typed. */
  Form.Asked named(NameField name, Function<String, Optional<Operation>> make) {
    return name.name().isEmpty()
        ? new Form.Asked.Incomplete(text("form.needs-name"))
        : make.apply(name.name())
            .map(Form.Asked::ready)
            .orElseGet(() -> new Form.Asked.Incomplete(text("form.needs-numbers")));
  }
}
