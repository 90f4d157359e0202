package io.coppice.ui.fork.actions;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.TrustDomain;
import io.coppice.ui.fork.actions.wizard.GroupOpener;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import java.util.List;
import java.util.TreeSet;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;

/** Asks what a frozen machine's group is called and who may share memory in it. FX thread. */
final class FreezeForm {
  private final UiContext context;
  private final MachineId machine;
  private final Form form;
  private final TextField name = new TextField();
  private final ComboBox<String> trust = new ComboBox<>();

  private FreezeForm(
      ObjectAction<EntityId> action, MachineId machine, String step, UiContext context) {
    this.context = context;
    this.machine = machine;
    form = new Form("form-freeze", step, ActionMenus.text(action, context), context);
    Snapshot snapshot = context.session().snapshot();
    name.setId("freeze-name");
    name.setText(snapshot.contents().displayName(machine));
    name.textProperty().addListener((_, _, _) -> form.changed());
    TreeSet<String> domains = new TreeSet<>(List.of(TrustDomain.DEFAULT.name()));
    snapshot.forks().groups().forEach(group -> domains.add(group.trust().name()));
    trust.setId("freeze-trust");
    trust.setEditable(true);
    trust.getEditor().accessibleTextProperty().bind(trust.accessibleTextProperty());
    trust.getItems().setAll(domains);
    trust.setValue(TrustDomain.DEFAULT.name());
    trust.getEditor().textProperty().addListener((_, _, _) -> form.changed());
  }

  /** Opens the form. */
  static void open(ObjectAction<EntityId> action, List<EntityId> on, UiContext context) {
    String step = action.step(on, context);
    new FreezeForm(action, (MachineId) on.getFirst(), step, context).open(step);
  }

  private String text(String key) {
    return context.texts().get("forks.freeze." + key);
  }

  private void open(String step) {
    Fields fields = new Fields();
    fields.row(text("name"), name);
    fields.row(text("trust"), trust);
    fields.under(quiet(text("trust.help")));
    fields.whole(quiet(text("help")));
    form.open(
        fields,
        name,
        this::asked,
        operations -> GroupOpener.submit(step, operations, machine, context));
  }

  private Form.Asked asked() {
    String domain = trust.getEditor().getText().strip();
    return domain.isEmpty()
        ? new Form.Asked.Incomplete(text("trust.needed"))
        : Form.Asked.ready(
            new ForkOperation.Freeze(machine, name.getText().strip(), new TrustDomain(domain)));
  }

  private static Label quiet(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("quiet");
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
