package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.backend.StoragePlacement;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.ui.inventory.forms.MoveTargets;
import io.coppice.ui.inventory.forms.MoveTargets.Target;
import io.coppice.ui.inventory.forms.PlaceChoices;
import io.coppice.ui.inventory.forms.TargetTable;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.ObjectChoice;
import io.coppice.ui.kit.forms.Wizard;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Where a new machine goes: its folder, what runs it, and its datastore. The pages of the last two
 * say for each choice whether the machine could go there with everything else as it is chosen. FX
 * thread.
 */
final class PlacePages {
  private final UiContext context;
  private final DatacentreId datacentre;
  private final ComboBox<ObjectChoice> folder;
  private final TargetTable compute;
  private final TargetTable storage;
  private final StorageAdvicePart advice;
  private final Label liesOnLabel = new Label();
  private EntityId runsOn;
  private EntityId liesOn;
  private Supplier<Function<MachineOperation.Destination, Operation>> asking;

  /**
   * What is chosen at first.
   *
   * @param runsOn a cluster, pool or host
   */
  record First(
      DatacentreId datacentre,
      FolderId folder,
      Optional<EntityId> runsOn,
      Optional<DatastoreId> liesOn) {}

  PlacePages(First first, UiContext context, Runnable changed) {
    this.context = context;
    this.datacentre = first.datacentre();
    Inventory in = context.session().snapshot().inventory();
    folder =
        ObjectChoice.box(
            "form-folder",
            PlaceChoices.folders(in, Folder.Contents.MACHINES).stream()
                .filter(
                    choice ->
                        PlaceChoices.datacentre(in, (FolderId) choice.id()).equals(datacentre))
                .toList(),
            first.folder(),
            changed);
    runsOn =
        first
            .runsOn()
            .or(() -> targets(MoveTargets::compute).findFirst().map(Target::id))
            .orElse(null);
    liesOn =
        first
            .liesOn()
            .or(
                () ->
                    targets(MoveTargets::storage)
                        .max(Comparator.comparingLong(Target::free))
                        .map(target -> (DatastoreId) target.id()))
            .orElse(null);
    advice =
        new StorageAdvicePart(
            context,
            () -> {
              liesOnLabel.setText(liesOnName());
              changed.run();
            });
    compute =
        table(
            "compute",
            TargetTable.Of.COMPUTE,
            () -> {
              compute().chosen().ifPresent(id -> runsOn = id);
              changed.run();
            });
    storage =
        table(
            "storage",
            TargetTable.Of.STORAGE,
            () -> {
              storage().chosen().ifPresent(id -> liesOn = id);
              recommend();
              changed.run();
            });
  }

  private java.util.stream.Stream<Target> targets(
      java.util.function.BiFunction<io.coppice.backend.Snapshot, DatacentreId, List<Target>> find) {
    return find.apply(context.session().snapshot(), datacentre).stream();
  }

  private TargetTable table(String id, TargetTable.Of what, Runnable chosen) {
    return new TargetTable(
        "place-" + id, context.texts().get("form.step-" + id), what, context, chosen);
  }

  ComboBox<ObjectChoice> folder() {
    return folder;
  }

  private TargetTable compute() {
    return compute;
  }

  private TargetTable storage() {
    return storage;
  }

  /**
   * Adds both pages.
   *
   * @param ask what the form asks for with that destination; read on the FX thread, tried off it
   */
  void addTo(Wizard wizard, Supplier<Function<MachineOperation.Destination, Operation>> ask) {
    asking = ask;
    VBox lies = new VBox(storage, advice);
    VBox.setVgrow(storage, Priority.ALWAYS);
    wizard.step(
        "compute",
        context.texts().get("form.step-compute"),
        compute,
        () -> {
          Optional<FolderId> in = folderId();
          Function<MachineOperation.Destination, Operation> asks = ask.get();
          Optional<DatastoreId> on = datastore();
          compute.ask(
              now -> MoveTargets.compute(now, datacentre),
              (now, target) -> operation(now.inventory(), in, Optional.of(target), on, asks),
              Optional.ofNullable(runsOn));
        });
    wizard.step(
        "storage",
        context.texts().get("form.step-storage"),
        lies,
        () -> {
          Optional<FolderId> in = folderId();
          Function<MachineOperation.Destination, Operation> asks = ask.get();
          Optional<EntityId> by = Optional.ofNullable(runsOn);
          Optional<StoragePlacement> placement = context.session().site().storagePlacement();
          storage.ask(
              now ->
                  placement.isPresent()
                      ? MoveTargets.storageOrCluster(now, datacentre)
                      : MoveTargets.storage(now, datacentre),
              (now, target) ->
                  operation(
                      now.inventory(), in, by, lying(now, target, in, by, asks, placement), asks),
              Optional.ofNullable(liesOn));
          recommend();
        });
  }

