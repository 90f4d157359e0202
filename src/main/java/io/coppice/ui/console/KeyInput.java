package io.coppice.ui.console;

import io.coppice.display.keyboard.Key;
import io.coppice.display.keyboard.Keyboard;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Takes keys from a node to a guest's keyboard while the node has this side's. Ctrl and Alt pressed
 * and let go together, without another key, give it back. FX thread.
 */
final class KeyInput {
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

  private final Keyboard keyboard;
  private final Runnable leave;
  private KeyCode waiting;
  private boolean leaving;

  /**
   * Takes them from a node.
   *
   * @param leave the person wants the keyboard back
   */
  KeyInput(Node node, Keyboard keyboard, Runnable leave) {
    this.keyboard = keyboard;
    this.leave = leave;
    node.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    node.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    node.addEventHandler(KeyEvent.KEY_RELEASED, this::released);
    node.focusedProperty()
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
}
