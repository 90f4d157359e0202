package io.coppice.ui.shell;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.KeyTaker;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;

/**
 * What keys, and the two buttons at the side of a mouse, do in the window: those of every action,
 * on the selection if the action is about objects. A dialog keeps all of them; a field in which
 * someone types keeps the plain keys and those of editing. FX thread.
 */
final class KeyBindings {
  private static final List<KeyCode> EDITING =
      List.of(
          KeyCode.Z,
          KeyCode.Y,
          KeyCode.X,
          KeyCode.C,
          KeyCode.V,
          KeyCode.A,
          KeyCode.LEFT,
          KeyCode.RIGHT);

  /**
   * On Windows the toolkit itself asks for a menu when the menu key is pressed; its GTK window does
   * not, and a Mac has no such key.
   */
  private static final boolean MENU_KEY_IS_MUTE =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");

  private final UiContext context;
  private final Tabs tabs;
  private final BooleanSupplier dialogOpen;

  KeyBindings(UiContext context, Tabs tabs, BooleanSupplier dialogOpen) {
    this.context = context;
    this.tabs = tabs;
    this.dialogOpen = dialogOpen;
  }

  void install(Node root) {
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    root.addEventFilter(MouseEvent.MOUSE_PRESSED, this::clicked);
  }

  private void clicked(MouseEvent event) {
    boolean back = event.getButton() == MouseButton.BACK;
    if ((back || event.getButton() == MouseButton.FORWARD) && !dialogOpen.getAsBoolean()) {
      event.consume();
      if (back) {
        tabs.back();
      } else {
        tabs.forward();
      }
    }
  }

  private void pressed(KeyEvent event) {
    if (event.getTarget() instanceof KeyTaker) {
      return;
    }
    if (MENU_KEY_IS_MUTE && asksForMenu(event) && event.getTarget() instanceof Node focused) {
      event.consume();
      openMenu(focused);
    } else if (dialogOpen.getAsBoolean()) {
      return;
    } else if (event.getCode() == KeyCode.TAB && event.isShortcutDown()) {
      tabs.cycle(event.isShiftDown() ? -1 : 1);
      event.consume();
    } else {
      act(event);
    }
  }

  private void act(KeyEvent event) {
    boolean typing = event.getTarget() instanceof TextInputControl;
    boolean plain =
        !event.isShortcutDown() && !event.isAltDown() && !event.getCode().isFunctionKey();
    if (typing && (plain || isEditing(event))) {
      return;
    }
    Snapshot snapshot = context.session().snapshot();
    Action meant = null;
    for (Action action : context.actions().all()) {
      if (action.keys().isEmpty() || !action.keys().get().match(event)) {
        continue;
      }
      meant = meant == null ? action : meant;
      List<EntityId> on =
          action.applies(List.of(), snapshot) ? List.of() : context.selection().get();
      if (action.applies(on, snapshot)) {
        event.consume();
        UiContext there =
            event.getTarget() instanceof Node node ? tabs.contextAt(node).orElse(context) : context;
        ActionMenus.perform(action, on, there);
        return;
      }
    }
    if (meant != null) {
      event.consume();
      context.dialogs().toast(whyNot(meant, context.selection().get(), snapshot));
    }
  }

  /** A key that does nothing to what is selected says so, as a menu does. */
  private String whyNot(Action action, List<EntityId> selected, Snapshot snapshot) {
    String verb = ActionMenus.text(action, context);
    return switch (selected.size()) {
      case 0 -> context.texts().get("keys.nothing-selected", verb);
      case 1 ->
          context
              .texts()
              .get("keys.not-for", verb, snapshot.contents().displayName(selected.getFirst()));
      default -> context.texts().get("keys.not-for-all", verb, selected.size());
    };
  }

  private static boolean isEditing(KeyEvent event) {
    return event.isShortcutDown() && EDITING.contains(event.getCode());
  }

  private static boolean asksForMenu(KeyEvent event) {
    return event.getCode() == KeyCode.CONTEXT_MENU
        || event.getCode() == KeyCode.F10 && event.isShiftDown();
  }

  private static void openMenu(Node focused) {
    double x = focused.getLayoutBounds().getCenterX();
    double y = focused.getLayoutBounds().getCenterY();
    Point2D screen = focused.localToScreen(x, y);
    if (screen != null) {
      focused.fireEvent(
          new ContextMenuEvent(
              ContextMenuEvent.CONTEXT_MENU_REQUESTED,
              x,
              y,
              screen.getX(),
              screen.getY(),
              true,
              new PickResult(focused, x, y)));
    }
  }
}
