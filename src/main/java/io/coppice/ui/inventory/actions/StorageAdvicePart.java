package io.coppice.ui.inventory.actions;

import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.backend.StoragePlacement;
import io.coppice.backend.StoragePlacement.Advice;
import io.coppice.backend.StoragePlacement.Choice;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.inventory.DatastoreCluster;
import io.coppice.model.inventory.Folder;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.SelectedObjects;
import io.coppice.ui.kit.table.WordTable;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * The datastores of a datastore cluster that Storage DRS recommends, with the reasons, the best
 * first and chosen. Where Storage DRS is automatic it says which one it takes; elsewhere the user
 * may take another. FX thread.
 */
final class StorageAdvicePart extends VBox {
  private final UiContext context;
  private final Runnable chosen;
  private final Label head = new Label();
  private final Label cannot = new Label();
  private final TableView<Choice> table;
  private Object question = new Object();
  private Optional<Choice> choice = Optional.empty();
  private boolean showing;

  /** Shows nothing yet. */
  StorageAdvicePart(UiContext context, Runnable chosen) {
    this.context = context;
    this.chosen = chosen;
    head.setId("storage-advice-head");
    head.setWrapText(true);
    cannot.setId("storage-advice-cannot");
    cannot.setWrapText(true);
    cannot.getStyleClass().add("quiet");
    cannot.managedProperty().bind(cannot.visibleProperty());
    table =
        new WordTable<Choice>("storage-advice", "datastores", key -> text("column." + key), head)
            .says(text("datastores"), text("none"))
            .column("datastore", 10, it -> name(it.datastore()))
            .column("reason", 15, this::reasons)
            .column("space", 8, this::space)
            .column("latency", 8, it -> text("latency", it.latency() / 1_000.0))
            .view();
    table.managedProperty().bind(table.visibleProperty());
    table.getSelectionModel().selectedItemProperty().addListener((_, _, is) -> choose(is));
    VBox.setVgrow(table, Priority.ALWAYS);
    getStyleClass().add("form-body");
    managedProperty().bind(visibleProperty());
    setVisible(false);
    getChildren().setAll(head, table, cannot);
  }

  /** What the operation is asked for on the recommended datastore, or on one that refuses it. */
  static Optional<DatastoreId> best(
      FolderId cluster,
      Function<DatastoreId, Operation> asked,
      Optional<StoragePlacement> by,
      Snapshot on) {
    return by.flatMap(it -> it.advise(cluster, asked, on).choices().stream().findFirst())
        .map(Choice::datastore)
        .or(() -> any(cluster, on));
  }

  private static Optional<DatastoreId> any(FolderId cluster, Snapshot on) {
    for (int row = 0; row < on.inventory().datastores().size(); row++) {
      var datastore = on.inventory().datastores().get(row);
      if (datastore != null && datastore.folder().equals(cluster)) {
        return Optional.of(datastore.id());
      }
    }
    return Optional.empty();
  }

  private String text(String key, Object... args) {
    return context.texts().get("form.storage-advice." + key, args);
  }

  private String name(EntityId id) {
    return context.session().snapshot().contents().displayName(id);
  }

  private String reasons(Choice of) {
    return of.reasons().stream()
        .map(reason -> text("why." + reason))
        .collect(Collectors.joining("; "));
  }

  private String space(Choice of) {
    return text("space", of.fullBefore() / 10, of.fullAfter() / 10);
  }

  /** Asks anew what is recommended in a cluster, keeping what was chosen there if it may be. */
  void ask(FolderId cluster, Function<DatastoreId, Operation> asked) {
    Optional<StoragePlacement> by = context.session().site().storagePlacement();
    Object mine = new Object();
    question = mine;
    setVisible(true);
    if (by.isEmpty()) {
      return;
    }
    Snapshot on = context.session().snapshot();
    context
        .gate()
        .async(
            () -> by.get().advise(cluster, asked, on),
            advice -> {
              if (question == mine) {
                show(advice, on);
              }
            },
            failure -> {
              throw new IllegalStateException("datastores cannot be asked for", failure);
            });
  }

  /** Shows nothing more, and has chosen nothing. */
  void leave() {
    question = new Object();
    choice = Optional.empty();
    setVisible(false);
  }

  /** The datastore; empty while nothing is recommended. */
  Optional<DatastoreId> datastore() {
    return choice.map(Choice::datastore);
  }

  private void show(Advice advice, Snapshot on) {
    boolean automatic =
        Optional.ofNullable(on.inventory().folders().get(advice.cluster().value()))
            .flatMap(Folder::cluster)
            .map(DatastoreCluster::policy)
            .filter(DatastoreCluster.Policy::automatic)
            .isPresent();
    Optional<DatastoreId> kept = automatic ? Optional.empty() : datastore();
    choice =
        advice.choices().stream()
            .filter(it -> kept.equals(Optional.of(it.datastore())))
            .findFirst()
            .or(() -> advice.choices().stream().findFirst());
    showing = true;
    table.getItems().setAll(advice.choices());
    choice.ifPresent(table.getSelectionModel()::select);
    showing = false;
    table.setVisible(!automatic);
    head.setText(
        automatic && choice.isPresent()
            ? text(
                "takes", name(choice.get().datastore()), space(choice.get()), reasons(choice.get()))
            : text(choice.isPresent() ? "choose" : "none", name(advice.cluster())));
    cannot.setVisible(!advice.obstacles().isEmpty());
    cannot.setText(
        text(
            "cannot",
            advice.obstacles().size(),
            SelectedObjects.listed(
                advice.obstacles().stream().map(it -> context.texts().what(it)).toList(),
                context)));
    chosen.run();
  }

  private void choose(Choice is) {
    if (is != null && !showing) {
      choice = Optional.of(is);
      chosen.run();
    }
  }
}
