package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.Attach;
import io.coppice.backend.NetworkOperation.Detach;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.CheckList.Tick;
import io.coppice.ui.kit.forms.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/** Machines join segments and leave them. FX thread. */
final class MemberForms {
  private MemberForms() {}

  /** An adapter of a machine. */
  private record Adapter(Machine machine, VirtualNic nic) {}

  private static List<Machine> machines(NetworkSetup setup, List<EntityId> ids) {
    return ids.stream()
        .filter(MachineId.class::isInstance)
        .map(id -> setup.inventory().machine((MachineId) id))
        .filter(it -> it != null && !it.hardware().nics().isEmpty())
        .toList();
  }

  private static String about(NetworkSetup setup, List<EntityId> on, UiContext context) {
    return SelectedObjects.listed(on.stream().map(setup::name).toList(), context);
  }

  /** Machines to a segment: one by the adapter that is chosen, several by their first. */
  static void attach(List<EntityId> on, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    List<Machine> machines = machines(setup, on);
    NetworkForm form = new NetworkForm("segment-attach", about(setup, on, context), context);
    List<SegmentSettings> segments = setup.segments();
    ComboBox<SegmentSettings> to = form.search("segment", segments, null, it -> said(setup, it));
    Optional<ComboBox<VirtualNic>> adapter =
        machines.size() == 1
            ? Optional.of(adapter(machines.getFirst(), setup, form))
            : Optional.empty();
    form.help(form.text(machines.size() == 1 ? "attach.help" : "attach.many.help"));
    SmallLinks small = form.fields.whole(new SmallLinks(context));
    form.open(
        to,
        () -> {
          SegmentSettings segment = to.getValue();
          small.want(Optional.ofNullable(segment).map(it -> need(it, machines)));
          return segment == null
              ? form.incomplete(segments.isEmpty() ? "no-segments" : "needs-segment")
              : new Form.Asked.Ready(
                  machines.stream()
                      .<Operation>map(
                          it ->
                              new Attach(
                                  it.id(),
                                  adapter
                                      .map(ComboBox::getValue)
                                      .orElse(it.hardware().nics().getFirst())
                                      .key(),
                                  segment.portGroup()))
                      .toList());
        });
  }

  private static ComboBox<VirtualNic> adapter(
      Machine machine, NetworkSetup setup, NetworkForm form) {
    List<VirtualNic> nics = machine.hardware().nics();
    return form.choice("adapter", nics, nics.getFirst(), nic -> said(setup, form, nic));
  }

  private static String said(NetworkSetup setup, SegmentSettings segment) {
    return setup.name(segment.portGroup()) + "  " + NetworkSetup.kind(segment);
  }

  private static String said(NetworkSetup setup, NetworkForm form, VirtualNic nic) {
    return form.text(
        nic.connected() ? "adapter.said" : "adapter.off",
        nic.key() + 1,
        nic.mac(),
        setup.name(nic.portGroup()));
  }

  private static SmallLinks.Need need(SegmentSettings segment, List<Machine> joining) {
    Set<HostId> hosts = joining.stream().map(Machine::host).collect(Collectors.toSet());
    return new SmallLinks.Need(segment.portGroup(), segment.encapsulation(), hosts, segment.mtu());
  }

  /** Machines that are chosen by the segment. */
  static void members(PortGroupId segment, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    Optional<SegmentSettings> settings = setup.segment(segment);
    NetworkForm form = new NetworkForm("segment-members", setup.name(segment), context);
    List<Machine> others = new ArrayList<>();
    setup
        .inventory()
        .machines()
        .forEach(
            it -> {
              if (!it.template()
                  && !it.hardware().nics().isEmpty()
                  && it.hardware().nics().stream()
                      .noneMatch(nic -> nic.portGroup().equals(segment))) {
                others.add(it);
              }
            });
    TextField find = form.line("find-machines", "");
    CheckList<Machine> list =
        new CheckList<>(
            "network-form-machines",
            form.text("machines"),
            Machine::name,
            _ -> Icons.MACHINE.node(),
            form::changed);
    others.forEach(it -> list.add(it, Tick.OFF));
    find.textProperty()
        .addListener(
            (_, _, typed) -> list.getItems().setAll(others.stream().filter(has(typed)).toList()));
    form.fields.row(form.text("machines"), list);
    form.help(form.text("attach.many.help"));
    SmallLinks small = form.fields.whole(new SmallLinks(context));
    form.open(
        find,
        () -> {
          List<Machine> chosen = others.stream().filter(list.those(Tick.ON)::contains).toList();
          small.want(settings.map(it -> need(it, chosen)));
          return chosen.isEmpty()
              ? form.incomplete(others.isEmpty() ? "no-machines" : "needs-machines")
              : new Form.Asked.Ready(
                  chosen.stream()
                      .<Operation>map(
                          it -> new Attach(it.id(), it.hardware().nics().getFirst().key(), segment))
                      .toList());
        });
  }

  private static Predicate<Machine> has(String typed) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    return it -> it.name().toLowerCase(Locale.ROOT).contains(wanted);
  }

  /** Adapters of machines leave their segments. */
  static void detach(List<EntityId> on, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    NetworkForm form = new NetworkForm("segment-detach", about(setup, on, context), context);
    List<Adapter> adapters =
        machines(setup, on).stream()
            .flatMap(
                machine -> attached(machine, setup).stream().map(nic -> new Adapter(machine, nic)))
            .toList();
    CheckList<Adapter> list =
        new CheckList<>(
            "network-form-adapters",
            form.text("adapters"),
            it -> it.machine().name() + ", " + said(setup, form, it.nic()),
            _ -> Icons.PORT_GROUP.node(),
            form::changed);
    adapters.forEach(it -> list.add(it, Tick.ON));
    form.fields.row(form.text("adapters"), list);
    form.help(form.text("detach.help"));
    form.open(
        list,
        () -> {
          List<Operation> operations =
              adapters.stream()
                  .filter(list.those(Tick.ON)::contains)
                  .<Operation>map(it -> new Detach(it.machine().id(), it.nic().key()))
                  .toList();
          return operations.isEmpty()
              ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
              : new Form.Asked.Ready(operations);
        });
  }

  /** The adapters of a machine that are linked to a segment. */
  static List<VirtualNic> attached(Machine machine, NetworkSetup setup) {
    return machine.hardware().nics().stream()
        .filter(VirtualNic::connected)
        .filter(nic -> setup.segment(nic.portGroup()).isPresent())
        .toList();
  }
}
