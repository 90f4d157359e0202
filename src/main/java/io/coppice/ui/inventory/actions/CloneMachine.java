package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.Clone;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.Fields;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NameField;
import io.coppice.ui.kit.forms.ObjectChoice;
import io.coppice.ui.kit.forms.Wizard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;

/** Copies a machine or template: all of its disks, or linked to a snapshot of them. */
final class CloneMachine {
  /** A name nobody has, for asking about places alone. */
  static final String NOBODY = "\u00b7\u00b7\u00b7";

  private final Action action;
  private final Machine source;
  private final UiContext context;
  private final Form form;
  private final PlacePages places;
  private final NameField name;
  private final ToggleButton full;
  private final ToggleButton linked;
  private final ComboBox<Optional<SnapshotTree.Node>> from = new ComboBox<>();
  private final CheckBox powerOn;
  private final CheckBox template;
  private final VBox ready = new VBox();

  private CloneMachine(Action action, Machine source, UiContext context) {
    this.action = action;
    this.source = source;
    this.context = context;
    form = SelectedObjects.form("form-clone", action, List.of(source), context).wide();
    var in = context.session().snapshot().inventory();
    places =
        new PlacePages(
            new PlacePages.First(
                PlaceChoices.datacentre(in, source.folder()),
                source.folder(),
                Optional.of(source.pool())
                    .filter(pool -> !in.pools().get(pool.value()).isRoot())
                    .<io.coppice.model.EntityId>map(pool -> pool)
                    .or(() -> in.host(source.host()).cluster().map(cluster -> cluster))
                    .or(() -> Optional.of(source.host())),
                MachineStorage.home(source)),
            context,
            form::changed);
    name = form.nameField(context.texts().get("form.clone-named", source.name()));
    full = kind("full", Icons.CLONE);
    linked = kind("linked", Icons.LINKED_CLONE);
    powerOn = option("power-on");
    template = option("to-template");
  }

  /** Clones to where it lies and to what its host mounts. */
  static Stream<Operation> probe(Entity entity, Snapshot on) {
    Machine machine = (Machine) entity;
    Host host = on.inventory().host(machine.host());
    Stream<DatastoreId> stores =
        Stream.concat(
            MachineStorage.home(machine).stream(),
            host.datastores().stream().map(Host.Mount::datastore));
    return stores.map(
        datastore ->
            new Clone(
                machine.id(),
                NOBODY,
                new MachineOperation.Destination(
                    machine.folder(), machine.pool(), Optional.of(host.id()), datastore),
                false,
                Optional.empty(),
                false,
                false));
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    new CloneMachine(action, (Machine) objects.getFirst(), context).open();
  }

  private ToggleButton kind(String what, Icons icon) {
    ToggleButton button = new ToggleButton(context.texts().get("form.clone-" + what), icon.node());
    button.setId("clone-" + what);
    return button;
  }

  private CheckBox option(String what) {
    CheckBox box = new CheckBox(context.texts().get("form.clone-" + what));
    box.setId("form-clone-" + what);
    box.selectedProperty().addListener((_, _, _) -> form.changed());
    return box;
  }

  private void open() {
    Wizard wizard = new Wizard(form, context);
    wizard.step("name", context.texts().get("form.step-name"), named(), () -> {});
    places.addTo(wizard, this::asks);
    wizard.step("ready", context.texts().get("form.step-ready"), ready, this::summarise);
    wizard.begin();
    form.open(
        wizard,
        name,
        this::asked,
        operations ->
            context
                .dialogs()
                .submit(SelectedObjects.step(action, List.of(source), context), operations));
    name.selectAll();
  }

  private Fields named() {
    SegmentedButton kind = new SegmentedButton(full, linked);
    full.setSelected(true);
    from.setId("form-from");
    List<Optional<SnapshotTree.Node>> snapshots = new ArrayList<>();
    snapshots.add(Optional.empty());
    source.snapshots().nodes().forEach(node -> snapshots.add(Optional.of(node)));
    from.getItems().setAll(snapshots);
    from.setValue(Optional.empty());
    from.setConverter(
        ChoiceLabels.by(
            node ->
                node.map(SnapshotTree.Node::name)
                    .orElseGet(() -> context.texts().get("form.clone-from-new"))));
    from.disableProperty().bind(linked.selectedProperty().not());
    from.valueProperty().addListener((_, _, _) -> form.changed());
    kind.getToggleGroup()
        .selectedToggleProperty()
        .addListener(
            (_, was, is) -> {
              if (is == null) {
                was.setSelected(true);
              } else {
                form.changed();
              }
            });
    Label help = new Label(context.texts().get("form.clone-linked.help"));
    help.getStyleClass().add("quiet");
    help.setWrapText(true);
    Fields fields = new Fields();
    fields.row(context.texts().get("form.name"), name);
    fields.row(context.texts().get("form.folder"), places.folder());
    fields.row(context.texts().get("form.clone-kind"), kind);
    fields.under(help);
    fields.row(context.texts().get("form.clone-from"), from);
    fields.under(powerOn);
    fields.under(template);
    return fields;
  }

  private Operation clone(String called, MachineOperation.Destination to) {
    return asks(called).apply(to);
  }

  private Function<MachineOperation.Destination, Operation> asks() {
    return asks(NOBODY);
  }

  private Function<MachineOperation.Destination, Operation> asks(String called) {
    boolean isLinked = linked.isSelected();
    Optional<Integer> snapshot =
        isLinked ? from.getValue().map(SnapshotTree.Node::key) : Optional.empty();
    boolean starts = powerOn.isSelected();
    boolean becomesTemplate = template.isSelected();
    return to -> new Clone(source.id(), called, to, isLinked, snapshot, starts, becomesTemplate);
  }

  private Form.Asked asked() {
    if (name.getText().isBlank()) {
      return new Form.Asked.Incomplete(context.texts().get("form.needs-name"));
    }
    return places
        .destination()
        .<Form.Asked>map(to -> Form.Asked.ready(clone(name.name(), to)))
        .orElseGet(() -> new Form.Asked.Incomplete(context.texts().get("form.choose-target")));
  }

  private void summarise() {
    places.recommend();
    Fields fields = new Fields();
    fields.row(context.texts().get("form.name"), new Label(name.name()));
    ObjectChoice folder = places.folder().getValue();
    fields.row(context.texts().get("form.folder"), new Label(folder == null ? "–" : folder.text()));
    fields.row(
        context.texts().get("form.clone-kind"),
        new Label((linked.isSelected() ? linked : full).getText()));
    fields.row(context.texts().get("form.step-compute"), new Label(places.runsOnName()));
    fields.row(context.texts().get("form.step-storage"), places.liesOnLabel());
    ready.getChildren().setAll(fields);
  }
}
