package io.coppice.ui.inventory.provision;

import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation.AddHost;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Megahertz;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.HostHardware;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.CheckList;
import io.coppice.ui.kit.forms.CheckList.Tick;
import io.coppice.ui.kit.forms.ChoiceLabels;
import io.coppice.ui.kit.forms.NameField;
import io.coppice.ui.kit.forms.NumberField;
import io.coppice.ui.kit.forms.ObjectChoice;
import io.coppice.ui.kit.forms.SizeField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;

/** Adds a host, with the hardware of another or of a size that is typed. */
final class AddHostForm {
  /** Where there is no host to be like. */
  private static final HostHardware GENERIC =
      new HostHardware(
          "Generic server",
          2,
          16,
          new Megahertz(2_600),
          Bytes.ofGiB(512),
          List.of(
              new PhysicalNic("vmnic0", 25_000, true, Optional.empty()),
              new PhysicalNic("vmnic1", 25_000, true, Optional.empty())),
          List.of(new Host.Hba("vmhba0", "FC", 32_000)),
          150,
          450);

  private static final String VERSION = "8.0.3";
  private static final int SPEED_STEP = 100;

  private final EntityId place;
  private final UiContext context;
  private final PlainForm form;
  private final Optional<Host> like;
  private final NameField name;
  private final NumberField sockets;
  private final NumberField cores;
  private final NumberField megahertz;
  private final SizeField memory;
  private final ComboBox<Uplink> uplink = new ComboBox<>();
  private final CheckBox maintenance = new CheckBox();
  private final CheckList<ObjectChoice> datastores;

  /** How the adapters of the new host are wired. */
  private sealed interface Uplink {
    /** Each to the switch that the same adapter of the host it is like is linked to. */
    record Like() implements Uplink {}

    /** All to one distributed switch. */
    record To(SwitchId id, String name) implements Uplink {}

    /** The first to a switch of its own. */
    record Own() implements Uplink {}
  }

  private AddHostForm(Action action, Entity at, Datacentre datacentre, UiContext context) {
    this.context = context;
    Inventory in = context.session().snapshot().inventory();
    place = at instanceof Datacentre ? datacentre.hosts() : at.id();
    like = like(in, at, datacentre);
    HostHardware first = like.map(Host::hardware).orElse(GENERIC);
    form = new PlainForm(action, List.of(at), context);
    name = form.name();
    sockets = form.number("sockets", 1, SiteLimits.HOST_SOCKETS, first.sockets(), 1);
    cores = form.number("cores", 1, SiteLimits.HOST_CORES, first.coresPerSocket(), 1);
    megahertz =
        form.number(
            "megahertz",
            SiteLimits.LEAST_MEGAHERTZ,
            SiteLimits.MEGAHERTZ,
            (int) first.coreSpeed().value(),
            SPEED_STEP);
    memory =
        form.fields()
            .row(
                form.text("form.memory"),
                new SizeField(
                    "form-memory-size",
                    form.text("form.memory"),
                    first.memory(),
                    context.texts(),
                    form::changed));
    uplinks(in, datacentre);
    maintenance.setText(form.text("form.add-maintenance"));
    maintenance.setId("form-add-maintenance");
    maintenance.setSelected(true);
    maintenance.setWrapText(true);
    maintenance.selectedProperty().addListener((_, _, _) -> form.changed());
    form.fields().under(maintenance);
    Set<DatastoreId> mounted =
        like.stream()
            .flatMap(host -> host.datastores().stream())
            .map(Host.Mount::datastore)
            .collect(Collectors.toSet());
    datastores = form.list("mounts", "form.mounts.none", List.of(), ObjectChoice::text, Tick.OFF);
    PlaceChoices.datastores(in, datacentre.id())
        .forEach(it -> datastores.add(it, mounted.contains(it.id()) ? Tick.ON : Tick.OFF));
  }

