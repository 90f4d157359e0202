package io.coppice.testkit;

import javafx.event.EventType;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;

/** What a pointer does, made by hand where no robot reaches it. */
public final class PointerEvents {
  private PointerEvents() {}

  /** Of the first button, pressed or let go once where it stands. */
  public static MouseEvent primary(EventType<MouseEvent> type, double x, double y) {
    return primary(type, x, y, null);
  }

  /**
   * The same.
   *
   * @param where the node that is met; null for the one that it is fired at
   */
  public static MouseEvent primary(
      EventType<MouseEvent> type, double x, double y, PickResult where) {
    return of(type, x, y, MouseButton.PRIMARY, 1, where);
  }

  /** It goes there, and no button is down. */
  public static MouseEvent moved(double x, double y) {
    return of(MouseEvent.MOUSE_MOVED, x, y, MouseButton.NONE, 0, null);
  }

  private static MouseEvent of(
      EventType<MouseEvent> type,
      double x,
      double y,
      MouseButton button,
      int clicks,
      PickResult where) {
    boolean down = button == MouseButton.PRIMARY;
    return new MouseEvent(
        type, x, y, x, y, button, clicks, false, false, false, false, down, false, false, false,
        false, true, where);
  }
}
