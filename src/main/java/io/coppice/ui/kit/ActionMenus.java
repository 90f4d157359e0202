package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

/**
 * Menus and buttons made of actions. What cannot run is disabled and says why and what would mend
 * it. FX thread.
 */
public final class ActionMenus {
  /** Letters of a reason that stand on one line of a menu. */
  private static final int LINE = 56;

  private ActionMenus() {}

  /**
   * Opens the context menu of a selection at a place on the screen, as soon as the site has said
   * what can run. If no action is for all of it a word says so; nothing opens if the owner is gone
   * by then.
   */
  public static void popUp(
      Node owner, double screenX, double screenY, List<EntityId> selection, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    context
        .gate()
        .async(
            () -> {
              List<Action> actions =
                  context.actions().on(selection, snapshot).stream()
                      .filter(action -> selection.isEmpty() == isApplication(action))
                      .toList();
              return new Offer(actions, refusals(actions, selection, snapshot));
            },
            offer -> {
              if (owner.getScene() == null) {
                return;
              }
              if (offer.actions().isEmpty()) {
                context.dialogs().toast(context.texts().get("menu.nothing"));
                return;
              }
              ContextMenu menu = new ContextMenu();
              menu.getItems().setAll(lines(offer, selection, context));
              menu.show(owner, screenX, screenY);
            },
            failure -> failed(failure, context));
  }

  /** Actions and why some of them cannot run. */
  private record Offer(List<Action> actions, Map<Action, Problem> refusals) {}

  private static Map<Action, Problem> refusals(
      List<Action> actions, List<EntityId> selection, Snapshot snapshot) {
    Map<Action, Problem> refusals = new HashMap<>();
    for (Action action : actions) {
      action.refusal(selection, snapshot).ifPresent(problem -> refusals.put(action, problem));
    }
    return refusals;
  }

  private static void failed(Throwable failure, UiContext context) {
    context.dialogs().failed(context.texts().get("action.refused"), failure);
  }

  /**
   * Runs an action, or says why it cannot run; the site is asked off the FX thread, so that the
   * action begins in a later frame.
   */
  public static void perform(Action action, List<EntityId> selection, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    context
        .gate()
        .async(
            () -> action.refusal(selection, snapshot),
            refusal -> {
              if (refusal.isPresent()) {
                context.dialogs().toast(reason(refusal.get(), context));
              } else {
                action.run(selection, context);
              }
            },
            failure -> failed(failure, context));
  }

  /**
   * Items of actions, a line between groups. They can be shown at once; those that cannot run are
   * disabled when the site has said so.
   */
  public static List<MenuItem> items(
      List<Action> actions, List<EntityId> selection, UiContext context) {
    Snapshot snapshot = context.session().snapshot();
    List<Action> fitting =
        actions.stream().filter(action -> selection.isEmpty() == isApplication(action)).toList();
    List<MenuItem> items = lines(new Offer(fitting, Map.of()), selection, context);
    context
        .gate()
        .async(
            () -> refusals(fitting, selection, snapshot),
            refusals ->
                refusals.forEach(
                    (action, problem) ->
                        items.stream()
                            .filter(item -> itemId(action).equals(item.getId()))
                            .forEach(item -> refuse(item, action, problem, context))),
            failure -> failed(failure, context));
    return items;
  }

  private static List<MenuItem> lines(Offer offer, List<EntityId> selection, UiContext context) {
    List<MenuItem> items = new ArrayList<>();
    Action.Group group = null;
    for (Action action : offer.actions()) {
      if (group != null && group != action.group()) {
        items.add(new SeparatorMenuItem());
      }
      group = action.group();
      MenuItem item = item(action, selection, context);
      Optional.ofNullable(offer.refusals().get(action))
          .ifPresent(problem -> refuse(item, action, problem, context));
      items.add(item);
    }
    return items;
  }

  private static boolean isApplication(Action action) {
    return action.group() == Action.Group.APPLICATION || action.group() == Action.Group.VIEW;
  }

  /** One item, refused at once if the action says so; for actions that ask no site. */
  public static MenuItem item(
      Action action, List<EntityId> selection, Snapshot snapshot, UiContext context) {
    MenuItem item = item(action, selection, context);
    action
        .refusal(selection, snapshot)
        .ifPresent(problem -> refuse(item, action, problem, context));
    return item;
  }

  private static MenuItem item(Action action, List<EntityId> selection, UiContext context) {
    MenuItem item = new MenuItem(text(action, context), action.icon().node());
    item.setId(itemId(action));
    item.setOnAction(_ -> action.run(selection, context));
    action.keys().ifPresent(keys -> item.setAccelerator(new KeyNames(keys, context.texts())));
    return item;
  }

  private static String itemId(Action action) {
    return "action-" + action.id();
  }

  /** A disabled item shows no tooltip: the reason stands in the lines below its name. */
  private static void refuse(MenuItem item, Action action, Problem problem, UiContext context) {
    String what = context.texts().what(problem);
    String cure = context.texts().cure(problem);
    String between = what.length() + cure.length() > LINE ? "\n" : " ";
    item.setText(text(action, context) + "\n" + (what + between + cure).strip());
    item.setDisable(true);
  }

  /** A toolbar button; when the action cannot run, pressing it says why. */
  public static Button button(Action action, List<EntityId> selection, UiContext context) {
    Button button = new Button(null, action.icon().node());
    button.setId("button-" + action.id());
    button.getStyleClass().addAll("flat", "button-icon");
    button.setAccessibleText(text(action, context));
    button.setOnAction(_ -> perform(action, selection, context));
    button.setTooltip(new Tooltip(text(action, context)));
    return button;
  }

  /** A button of the console's own action, with its name. */
  public static Button textButton(Action action, UiContext context) {
    Button button = new Button(text(action, context), action.icon().node());
    button.setOnAction(_ -> perform(action, List.of(), context));
    return button;
  }

  /** The action's name in the person's language. */
  public static String text(Action action, UiContext context) {
    return context.texts().get("action." + action.id());
  }

  /** The action's keys as they stand on the keyboard, or nothing. */
  public static String keys(Action action, UiContext context) {
    return action.keys().map(keys -> KeyNames.said(keys, context.texts())).orElse("");
  }

  /** Why not, and what would mend it. */
  public static String reason(Problem problem, UiContext context) {
    String cure = context.texts().cure(problem);
    return context.texts().what(problem) + (cure.isEmpty() ? "" : " " + cure);
  }
}
