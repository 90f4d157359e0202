package io.coppice.ui.kit;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Inventory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** Objects of the inventory on their way from one place of the window to another. FX thread. */
public final class DraggedObjects {
  private static final DataFormat FORMAT = new DataFormat("application/x-coppice-objects");

  private DraggedObjects() {}

  /** Begins to drag objects from where the pointer is; as text they are their names. */
  public static void begin(Node from, List<EntityId> ids, UiContext context) {
    if (ids.isEmpty()) {
      return;
    }
    Inventory in = context.session().snapshot().inventory();
    ClipboardContent content = new ClipboardContent();
    content.put(FORMAT, ids.stream().map(EntityId::token).collect(Collectors.joining(" ")));
    content.putString(
        ids.stream()
            .flatMap(id -> in.find(id).stream())
            .map(Entity::name)
            .collect(Collectors.joining("\n")));
    from.startDragAndDrop(TransferMode.MOVE).setContent(content);
  }

  /** What is dragged; empty if it is something else. */
  public static List<EntityId> of(Dragboard board) {
    return board.getContent(FORMAT) instanceof String tokens
        ? Arrays.stream(tokens.split(" ")).flatMap(t -> EntityId.parse(t).stream()).toList()
        : List.of();
  }
}