  /** The first host of the place, else of its datacentre. */
  static Optional<Host> like(Inventory in, Entity at, Datacentre datacentre) {
    List<Host> all = new ArrayList<>();
    in.hosts()
        .forEach(
            host -> {
              if (PlaceChoices.datacentre(in, host.folder()).equals(datacentre.id())) {
                all.add(host);
              }
            });
    return all.stream()
        .min(
            Comparator.comparing((Host host) -> !isAt(host, at))
                .thenComparing(host -> NaturalOrder.key(host.name())));
  }

  private static boolean isAt(Host host, Entity at) {
    return at instanceof Cluster cluster
        ? host.cluster().equals(Optional.of(cluster.id()))
        : at instanceof Folder folder
            && host.cluster().isEmpty()
            && host.folder().equals(folder.id());
  }

  static void open(Action action, List<Entity> objects, UiContext context) {
    Entity at = objects.getFirst();
    PlaceChoices.datacentre(context.session().snapshot().inventory(), at.id())
        .ifPresent(datacentre -> new AddHostForm(action, at, datacentre, context).open());
  }

  private void uplinks(Inventory in, Datacentre datacentre) {
    uplink.setId("form-uplink");
    boolean shared =
        like.stream()
            .flatMap(host -> host.hardware().nics().stream())
            .flatMap(nic -> nic.uplinkOf().stream())
            .anyMatch(id -> in.switches().get(id.value()).isDistributed());
    if (shared) {
      uplink.getItems().add(new Uplink.Like());
    }
    in.switches()
        .forEach(
            its -> {
              if (its.isDistributed()
                  && PlaceChoices.datacentre(in, its.folder()).equals(datacentre.id())) {
                uplink.getItems().add(new Uplink.To(its.id(), its.name()));
              }
            });
    uplink.getItems().add(new Uplink.Own());
    uplink.setConverter(ChoiceLabels.by(this::said));
    uplink.setValue(uplink.getItems().getFirst());
    uplink.valueProperty().addListener((_, _, _) -> form.changed());
    form.fields().row(form.text("form.uplinks"), uplink);
  }

  private String said(Uplink choice) {
    return switch (choice) {
      case Uplink.Like _ -> form.text("form.uplink-like", like.orElseThrow().name());
      case Uplink.To to -> to.name();
      case Uplink.Own _ -> form.text("form.uplink-own");
    };
  }

  private void open() {
    form.open(name, () -> form.named(name, this::asked));
  }

  private Optional<Operation> asked(String typed) {
    Optional<Integer> count = NetworkForms.whole(sockets.number()).filter(n -> n > 0);
    Optional<Integer> each = NetworkForms.whole(cores.number()).filter(n -> n > 0);
    Optional<Integer> speed = NetworkForms.whole(megahertz.number());
    if (count.isEmpty() || each.isEmpty() || speed.isEmpty() || memory.bytes().isEmpty()) {
      return Optional.empty();
    }
    HostHardware first = like.map(Host::hardware).orElse(GENERIC);
    HostHardware hardware =
        new HostHardware(
            first.model(),
            count.get(),
            each.get(),
            new Megahertz(speed.get()),
            memory.bytes().get(),
            first.nics().stream().map(this::wired).toList(),
            first.hbas(),
            first.idlePower(),
            first.maxPower());
    return Optional.of(
        new AddHost(
            place,
            typed,
            hardware,
            like.map(Host::version).orElse(VERSION),
            datastores.those(Tick.ON).stream().map(it -> (DatastoreId) it.id()).toList(),
            maintenance.isSelected()));
  }

  /** An adapter of the new host: with a link, whatever became of the one it is like. */
  private PhysicalNic wired(PhysicalNic of) {
    Inventory in = context.session().snapshot().inventory();
    Optional<SwitchId> to =
        switch (uplink.getValue()) {
          case Uplink.Like _ ->
              of.uplinkOf()
                  .filter(
                      id ->
                          in.switches().get(id.value()) != null
                              && in.switches().get(id.value()).isDistributed());
          case Uplink.To chosen -> Optional.of(chosen.id());
          case Uplink.Own _ -> Optional.empty();
        };
    return new PhysicalNic(of.name(), of.megabits(), true, to);
  }
}
