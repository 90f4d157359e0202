package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.AddBoxRule;
import io.coppice.backend.NetworkOperation.RemoveBoxRule;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Middlebox.Rule;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;

/** Rules of middleboxes. FX thread. */
public final class BoxForms {
  private static final int PORTS = 65_535;

  private final NetworkForm form;
  private final DatacentreId about;
  private final ComboBox<String> box;
  private final NetworkSetup setup;

  private BoxForms(String action, DatacentreId about, Optional<String> node, UiContext context) {
    this.about = about;
    setup = NetworkSetup.of(context.session().snapshot());
    form = new NetworkForm(action, node.orElseGet(() -> setup.name(about)), context);
    List<String> names =
        node.map(List::of).orElseGet(() -> setup.boxes().stream().map(FabricNode::name).toList());
    box = form.choice("box", names, names.isEmpty() ? null : names.getFirst(), it -> it);
  }

  private List<Rule> rules() {
    return Optional.ofNullable(box.getValue())
        .flatMap(setup.fabric()::node)
        .flatMap(FabricNode::box)
        .map(Middlebox::rules)
        .orElse(List.of());
  }

  private String said(Rule rule) {
    return form.text(
        rule.port() > 0 ? "rule.port" : "rule.said",
        form.text(rule.permits() ? "permit" : "block"),
        form.text("protocol." + rule.protocol()),
        Integer.toString(rule.port()));
  }

  /**
   * Adds a rule.
   *
   * @param node the middlebox, if it was chosen before
   */
  public static void add(DatacentreId about, Optional<String> node, UiContext context) {
    new BoxForms("box-rule-add", about, node, context).add();
  }

  private void add() {
    ComboBox<Boolean> permits =
        form.choice("does", List.of(false, true), false, it -> form.text(it ? "permit" : "block"));
    ComboBox<Middlebox.Protocol> protocol =
        form.choice(
            "protocol",
            List.of(Middlebox.Protocol.values()),
            Middlebox.Protocol.UDP,
            it -> form.text("protocol." + it));
    NumberField port = form.number("port", 0, PORTS, 0);
    form.help(form.text("port.help"));
    NumberField place = form.number("place", 1, Math.max(1, rules().size() + 1), 1);
    Label now = form.help("");
    form.open(
        permits,
        () -> {
          now.setText(listed());
          return box.getValue() == null
              ? form.incomplete("no-boxes")
              : Form.Asked.ready(
                  new AddBoxRule(
                      about,
                      box.getValue(),
                      permits.getValue(),
                      protocol.getValue(),
                      port.orElse(PORTS + 1),
                      place.orElse(0) - 1));
        });
  }

  private String listed() {
    List<Rule> rules = rules();
    StringBuilder text = new StringBuilder(form.text("rules.now", rules.size()));
    for (int i = 0; i < rules.size(); i++) {
      text.append('\n').append(i + 1).append(". ").append(said(rules.get(i)));
    }
    return text.toString();
  }

  /**
   * Takes a rule away.
   *
   * @param node the middlebox, if it was chosen before
   */
  public static void remove(DatacentreId about, Optional<String> node, UiContext context) {
    new BoxForms("box-rule-remove", about, node, context).remove();
  }

  private void remove() {
    ListView<Rule> list = new ListView<>();
    list.setId("network-form-rules");
    list.setPlaceholder(new Label(form.text("rules.now", 0)));
    list.setCellFactory(_ -> new RuleCell());
    list.getItems().setAll(rules());
    list.getSelectionModel().selectFirst();
    list.getSelectionModel().selectedIndexProperty().addListener((_, _, _) -> form.changed());
    box.valueProperty()
        .addListener(
            (_, _, _) -> {
              list.getItems().setAll(rules());
              list.getSelectionModel().selectFirst();
              form.changed();
            });
    form.fields.row(form.text("rules"), list);
    form.open(
        list,
        () ->
            box.getValue() == null
                ? form.incomplete("no-boxes")
                : list.getSelectionModel().getSelectedIndex() < 0
                    ? form.incomplete("needs-rule")
                    : Form.Asked.ready(
                        new RemoveBoxRule(
                            about, box.getValue(), list.getSelectionModel().getSelectedIndex())));
  }

  private final class RuleCell extends ListCell<Rule> {
    @Override
    protected void updateItem(Rule rule, boolean empty) {
      super.updateItem(rule, empty);
      setText(empty || rule == null ? null : getIndex() + 1 + ". " + said(rule));
    }
  }
}
