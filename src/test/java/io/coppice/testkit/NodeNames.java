package io.coppice.testkit;

import java.util.Map;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import javafx.stage.Window;

/**
 * Looks whether every node that takes the focus says what it is, and whether every text is a word
 * and no key of one. FX thread.
 */
public final class NodeNames {
  private final Map<String, String> faults = new TreeMap<>();

  /** What was wrong, and where that was first seen. */
  public Map<String, String> faults() {
    return faults;
  }

  /** Looks at all that is shown, in every window. */
  public void lookAround(String where) {
    for (Window window : Window.getWindows()) {
      if (window.isShowing() && window.getScene() != null) {
        look(window.getScene().getRoot(), where);
      }
    }
  }

  private void look(Node node, String where) {
    if (!node.isVisible()) {
      return;
    }
    if (node.isFocusTraversable() && !node.isDisabled() && name(node).isBlank()) {
      faults.putIfAbsent("no name: " + node, where);
    }
    String said =
        node instanceof Labeled labeled
            ? labeled.getText()
            : node instanceof Text text ? text.getText() : "";
    if (said != null && said.matches("[a-z]+(\\.[a-z][A-Za-z-]*)+")) {
      faults.putIfAbsent("a key without a text: " + said, where);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> look(child, where));
    }
  }

  private static String name(Node node) {
    if (node.getAccessibleText() != null) {
      return node.getAccessibleText();
    }
    return switch (node) {
      case Labeled labeled -> String.valueOf(labeled.getText());
      case TextInputControl input -> String.valueOf(input.getPromptText());
      case TabPane pane -> pane.getTabs().isEmpty() ? "no tabs" : "tabs";
      case SplitPane _ -> "split";
      default -> "";
    };
  }
}
