package io.coppice.ui.console;

import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.rfb.RfbSession;
import java.util.function.Supplier;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Takes keys and the pointer to a machine's screen while it has the keyboard. FX thread. */
final class ScreenInput {
  private static final int WHEEL_UP = 1 << 3;
  private static final int WHEEL_DOWN = 1 << 4;

  private final FramebufferView view;
  private final Supplier<RfbSession> session;
  private final Runnable touched;
  private int buttons;

  /**
   * Takes them from a view.
   *
   * @param leave the person wants the keyboard back
   * @param touched the pointer was pressed, and the machine will answer
   */
  ScreenInput(
      FramebufferView view,
      Keyboard keyboard,
      Supplier<RfbSession> session,
      Runnable leave,
      Runnable touched) {
    this.view = view;
    this.session = session;
    this.touched = touched;
    new KeyInput(view, keyboard, leave);
    view.setOnMousePressed(this::mousePressed);
    view.setOnMouseReleased(this::mouse);
    view.setOnMouseMoved(this::mouse);
    view.setOnMouseDragged(this::mouse);
    view.setOnScroll(this::scrolled);
  }

  private void mousePressed(MouseEvent event) {
    view.requestFocus();
    touched.run();
    mouse(event);
  }

  private void mouse(MouseEvent event) {
    buttons =
        (event.isPrimaryButtonDown() ? 1 : 0)
            | (event.isMiddleButtonDown() ? 2 : 0)
            | (event.isSecondaryButtonDown() ? 4 : 0);
    if (event.getButton() != MouseButton.BACK && event.getButton() != MouseButton.FORWARD) {
      send(event.getX(), event.getY(), buttons);
    }
    event.consume();
  }

  private void scrolled(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      int wheel = event.getDeltaY() > 0 ? WHEEL_UP : WHEEL_DOWN;
      send(event.getX(), event.getY(), buttons | wheel);
      send(event.getX(), event.getY(), buttons);
      event.consume();
    }
  }

  private void send(double x, double y, int pressed) {
    RfbSession to = session.get();
    if (to != null) {
      to.pointer(view.pixelX(x), view.pixelY(y), pressed);
    }
  }
}
