package io.coppice.ui.fork.elastic;

import io.coppice.backend.ForkOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import java.time.Duration;
import javafx.scene.control.ComboBox;

/** Asks for a policy and a load, with defaults that serve a small web shop. FX thread. */
public final class ElasticForm {
  private final UiContext context;
  private final ForkGroupId group;
  private final Form form;
  private final ComboBox<ElasticPolicy.Mode> mode;
  private final ComboBox<ElasticPolicy.Victim> victim;
  private final NumberField each;
  private final NumberField warm;
  private final NumberField coolDown;
  private final NumberField members;
  private final NumberField memory;
  private final NumberField service;
  private final NumberField container;
  private final LoadFields load;

  private ElasticForm(ForkGroupId group, String step, UiContext context) {
    this.context = context;
    this.group = group;
    form = new Form("form-elastic", step, text("go"), context).wide();
    mode = box("mode", ElasticPolicy.Mode.values(), ElasticPolicy.Mode.AT_LOAD);
    victim = box("victim", ElasticPolicy.Victim.values(), ElasticPolicy.Victim.OLDEST);
    each = number("each", 1, 10_000, 8);
    warm = number("warm", 0, 1_000, 2);
    coolDown = number("cool-down", 0, 86_400, 120);
    members = number("members", 1, 10_000, 100);
    memory = number("memory", 1, 100_000, 64);
    service = number("service", 1, 3_600_000, 2_000);
    container = number("container", 0, 3_600_000, 800);
    load = new LoadFields(context, form::changed);
    // A member made for one request serves no second at once.
    each.disableProperty().bind(mode.valueProperty().isEqualTo(ElasticPolicy.Mode.PER_REQUEST));
  }

  /** Opens the form. */
  public static void open(ForkGroupId group, String step, UiContext context) {
    new ElasticForm(group, step, context).open(step);
  }

  private String text(String key) {
    return context.texts().get("forks.elastic." + key);
  }

  private NumberField number(String name, int least, int most, int value) {
    return new NumberField(
        "elastic-" + name, least, most, value, 1, context.texts(), this::changed);
  }

  private void changed() {
    form.changed();
  }

  private <E extends Enum<E>> ComboBox<E> box(String name, E[] all, E first) {
    ComboBox<E> box = new ComboBox<>();
    box.setId("elastic-" + name);
    box.setConverter(ChoiceLabels.by(choice -> text(name + "." + choice)));
    box.getItems().setAll(all);
    box.setValue(first);
    box.valueProperty().addListener((_, _, _) -> changed());
    return box;
  }

  private void open(String step) {
    Fields fields = new Fields();
    fields.row(text("load"), load.node());
    fields.row(text("mode"), mode);
    fields.row(text("each"), each);
    fields.row(text("warm"), warm);
    fields.row(text("cool-down"), coolDown);
    fields.row(text("victim"), victim);
    fields.row(text("members"), members);
    fields.row(text("memory"), memory);
    fields.row(text("service"), service);
    fields.row(text("container"), container);
    form.open(
        fields,
        load.first(),
        this::asked,
        operations -> context.dialogs().submit(step, operations));
  }

  private Form.Asked asked() {
    String name = context.session().snapshot().contents().displayName(group);
    return load.arrivals()
        .<Form.Asked>map(
            arrivals ->
                Form.Asked.ready(
                    new ForkOperation.StartElastic(
                        group, policy(), arrivals, ForkSpec.of(1, name + "-e####"))))
        .orElseGet(() -> new Form.Asked.Incomplete(load.missing()));
  }

  private ElasticPolicy policy() {
    return new ElasticPolicy(
        mode.getValue(),
        mode.getValue() == ElasticPolicy.Mode.PER_REQUEST ? 1 : each.orElse(0),
        warm.orElse(0),
        Duration.ofSeconds(coolDown.orElse(0)),
        victim.getValue(),
        members.orElse(0),
        Bytes.ofGiB(memory.orElse(0)),
        Duration.ofMillis(service.orElse(0)),
        Duration.ofMillis(container.orElse(0)));
  }
}
