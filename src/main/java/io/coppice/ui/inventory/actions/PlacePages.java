package io.coppice.ui.inventory.actions;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
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
  private EntityId runsOn;
  private DatastoreId liesOn;

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
              storage().chosen().ifPresent(id -> liesOn = (DatastoreId) id);
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
    wizard.step(
        "compute",
        context.texts().get("form.step-compute"),
        compute,
        () -> {
          Optional<FolderId> in = folderId();
          Function<MachineOperation.Destination, Operation> asks = ask.get();
          DatastoreId on = liesOn;
          compute.ask(
              now -> MoveTargets.compute(now, datacentre),
              (now, target) ->
                  operation(
                      now.inventory(), in, Optional.of(target), Optional.ofNullable(on), asks),
              Optional.ofNullable(runsOn));
        });
    wizard.step(
        "storage",
        context.texts().get("form.step-storage"),
        storage,
        () -> {
          Optional<FolderId> in = folderId();
          Function<MachineOperation.Destination, Operation> asks = ask.get();
          EntityId by = runsOn;
          storage.ask(
              now -> MoveTargets.storage(now, datacentre),
              (now, target) ->
                  operation(
                      now.inventory(),
                      in,
                      Optional.ofNullable(by),
                      Optional.of((DatastoreId) target),
                      asks),
              Optional.ofNullable(liesOn));
        });
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
        Optional.ofNullable(liesOn));
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

  String liesOnName() {
    return liesOn == null
        ? "–"
        : MoveTargets.name(context.session().snapshot().inventory(), liesOn);
  }
}
