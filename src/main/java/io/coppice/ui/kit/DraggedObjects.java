package io.coppice.ui.kit;

import io.coppice.model.EntityId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;

/** Objects of the inventory on their way from one place of the window to another. FX thread. */
public final class DraggedObjects {
  private static final DataFormat FORMAT = new DataFormat("application/x-coppice-objects");

  private DraggedObjects() {}

  /** What to put on a dragboard; as text it is their names. */
  public static ClipboardContent content(List<EntityId> ids, String names) {
    ClipboardContent content = new ClipboardContent();
    content.put(FORMAT, ids.stream().map(EntityId::token).collect(Collectors.joining(" ")));
    content.putString(names);
    return content;
  }

  /** What is dragged; empty if it is something else. */
  public static List<EntityId> of(Dragboard board) {
    return board.getContent(FORMAT) instanceof String tokens
        ? Arrays.stream(tokens.split(" ")).flatMap(t -> EntityId.parse(t).stream()).toList()
        : List.of();
  }
}
