package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.MoveEndpoint;
import io.coppice.backend.NetworkOperation.SetPathMtu;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.HostWays;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.VisibleSubscription;
import io.coppice.ui.kit.forms.Form;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.kit.forms.ObjectChoice;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** The MTU along the ways from a host, and the address of its tunnel endpoint. FX thread. */
final class HostForms {
  private static final int LEAST_MTU = 576;

  private final UiContext context;
  private final HostId host;

  /** The host at the other end, for the thread that follows the ways. */
  private volatile Optional<HostId> to = Optional.empty();

  private HostForms(HostId host, UiContext context) {
    this.host = host;
    this.context = context;
  }

  static void pathMtu(List<EntityId> on, UiContext context) {
    new HostForms((HostId) on.getFirst(), context).pathMtu(on);
  }

  private void pathMtu(List<EntityId> on) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    NetworkForm form = new NetworkForm("path-mtu", setup.name(host), context);
    List<ObjectChoice> others = new ArrayList<>();
    setup
        .inventory()
        .hosts()
        .forEach(
            it -> {
              if (!it.id().equals(host) && setup.endpoint(it.id()).isPresent()) {
                others.add(new ObjectChoice(it.id(), it.name()));
              }
            });
    EntityId first =
        on.size() > 1 ? on.getLast() : others.isEmpty() ? host : others.getFirst().id();
    ComboBox<ObjectChoice> end =
        form.fields.row(
            form.text("to"), ObjectChoice.box("network-form-to", others, first, form::changed));
    NumberField mtu = form.number("link-mtu", LEAST_MTU, FabricLink.JUMBO, FabricLink.JUMBO);
    Label now = form.help("");
    now.setId("network-form-way");
    VisibleSubscription way =
        new VisibleSubscription(context.gate(), now, this::way, (Consumer<String>) now::setText);
    now.sceneProperty()
        .addListener(
            (_, old, scene) -> {
              if (old != null && scene == null) {
                way.close();
              }
            });
    form.open(
        end,
        () -> {
          to = Optional.ofNullable(end.getValue()).map(it -> (HostId) it.id());
          way.refresh();
          return to.map(
                  it ->
                      Form.Asked.ready(new SetPathMtu(host, it, mtu.orElse(FabricLink.JUMBO + 1))))
              .orElseGet(() -> form.incomplete("needs-host"));
        });
  }

  private String way(Snapshot snapshot) {
    NetworkSetup setup = NetworkSetup.of(snapshot);
    List<FabricLink> links =
        to.map(it -> new HostWays(setup.fabric(), setup.inventory()).between(host, it))
            .orElse(List.of());
    IntSummaryStatistics mtus = links.stream().mapToInt(FabricLink::mtu).summaryStatistics();
    return links.isEmpty()
        ? context.texts().get("network.form.way.none")
        : context.texts().get("network.form.way", links.size(), mtus.getMin(), mtus.getMax());
  }

  static void endpoint(HostId host, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    NetworkForm form = new NetworkForm("endpoint-move", setup.name(host), context);
    String now = setup.endpoint(host).map(it -> it.address().toString()).orElse("");
    TextField address = form.line("address", now);
    form.help(form.text("endpoint.help"));
    form.open(
        address,
        () ->
            address.getText().strip().equals(now)
                ? new Form.Asked.Incomplete(context.texts().get("form.no-change"))
                : Form.Asked.ready(new MoveEndpoint(host, address.getText().strip())));
  }
}
