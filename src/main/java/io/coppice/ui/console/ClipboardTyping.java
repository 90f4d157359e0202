package io.coppice.ui.console;

import io.coppice.display.keyboard.Keyboard;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;

/**
 * Types what was copied into a machine, key by key, after saying what its keyboard cannot give. FX
 * thread.
 */
final class ClipboardTyping implements AutoCloseable {
  /** Characters a frame; a guest's keyboard holds some ten key events until they are read. */
  private static final int AT_ONCE = 2;

  /** The longest text that is typed; longer ones are for files. */
  private static final int LONGEST = 65_536;

  private final UiContext context;
  private final Keyboard keyboard;
  private final Runnable began;
  private final Button stop = new Button();
  private AnimationTimer typing;
  private int[] left = {};
  private int typed;

  /**
   * Nothing to type yet.
   *
   * @param began told when typing begins, to give the screen the keyboard
   */
  ClipboardTyping(UiContext context, Keyboard keyboard, Runnable began) {
    this.context = context;
    this.keyboard = keyboard;
    this.began = began;
    stop.setId("console-stop-typing");
    stop.setVisible(false);
    stop.managedProperty().bind(stop.visibleProperty());
    stop.setOnAction(_ -> stop());
  }

  private String text(String key, Object... args) {
    return context.texts().get("console." + key, args);
  }

  /** Seen while something is typed; says how much, and stops it. */
  Button stopButton() {
    return stop;
  }

  /** Says what cannot be typed before the first key goes down. */
  void ask() {
    String found = Clipboard.getSystemClipboard().getString();
    if (found == null || found.isEmpty()) {
      context.dialogs().toast(text("paste.nothing"));
      return;
    }
    String copied = found.replace("\r\n", "\n");
    String wanted = copied.substring(0, end(copied));
    List<String> missing = keyboard.layout().untypable(wanted);
    int count = wanted.codePointCount(0, wanted.length());
    String layout = text("layout." + keyboard.layout().code());
    String what =
        missing.isEmpty()
            ? text("paste.all", count, layout)
            : text("paste.missing", count, layout, String.join(" ", missing));
    if (wanted.length() < copied.length()) {
      int whole = copied.codePointCount(0, copied.length());
      what = text("paste.cut", count, whole) + "\n" + what;
    }
    context.dialogs().confirm(text("paste"), what, text("paste.verb"), () -> type(wanted));
  }

  /** Where what is typed of a text ends: never within a character. */
  private static int end(String copied) {
    if (copied.length() <= LONGEST) {
      return copied.length();
    }
    return Character.isHighSurrogate(copied.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }

  /** Types a text, a little with every frame; what no key gives is left out, as was said. */
  void type(String wanted) {
    stop();
    left = wanted.codePoints().filter(c -> !keyboard.layout().strokes(c).isEmpty()).toArray();
    began.run();
    stop.setVisible(true);
    typed = 0;
    typing =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            typeSome();
          }
        };
    typing.start();
  }

  /** What a frame types; nothing if all is typed or it was stopped. */
  void typeSome() {
    keyboard.attach();
    for (int i = 0; i < AT_ONCE && typed < left.length; i++) {
      keyboard.type(left[typed++]);
    }
    stop.setText(text("paste.stop", typed, left.length));
    if (typed >= left.length) {
      stop();
    }
  }

  /** No further key goes down. */
  void stop() {
    if (typing != null) {
      typing.stop();
      typing = null;
    }
    typed = left.length;
    stop.setVisible(false);
  }

  @Override
  public void close() {
    stop();
  }
}
