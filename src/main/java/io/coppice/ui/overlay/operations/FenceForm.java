package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.FenceMapping;
import io.coppice.backend.NetworkOperation.SetFence;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;

/**
 * A fence: the machine that is its router, its two adapters and its table, which is proposed until
 * somebody writes in it. FX thread.
 */
final class FenceForm {
  private final NetworkSetup setup;
  private final NetworkForm form;
  private final Optional<PortGroupId> segment;
  private final ComboBox<Machine> appliance;
  private final ComboBox<VirtualNic> inner;
  private final ComboBox<VirtualNic> outer;
  private final TextArea table = new TextArea();
  private String proposed = "";

  private FenceForm(
      String action,
      String about,
      List<Machine> machines,
      Optional<PortGroupId> segment,
      UiContext context) {
    this.setup = NetworkSetup.of(context.session().snapshot());
    this.segment = segment;
    form = new NetworkForm(action, about, context);
    Machine first = machines.isEmpty() ? null : machines.getFirst();
    appliance = form.search("appliance", machines, first, Machine::name);
    appliance.setDisable(machines.size() == 1);
    inner = form.choice("inner", List.of(), null, this::said);
    outer = form.choice("outer", List.of(), null, this::said);
    table.setId("network-form-table");
    table.setPrefRowCount(6);
    table.setPromptText(form.text("fence.prompt"));
    form.fields.row(form.text("table"), table);
    form.help(form.text("fence.help"));
    table.textProperty().addListener((_, _, _) -> form.changed());
    appliance.valueProperty().addListener((_, _, _) -> adapters());
    inner.valueProperty().addListener((_, _, _) -> propose());
    outer.valueProperty().addListener((_, _, _) -> propose());
    adapters();
  }

  /** Around a network of a machine's. */
  static void ofMachine(MachineId id, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    List<Machine> one =
        Optional.ofNullable(setup.inventory().machine(id)).map(List::of).orElse(List.of());
    new FenceForm("fence-set", setup.name(id), one, Optional.empty(), context).open();
  }

  /** Around a segment. */
  static void ofSegment(PortGroupId segment, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    List<Machine> machines = new ArrayList<>();
    setup
        .inventory()
        .machines()
        .forEach(
            it -> {
              List<VirtualNic> nics = it.hardware().nics();
              if (!it.template()
                  && nics.stream().anyMatch(nic -> nic.portGroup().equals(segment))
                  && nics.stream().anyMatch(nic -> !nic.portGroup().equals(segment))) {
                machines.add(it);
              }
            });
    new FenceForm("segment-fence", setup.name(segment), machines, Optional.of(segment), context)
        .open();
  }

  private String said(VirtualNic nic) {
    String address = nic.ip().isNone() ? nic.mac().toString() : nic.ip().toString();
    return form.text("fence.adapter", address, setup.name(nic.portGroup()));
  }

  /** Those of the machine; as its fence has them, if it is one. */
  private void adapters() {
    Machine machine = appliance.getValue();
    List<VirtualNic> nics = machine == null ? List.of() : machine.hardware().nics();
    Optional<Fence> now = Optional.ofNullable(machine).flatMap(it -> setup.fabric().fence(it.id()));
    inner.getItems().setAll(nics);
    outer.getItems().setAll(nics);
    VirtualNic in =
        nics.stream()
            .filter(
                nic ->
                    now.map(it -> it.inner() == nic.key())
                        .or(() -> segment.map(nic.portGroup()::equals))
                        .orElse(true))
            .findFirst()
            .orElse(null);
    VirtualNic out =
        nics.stream()
            .filter(nic -> now.map(it -> it.outer() == nic.key()).orElse(!nic.equals(in)))
            .findFirst()
            .orElse(null);
    inner.setValue(in);
    outer.setValue(out);
    now.ifPresent(this::put);
  }

  /** The table as it is; nobody wrote it here, so that another router's takes its place. */
  private void put(Fence now) {
    proposed = FenceDraft.text(now.addresses().stream().map(FenceMapping::of).toList());
    table.setText(proposed);
  }

  private void propose() {
    boolean ready =
        appliance.getValue() != null && inner.getValue() != null && outer.getValue() != null;
    if (ready && table.getText().equals(proposed)) {
      proposed =
          FenceDraft.text(
              FenceDraft.proposed(
                  setup.inventory(),
                  setup.fabric(),
                  appliance.getValue(),
                  inner.getValue(),
                  outer.getValue()));
      table.setText(proposed);
    }
  }

  private void open() {
    form.open(appliance.isDisabled() ? inner : appliance, this::asked);
  }

  private Form.Asked asked() {
    if (appliance.getValue() == null) {
      return form.incomplete("no-appliance");
    }
    if (inner.getValue() == null
        || outer.getValue() == null
        || Objects.equals(inner.getValue(), outer.getValue())) {
      return form.incomplete("needs-adapters");
    }
    FenceDraft.Read read = FenceDraft.read(table.getText());
    return read.wrong() > 0
        ? new Form.Asked.Incomplete(form.text("fence-line", read.wrong()))
        : Form.Asked.ready(
            new SetFence(
                appliance.getValue().id(),
                inner.getValue().key(),
                outer.getValue().key(),
                read.rows()));
  }
}
