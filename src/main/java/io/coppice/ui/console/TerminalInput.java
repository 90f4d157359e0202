package io.coppice.ui.console;

import io.coppice.display.terminal.Terminal;
import io.coppice.display.terminal.TerminalKey;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * What keys send while a terminal has the keyboard. Ctrl and Alt pressed and let go together give
 * it back; Ctrl+Shift+C, V and A copy, paste and select all, Shift+PageUp and PageDown scroll. FX
 * thread.
 */
final class TerminalInput {
  private static final Map<KeyCode, TerminalKey> KEYS = new EnumMap<>(KeyCode.class);

  static {
    for (TerminalKey key : TerminalKey.values()) {
      if (key != TerminalKey.BACKSPACE) {
        KEYS.put(KeyCode.valueOf(key.name()), key);
      }
    }
    KEYS.put(KeyCode.BACK_SPACE, TerminalKey.BACKSPACE);
  }

  private final TerminalView view;
  private final Consumer<byte[]> send;
  private final Runnable leave;
  private final Runnable copy;
  private final Runnable paste;
  private boolean leaving;
  private boolean handled;

  TerminalInput(
      TerminalView view, Consumer<byte[]> send, Runnable leave, Runnable copy, Runnable paste) {
    this.view = view;
    this.send = send;
    this.leave = leave;
    this.copy = copy;
    this.paste = paste;
    view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    view.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    view.addEventHandler(KeyEvent.KEY_RELEASED, this::released);
    view.focusedProperty()
        .addListener(
            (_, _, has) -> {
              if (view.terminal() != null) {
                send.accept(view.terminal().focus(has));
              }
            });
  }

  private void pressed(KeyEvent event) {
    KeyCode code = event.getCode();
    boolean modifier = code == KeyCode.CONTROL || code == KeyCode.ALT;
    leaving = modifier && event.isControlDown() && event.isAltDown();
    handled = true;
    Terminal terminal = view.terminal();
    TerminalKey key = KEYS.get(code);
    if (event.isControlDown() && event.isShiftDown() && shortcut(code)) {
      event.consume();
      return;
    }
    if (event.isShiftDown() && (code == KeyCode.PAGE_UP || code == KeyCode.PAGE_DOWN)) {
      view.scroll(code == KeyCode.PAGE_UP ? view.rows() - 1 : 1 - view.rows());
    } else if (key != null && terminal != null) {
      say(terminal.key(key, event.isShiftDown(), event.isAltDown(), event.isControlDown()));
    } else if (event.isControlDown() && !event.isAltDown()) {
      control(code);
    } else {
      handled = false; // what it gives is told by the event that follows
    }
    event.consume();
  }

  private boolean shortcut(KeyCode code) {
    switch (code) {
      case C -> copy.run();
      case V -> paste.run();
      case A -> view.selection().selectAll();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Ctrl and a character of columns 4 and 5 of ASCII give one of columns 0 and 1. */
  private void control(KeyCode code) {
    switch (code) {
      case SPACE, DIGIT2 -> say(new byte[] {0});
      case SLASH, MINUS, DIGIT7 -> say(new byte[] {0x1F});
      case DIGIT6 -> say(new byte[] {0x1E});
      default -> {
        String name = code.getChar();
        if (name.length() == 1 && name.charAt(0) >= '@' && name.charAt(0) <= '_') {
          say(new byte[] {(byte) (name.charAt(0) & 0x1F)});
        }
      }
    }
  }

  private void typed(KeyEvent event) {
    String text = event.getCharacter();
    event.consume();
    if (handled || text.isEmpty() || text.codePointAt(0) < ' ' || text.charAt(0) == 0x7F) {
      return;
    }
    boolean meta = event.isAltDown() && !event.isControlDown();
    say(((meta ? "\u001b" : "") + text).getBytes(StandardCharsets.UTF_8));
  }

  private void released(KeyEvent event) {
    handled = false;
    event.consume();
    if (leaving && (event.getCode() == KeyCode.CONTROL || event.getCode() == KeyCode.ALT)) {
      leaving = false;
      leave.run();
    }
  }

  private void say(byte[] bytes) {
    view.scrollToEnd();
    send.accept(bytes);
  }
}
