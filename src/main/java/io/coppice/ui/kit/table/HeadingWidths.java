package io.coppice.ui.kit.table;

import java.util.Arrays;
import java.util.Comparator;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.text.Text;

/**
 * Keeps the columns of a table at least as wide as their headings, whatever the size of letters: a
 * table that has less room scrolls sideways. FX thread.
 */
public final class HeadingWidths {
  /** Room at both ends of a heading, in its own letters. */
  private static final double ENDS = 1.8;

  private HeadingWidths() {}

  /** Watches the headings of a table whose columns stay what they are. */
  public static void keep(TableView<?> table) {
    table.skinProperty().addListener((_, _, _) -> watch(table));
  }

  /** Headings are made when their row is laid out first, and anew with the columns. */
  private static void watch(Control table) {
    Node row = table.lookup(".column-header-background");
    if (row != null) {
      row.layoutBoundsProperty().addListener((_, _, _) -> fit(table));
    }
  }

  private static void fit(Control table) {
    for (Node node : table.lookupAll(".column-header")) {
      if (node instanceof TableColumnHeader header
          && header.getTableColumn() != null
          && header.lookup(".label") instanceof Label label
          && label.getProperties().putIfAbsent(HeadingWidths.class, true) == null) {
        label.fontProperty().addListener((_, _, _) -> fit(header, label));
        fit(header, label);
      }
    }
  }

  private static String longestWord(String words) {
    return Arrays.stream(words.split(" ")).max(Comparator.comparing(String::length)).orElse("");
  }

  /** Measured by itself: the label's own preferred width is that of its letters before. */
  private static void fit(TableColumnHeader header, Label label) {
    Text heading = new Text(label.isWrapText() ? longestWord(label.getText()) : label.getText());
    heading.setFont(label.getFont());
    double ends = ENDS * label.getFont().getSize();
    header.getTableColumn().setMinWidth(heading.getLayoutBounds().getWidth() + ends);
  }
}
