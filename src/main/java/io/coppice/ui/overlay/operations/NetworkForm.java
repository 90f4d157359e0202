package io.coppice.ui.overlay.operations;

import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import org.controlsfx.control.SearchableComboBox;

/** What the forms of network operations have in common. FX thread. */
final class NetworkForm {
  final Fields fields = new Fields();
  final UiContext context;
  private final Form form;
  private final String step;

  /**
   * @param action its id, which names the form too
   * @param about what it is done to
   */
  NetworkForm(String action, String about, UiContext context) {
    this.context = context;
    String verb = context.texts().get("action." + action);
    step = context.texts().get("form.step", verb, about);
    form = new Form("form-" + action, step, verb, context);
  }

  String text(String key, Object... args) {
    return context.texts().get("network.form." + key, args);
  }

  void changed() {
    form.changed();
  }

  /** Opens it, with the fields that were added. */
  void open(Node focus, Supplier<Form.Asked> asked) {
    form.open(fields, focus, asked, operations -> context.dialogs().submit(step, operations));
  }

  TextField line(String name, String initial) {
    TextField field = fields.row(text(name), new TextField(initial));
    field.setId("network-form-" + name);
    field.textProperty().addListener((_, _, _) -> form.changed());
    return field;
  }

  NumberField number(String name, int least, int most, int value) {
    return fields.row(
        text(name),
        new NumberField(
            "network-form-" + name, least, most, value, 1, context.texts(), form::changed));
  }

  CheckBox check(String name, boolean value) {
    CheckBox box = fields.under(new CheckBox(text(name)));
    box.setId("network-form-" + name);
    box.setSelected(value);
    box.setOnAction(_ -> form.changed());
    return box;
  }

  /** One of a few. */
  <T> ComboBox<T> choice(String name, List<T> of, T value, Function<T, String> said) {
    return choice(new ComboBox<>(), name, of, value, said);
  }

  /** One of many, searched by typing. */
  <T> ComboBox<T> search(String name, List<T> of, T value, Function<T, String> said) {
    return choice(new SearchableComboBox<>(), name, of, value, said);
  }

  private <T> ComboBox<T> choice(
      ComboBox<T> box, String name, List<T> of, T value, Function<T, String> said) {
    box.setId("network-form-" + name);
    box.setConverter(ChoiceLabels.by(said));
    box.getItems().setAll(of);
    box.setValue(value);
    box.valueProperty().addListener((_, _, _) -> form.changed());
    return fields.row(text(name), box);
  }

  /** A quiet word below the last field. */
  Label help(String text) {
    Label label = fields.under(new Label(text));
    label.getStyleClass().add("quiet");
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  Form.Asked incomplete(String key) {
    return new Form.Asked.Incomplete(text(key));
  }
}
