package io.coppice.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.skin.VirtualFlow;

/** What a person reads in the rows of a table or list, from top to bottom. FX thread. */
public final class RowsInSight {
  private RowsInSight() {}

  /** The first cell's words of every row of which more than half is in sight. */
  public static List<String> of(Node control) {
    if (!(control.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) || !flow.isVisible()) {
      return List.of();
    }
    Node clip = flow.lookup(".clipped-container");
    Bounds sight = clip.localToScene(clip.getLayoutBounds());
    return flow.lookupAll(".indexed-cell").stream()
        .filter(node -> node instanceof IndexedCell<?> && node.getParent() == sheet(flow))
        .filter(node -> inSight(node, sight))
        .sorted(Comparator.comparingDouble(node -> top(node)))
        .flatMap(node -> words(node).stream())
        .toList();
  }

  private static Node sheet(VirtualFlow<?> flow) {
    return flow.lookup(".sheet");
  }

  private static double top(Node node) {
    return node.localToScene(node.getLayoutBounds()).getMinY();
  }

  private static boolean inSight(Node row, Bounds sight) {
    Bounds bounds = row.localToScene(row.getLayoutBounds());
    double middle = bounds.getMinY() + bounds.getHeight() / 2;
    return row.isVisible() && middle > sight.getMinY() && middle < sight.getMaxY();
  }

  /** Words that are drawn: a row beyond the last may have kept its cells, hidden. */
  private static Optional<String> words(Node row) {
    return Stream.concat(row.lookupAll(".cell").stream(), row.lookupAll(".label").stream())
        .filter(Labeled.class::isInstance)
        .filter(RowsInSight::isDrawn)
        .map(cell -> ((Labeled) cell).getText())
        .filter(text -> text != null && !text.isEmpty())
        .findFirst();
  }

  private static boolean isDrawn(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }
}
