package io.coppice.ui.console;

import io.coppice.display.keyboard.Key;
import io.coppice.display.keyboard.Keyboard;
import io.coppice.display.rfb.RfbSession;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * Takes keys and the pointer to a machine's screen while it has the keyboard. Ctrl and Alt pressed
 * and let go together, without another key, give the keyboard back. FX thread.
 */
final class ScreenInput {
  private static final int WHEEL_UP = 1 << 3;
  private static final int WHEEL_DOWN = 1 << 4;
  private static final Map<KeyCode, Key> KEYS = new EnumMap<>(KeyCode.class);

  static {
    KEYS.put(KeyCode.BACK_SPACE, Key.BACKSPACE);
    KEYS.put(KeyCode.CONTEXT_MENU, Key.MENU);
    KEYS.put(KeyCode.WINDOWS, Key.SUPER);
    KEYS.put(KeyCode.META, Key.SUPER);
    KEYS.put(KeyCode.COMMAND, Key.SUPER);
    KEYS.put(KeyCode.CAPS, Key.CAPS_LOCK);
    KEYS.put(KeyCode.PRINTSCREEN, Key.PRINT_SCREEN);
    for (Key key : Key.values()) {
      for (KeyCode code : KeyCode.values()) {
        if (code.name().equals(key.name())) {
          KEYS.putIfAbsent(code, key);
        }
      }
    }
    KEYS.remove(KeyCode.SPACE);
  }

  private final FramebufferView view;
  private final Keyboard keyboard;
  private final Supplier<RfbSession> session;
  private final Runnable leave;
  private final Runnable touched;
  private KeyCode waiting;
  private boolean leaving;
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
    this.keyboard = keyboard;
    this.session = session;
    this.leave = leave;
    this.touched = touched;
    view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    view.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    view.addEventHandler(KeyEvent.KEY_RELEASED, this::released);
    view.setOnMousePressed(this::mousePressed);
    view.setOnMouseReleased(this::mouse);
    view.setOnMouseMoved(this::mouse);
    view.setOnMouseDragged(this::mouse);
    view.setOnScroll(this::scrolled);
    view.focusedProperty()
        .addListener(
            (_, _, focused) -> {
              if (focused) {
                keyboard.attach();
              } else {
                keyboard.detach();
                waiting = null;
              }
            });
    keyboard.detach();
  }

  private void pressed(KeyEvent event) {
    KeyCode code = event.getCode();
    waiting = null;
    boolean modifier = code == KeyCode.CONTROL || code == KeyCode.ALT;
    leaving = modifier && event.isControlDown() && event.isAltDown();
    Key key = KEYS.get(code);
    if (key != null) {
      keyboard.press(key);
    } else if (isCommand(event)) {
      String name = code.getChar();
      if (!name.isEmpty()) {
        keyboard.pressPlain(code, Character.toLowerCase(name.codePointAt(0)));
      }
    } else {
      waiting = code; // what it gives is told by the event that follows
    }
    event.consume();
  }

  /** Whether the keys mean something other than a character; AltGr is Ctrl and Alt on Windows. */
  private static boolean isCommand(KeyEvent event) {
    return event.isControlDown() != event.isAltDown() || event.isMetaDown();
  }

  private void typed(KeyEvent event) {
    String text = event.getCharacter();
    if (waiting != null
        && !text.isEmpty()
        && text.codePointAt(0) >= ' '
        && text.charAt(0) != 0x7F) {
      keyboard.press(waiting, text.codePointAt(0));
    } else if (waiting == null && isComposed(text)) {
      text.codePoints().forEach(keyboard::type);
    }
    event.consume();
  }

  /** Characters that no key stands for: from an input method or a compose key. */
  private static boolean isComposed(String text) {
    return !text.isEmpty() && text.codePointAt(0) > 0x7F;
  }

  private void released(KeyEvent event) {
    Key key = KEYS.get(event.getCode());
    if (key != null) {
      keyboard.release(key);
    } else {
      keyboard.release(event.getCode());
    }
    event.consume();
    boolean modifier = event.getCode() == KeyCode.CONTROL || event.getCode() == KeyCode.ALT;
    if (leaving && modifier) {
      leaving = false;
      leave.run();
    }
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
