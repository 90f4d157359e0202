package io.coppice.ui.inventory.navigator;

import atlantafx.base.theme.Styles;
import io.coppice.backend.Backend;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.inventory.forms.MoveTargets;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.DraggedObjects;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.forms.FormVerdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.DragEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;

/**
 * Dragging objects in a tree: machines to hosts, clusters, pools and datastores to migrate them,
 * other objects to places of their sort. Over each place the site is asked off the FX thread what
 * stands in the way; the row's colour and a line below the tree tell its answer, and what cannot
 * run at all cannot be dropped. FX thread.
 */
final class TreeDrag {
  /** As near to an edge of the tree as this many rows, dragging scrolls. */
  private static final double EDGE_ROWS = 1;

  private static final List<String> STYLES = List.of("drop-ok", "drop-bad", "drop-asked");

  private final UiContext context;
  private final Label said = new Label();
  private final Map<EntityId, Optional<FormVerdict>> answers = new HashMap<>();
  private List<EntityId> dragged = List.of();
  private TreeCell over;

  TreeDrag(String id, UiContext context) {
    this.context = context;
    said.setId("drop-said-" + id);
    said.getStyleClass().addAll(Styles.TEXT_SMALL, "search-said");
    said.setWrapText(true);
    said.managedProperty().bind(said.visibleProperty());
    said.setVisible(false);
  }

  /** The line that tells what a drop would do. */
  Node said() {
    return said;
  }

  TreeCell install(TreeCell cell) {
    cell.setOnDragDetected(event -> begin(cell, event));
    cell.setOnDragOver(event -> over(cell, event));
    cell.setOnDragExited(_ -> leave());
    cell.setOnDragDropped(event -> drop(cell, event));
    return cell;
  }

  private void begin(TreeCell cell, MouseEvent event) {
    if (cell.getItem() != null) {
      DraggedObjects.begin(
          cell,
          cell.getListView().getSelectionModel().getSelectedItems().stream().map(Row::id).toList(),
          context);
      event.consume();
    }
  }

  private void over(TreeCell cell, DragEvent event) {
    List<EntityId> ids = DraggedObjects.of(event.getDragboard());
    if (ids.isEmpty() || cell.getItem() == null) {
      return;
    }
    scroll(cell.getListView(), event);
    if (!ids.equals(dragged)) {
      dragged = ids;
      answers.clear();
    }
    EntityId target = cell.getItem().id();
    if (over != cell) {
      leave();
      over = cell;
      ask(target);
    }
    tell(target);
    Optional<FormVerdict> answer = answers.getOrDefault(target, Optional.empty());
    if (answer.isEmpty() || answer.get().goes()) {
      event.acceptTransferModes(TransferMode.MOVE);
    }
  }

  private static List<Operation> operations(Snapshot on, List<EntityId> ids, EntityId target) {
    return ids.stream().flatMap(id -> MoveTargets.to(on.inventory(), id, target).stream()).toList();
  }

  private void ask(EntityId target) {
    if (answers.putIfAbsent(target, Optional.empty()) != null) {
      return;
    }
    List<EntityId> ids = dragged;
    Backend site = context.session().site();
    Snapshot on = site.snapshot();
    context
        .gate()
        .async(
            () -> FormVerdict.of(site, on, operations(on, ids, target)),
            verdict -> {
              if (ids.equals(dragged)) {
                answers.put(target, Optional.of(verdict));
                tell(target);
              }
            },
            failure -> {
              throw new IllegalStateException("what a drop would do is not known", failure);
            });
  }

  /** Shows what is known of dropping on the row the pointer is over. */
  private void tell(EntityId target) {
    if (over == null || over.getItem() == null || !over.getItem().id().equals(target)) {
      return;
    }
    String name = over.getItem().name();
    Optional<FormVerdict> answer = answers.getOrDefault(target, Optional.empty());
    String style = answer.isEmpty() ? "drop-asked" : answer.get().goes() ? "drop-ok" : "drop-bad";
    if (!over.getStyleClass().contains(style)) {
      over.getStyleClass().removeAll(STYLES);
      over.getStyleClass().add(style);
    }
    said.setText(
        answer.map(verdict -> words(verdict, name)).orElseGet(() -> text("drag.asking", name)));
    said.setVisible(true);
  }

  private String words(FormVerdict verdict, String target) {
    if (verdict.asked() == 0) {
      return text("drag.senseless", target);
    }
    String first =
        verdict.problems().isEmpty()
            ? ""
            : ActionMenus.reason(verdict.problems().getFirst(), context);
    return verdict.allGo()
        ? text("drag.goes", verdict.asked(), target, first).strip()
        : verdict.goes()
            ? text(
                "drag.some-go", verdict.asked() - verdict.refused(), verdict.asked(), target, first)
            : text("drag.refused", target, first);
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private void leave() {
    if (over != null) {
      over.getStyleClass().removeAll(STYLES);
      over = null;
    }
    said.setVisible(false);
  }

  private void drop(TreeCell cell, DragEvent event) {
    List<EntityId> ids = DraggedObjects.of(event.getDragboard());
    Snapshot on = context.session().snapshot();
    List<Operation> operations =
        cell.getItem() == null ? List.of() : operations(on, ids, cell.getItem().id());
    event.setDropCompleted(!operations.isEmpty());
    event.consume();
    if (!operations.isEmpty()) {
      String what =
          ids.size() == 1
              ? MoveTargets.name(on.inventory(), ids.getFirst())
              : text("drag.objects", ids.size());
      submit(text("drag.step", what, cell.getItem().name()), ids.size(), operations);
    }
    leave();
    dragged = List.of();
    answers.clear();
  }

  /** The hand slips easily: what moves several objects is asked about. */
  private void submit(String step, int objects, List<Operation> operations) {
    Runnable submit = () -> context.dialogs().submit(step, operations);
    if (objects == 1) {
      submit.run();
    } else {
      context.dialogs().confirm(step + "?", text("drag.many", objects), text("drag.go"), submit);
    }
  }

  /** Near the upper or lower edge the tree scrolls on. */
  private static void scroll(ListView<Row> list, DragEvent event) {
    if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
      double row = flow.getFirstVisibleCell() == null ? 0 : flow.getFirstVisibleCell().getHeight();
      double y = list.sceneToLocal(event.getSceneX(), event.getSceneY()).getY();
      if (y < EDGE_ROWS * row) {
        flow.scrollPixels(-row / 2);
      } else if (y > list.getHeight() - EDGE_ROWS * row) {
        flow.scrollPixels(row / 2);
      }
    }
  }
}
