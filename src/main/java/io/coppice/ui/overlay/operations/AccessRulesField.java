package io.coppice.ui.overlay.operations;

import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.AccessRule.Protocol;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** An access list: its rules in their order, and fields for the one that is selected. FX thread. */
final class AccessRulesField {
  private static final double ROWS_EM = 8;

  private final NetworkForm form;
  private final ListView<RuleDraft> list = new ListView<>();
  private final TextField name;
  private final ComboBox<Boolean> permits;
  private final ComboBox<PortDirection> direction;
  private final ComboBox<Protocol> protocol;
  private final TextField from;
  private final TextField fromPorts;
  private final TextField to;
  private final TextField toPorts;
  private boolean showing;

  AccessRulesField(NetworkForm form, List<AccessRule> rules) {
    this.form = form;
    list.setId("network-form-access-rules");
    list.setPlaceholder(new Label(form.text("access-rules.none")));
    list.setCellFactory(_ -> new RuleCell());
    list.setStyle("-fx-pref-height: " + ROWS_EM + "em; -fx-min-height: " + ROWS_EM + "em;");
    form.fields.row(form.text("access-rules"), list);
    form.fields.under(
        new HBox(
            6,
            button("rule-add", this::add),
            button("rule-remove", this::remove),
            button("rule-up", () -> move(-1)),
            button("rule-down", () -> move(1))));
    name = form.line("rule-name", "");
    permits =
        form.choice(
            "rule-permits", List.of(false, true), false, it -> form.text(it ? "permit" : "block"));
    direction =
        form.choice(
            "rule-direction",
            List.of(PortDirection.values()),
            PortDirection.BOTH,
            it -> form.text("direction." + it));
    protocol =
        form.choice(
            "rule-protocol",
            List.of(Protocol.values()),
            Protocol.ANY,
            it -> form.text("protocol." + it));
    from = form.line("rule-from", "");
    fromPorts = form.line("rule-from-ports", "");
    to = form.line("rule-to", "");
    toPorts = form.line("rule-to-ports", "");
    form.help(form.text("access-rules.help"));
    Stream.of(name, from, fromPorts, to, toPorts)
        .forEach(field -> field.textProperty().addListener((_, _, _) -> typed()));
    Stream.of(permits, direction, protocol)
        .forEach(box -> box.valueProperty().addListener((_, _, _) -> typed()));
    list.getItems().setAll(rules.stream().map(RuleDraft::of).toList());
    list.getSelectionModel().selectedIndexProperty().addListener((_, _, _) -> show());
    list.getSelectionModel().selectFirst();
    show();
  }

  private Button button(String key, Runnable does) {
    Button button = new Button(form.text(key));
    button.setId("network-form-" + key);
    button.setOnAction(
        _ -> {
          does.run();
          form.changed();
        });
    return button;
  }

  private int selected() {
    return list.getSelectionModel().getSelectedIndex();
  }

  /** A name that no rule has. */
  private String free() {
    int number = list.getItems().size() + 1;
    while (isNamed(form.text("rule-new", number))) {
      number++;
    }
    return form.text("rule-new", number);
  }

  private boolean isNamed(String wanted) {
    return list.getItems().stream().anyMatch(it -> it.name().equals(wanted));
  }

  private void add() {
    if (list.getItems().size() < PortPolicy.MOST_RULES) {
      int at = selected() + 1;
      list.getItems().add(at, RuleDraft.named(free()));
      list.getSelectionModel().clearAndSelect(at);
      show();
    }
  }

  private void remove() {
    int at = selected();
    if (at >= 0) {
      list.getItems().remove(at);
      list.getSelectionModel().clearAndSelect(Math.min(at, list.getItems().size() - 1));
      show();
    }
  }

  private void move(int by) {
    int at = selected();
    int other = at + by;
    if (at >= 0 && other >= 0 && other < list.getItems().size()) {
      List<RuleDraft> moved = new ArrayList<>(list.getItems());
      Collections.swap(moved, at, other);
      list.getItems().setAll(moved);
      list.getSelectionModel().clearAndSelect(other);
    }
  }

  /** Puts the selected rule into the fields. */
  private void show() {
    int at = selected();
    List<Node> fields =
        Arrays.asList(name, permits, direction, protocol, from, fromPorts, to, toPorts);
    fields.forEach(field -> field.setDisable(at < 0));
    showing = true;
    RuleDraft draft = at < 0 ? RuleDraft.named("") : list.getItems().get(at);
    name.setText(draft.name());
    permits.setValue(draft.permits());
    direction.setValue(draft.direction());
    protocol.setValue(draft.protocol());
    from.setText(draft.from());
    fromPorts.setText(draft.fromPorts());
    to.setText(draft.to());
    toPorts.setText(draft.toPorts());
    showing = false;
    ports(draft, at < 0);
  }

  private void ports(RuleDraft draft, boolean none) {
    fromPorts.setDisable(none || !draft.hasPorts());
    toPorts.setDisable(none || !draft.hasPorts());
  }

  private void typed() {
    int at = selected();
    if (showing || at < 0) {
      return;
    }
    RuleDraft draft =
        new RuleDraft(
            name.getText().strip(),
            direction.getValue(),
            permits.getValue(),
            protocol.getValue(),
            from.getText().strip(),
            fromPorts.getText().strip(),
            to.getText().strip(),
            toPorts.getText().strip());
    list.getItems().set(at, draft);
    ports(draft, false);
    form.changed();
  }

  /** What is typed that is no rule, for the person; empty if all are. */
  Optional<String> wrong() {
    return list.getItems().stream()
        .filter(it -> it.rule().isEmpty())
        .findFirst()
        .map(it -> form.text(it.hasAddresses() ? "wrong-ports" : "wrong-addresses", it.name()));
  }

  List<AccessRule> rules() {
    return list.getItems().stream().flatMap(it -> it.rule().stream()).toList();
  }

  private String said(int place, RuleDraft its) {
    return form.text(
        "rule-line",
        place,
        its.name(),
        form.text(its.permits() ? "permit" : "block"),
        form.text("protocol." + its.protocol()),
        form.text("direction." + its.direction()),
        end(its.from(), its.hasPorts() ? its.fromPorts() : ""),
        end(its.to(), its.hasPorts() ? its.toPorts() : ""));
  }

  private String end(String addresses, String ports) {
    String where = addresses.isEmpty() ? form.text("rule-any") : addresses;
    return ports.isEmpty() ? where : where + ":" + ports;
  }

  private final class RuleCell extends ListCell<RuleDraft> {
    @Override
    protected void updateItem(RuleDraft rule, boolean empty) {
      super.updateItem(rule, empty);
      setText(empty || rule == null ? null : said(getIndex() + 1, rule));
    }
  }
}
