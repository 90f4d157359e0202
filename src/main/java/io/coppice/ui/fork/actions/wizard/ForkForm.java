package io.coppice.ui.fork.actions.wizard;

import io.coppice.backend.ForkOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.SideBySide;
import java.util.function.BiFunction;

/** Asks how a machine is to be forked. FX thread. */
public final class ForkForm {
  private ForkForm() {}

  /**
   * Opens the form.
   *
   * @param make the operation on the machine, such as a fork or a fork of a member
   */
  public static void open(
      Action action,
      Machine source,
      BiFunction<MachineId, ForkSpec, ForkOperation> make,
      UiContext context) {
    String step =
        context.texts().get("form.step", ActionMenus.text(action, context), source.name());
    Form form = new Form("form-fork", step, context.texts().get("forks.form.go"), context).wide();
    ForkPreviewPane preview =
        new ForkPreviewPane(source.id(), ForkSpec.of(3, source.name() + "-##"), context);
    ForkFields[] fields = new ForkFields[1];
    fields[0] =
        new ForkFields(
            source,
            true,
            context,
            () -> {
              fields[0].spec().ifPresent(preview::ask);
              form.changed();
            });
    preview.setFocusTraversable(true); // the keyboard comes there, and scrolls to its end
    preview.setAccessibleText(context.texts().get("forks.preview.cost.title"));
    SideBySide body = new SideBySide(fields[0].node(), preview);
    body.getStyleClass().add("fork-form");
    form.open(
        body,
        fields[0].first(),
        () ->
            fields[0]
                .spec()
                .<Form.Asked>map(spec -> Form.Asked.ready(make.apply(source.id(), spec)))
                .orElseGet(
                    () -> new Form.Asked.Incomplete(context.texts().get("forks.form.count"))),
        operations -> GroupOpener.submit(step, operations, source.id(), context));
  }
}
