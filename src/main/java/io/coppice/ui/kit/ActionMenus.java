package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/**
 * Menus and buttons made of actions. What cannot run is disabled and says why and what would mend
 * it. FX thread.
 */
public final class ActionMenus {
  private ActionMenus() {}

  /** The context menu of a selection; empty items if no action applies. */
  public static ContextMenu contextMenu(List<EntityId> selection, UiContext context) {
    ContextMenu menu = new ContextMenu();
    menu.getItems()
        .setAll(
            items(
                context.actions().on(selection, context.session().snapshot()), selection, context));
    return menu;
  }

  /** Items of actions, a line between groups. */
  public static List<MenuItem> items(
      List<Action> actions, List<EntityId> selection, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    List<MenuItem> items = new ArrayList<>();
    Action.Group group = null;
    for (Action action : actions) {
      if (selection.isEmpty() != isApplication(action)) {
        continue;
      }
      if (group != null && group != action.group()) {
        items.add(new SeparatorMenuItem());
      }
      group = action.group();
      items.add(item(action, selection, snapshot, context));
    }
    return items;
  }

  private static boolean isApplication(Action action) {
    return action.group() == Action.Group.APPLICATION || action.group() == Action.Group.VIEW;
  }

  /** One item. */
  public static MenuItem item(
      Action action, List<EntityId> selection, Snapshot snapshot, UiContext context) {
    Optional<Problem> refusal = action.refusal(selection, snapshot);
    MenuItem item = new MenuItem(null, action.icon().node());
    item.setId("action-" + action.id());
    String text = text(action, context);
    if (refusal.isPresent()) {
      // A disabled item shows no tooltip: the reason is its second line.
      Label name = new Label(text);
      Label why = new Label(reason(refusal.get(), context));
      why.getStyleClass().addAll("refusal", "text-small");
      why.setWrapText(true);
      why.setMaxWidth(360);
      item.setGraphic(new VBox(name, why));
      item.getGraphic().getStyleClass().add("refused-item");
      item.setDisable(true);
    } else {
      item.setText(text);
      item.setOnAction(_ -> action.run(selection, context));
    }
    action.keys().ifPresent(item::setAccelerator);
    return item;
  }

  /** A toolbar button; disabled ones tell why in a tooltip on the pane around them. */
  public static Button button(Action action, List<EntityId> selection, UiContext context) {
    Button button = new Button(null, action.icon().node());
    button.setId("button-" + action.id());
    button.getStyleClass().addAll("flat", "button-icon");
    button.setAccessibleText(text(action, context));
    button.setOnAction(_ -> action.run(selection, context));
    button.setTooltip(new Tooltip(text(action, context)));
    return button;
  }

  /** The action's name in the person's language. */
  public static String text(Action action, UiContext context) {
    return context.texts().get("action." + action.id());
  }

  /** Why not, and what would mend it. */
  public static String reason(Problem problem, UiContext context) {
    String cure = context.texts().cure(problem);
    return context.texts().what(problem) + (cure.isEmpty() ? "" : " " + cure);
  }
}