  /** The datastore itself, or the one that is recommended of a cluster. */
  private static Optional<DatastoreId> lying(
      Snapshot now,
      EntityId target,
      Optional<FolderId> folder,
      Optional<EntityId> runsOn,
      Function<MachineOperation.Destination, Operation> asks,
      Optional<StoragePlacement> placement) {
    if (target instanceof DatastoreId datastore) {
      return Optional.of(datastore);
    }
    FolderId cluster = (FolderId) target;
    Optional<Function<DatastoreId, Operation>> on =
        folder
            .filter(_ -> runsOn.filter(id -> now.inventory().find(id).isPresent()).isPresent())
            .map(
                f ->
                    datastore ->
                        asks.apply(
                            MoveTargets.destination(
                                now.inventory(), f, runsOn.orElseThrow(), datastore)));
    return on.flatMap(asked -> StorageAdvicePart.best(cluster, asked, placement, now));
  }

  /** Asks Storage DRS, where a datastore cluster is chosen, for what is asked for by now. */
  void recommend() {
    Inventory in = context.session().snapshot().inventory();
    Optional<FolderId> to = folderId();
    if (!(liesOn instanceof FolderId cluster)) {
      advice.leave();
    } else if (to.isPresent() && runsOn != null && in.find(runsOn).isPresent()) {
      Function<MachineOperation.Destination, Operation> asks = asking.get();
      EntityId by = runsOn;
      advice.ask(
          cluster, datastore -> asks.apply(MoveTargets.destination(in, to.get(), by, datastore)));
    }
  }

  private Optional<DatastoreId> datastore() {
    return liesOn instanceof DatastoreId datastore ? Optional.of(datastore) : advice.datastore();
  }

  private static List<Operation> operation(
      Inventory in,
      Optional<FolderId> folder,
      Optional<EntityId> runsOn,
      Optional<DatastoreId> liesOn,
      Function<MachineOperation.Destination, Operation> ask) {
    return destination(in, folder, runsOn, liesOn).map(ask).stream().toList();
  }

  private Optional<FolderId> folderId() {
    return Optional.ofNullable(folder.getValue()).map(choice -> (FolderId) choice.id());
  }

  /** What is chosen; empty while something is missing or gone. */
  Optional<MachineOperation.Destination> destination() {
    return destination(
        context.session().snapshot().inventory(),
        folderId(),
        Optional.ofNullable(runsOn),
        datastore());
  }

  private static Optional<MachineOperation.Destination> destination(
      Inventory in,
      Optional<FolderId> folder,
      Optional<EntityId> runsOn,
      Optional<DatastoreId> liesOn) {
    return folder.flatMap(
        f ->
            runsOn
                .filter(id -> in.find(id).isPresent())
                .flatMap(by -> liesOn.map(on -> MoveTargets.destination(in, f, by, on))));
  }

  /** The name of what runs it, for a summary. */
  String runsOnName() {
    return runsOn == null
        ? "–"
        : MoveTargets.name(context.session().snapshot().inventory(), runsOn);
  }

  /** What it lies on, for a summary: it follows what Storage DRS recommends. */
  Label liesOnLabel() {
    liesOnLabel.setText(liesOnName());
    return liesOnLabel;
  }

  /** The name of the datastore, after that of its cluster where Storage DRS chose it. */
  private String liesOnName() {
    Inventory in = context.session().snapshot().inventory();
    String datastore = datastore().map(id -> MoveTargets.name(in, id)).orElse("–");
    return liesOn instanceof FolderId cluster
        ? MoveTargets.name(in, cluster) + " / " + datastore
        : datastore;
  }
}
