package io.coppice.display.keyboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keyboard of one session: knows which keys are down, so that none stays down when nobody holds
 * it, and gives a guest the characters that were meant, whatever the keyboards of both sides look
 * like. Every event has a keysym, and a scancode where one is known. For any thread, one at a time.
 */
public final class Keyboard {
  /** Where key events go. */
  @FunctionalInterface
  public interface KeyEvents {
    /** A key goes down or up; 0 where there is no keysym or no scancode. */
    void key(boolean down, int keysym, int scancode);
  }

  /** A key that is down: what was said when it went down, said again when it goes up. */
  private record Held(int keysym, int scancode) {}

  private final KeyEvents out;
  private final Map<Object, Held> down = new LinkedHashMap<>();
  private KeyboardLayout layout;
  private boolean capsLock;
  private boolean attached = true;

  public Keyboard(KeyEvents out, KeyboardLayout layout) {
    this.out = out;
    this.layout = layout;
  }

  /** The guest's layout, from the next key on. */
  public synchronized void setLayout(KeyboardLayout other) {
    layout = other;
  }

  public synchronized KeyboardLayout layout() {
    return layout;
  }

  /** The guest's Caps Lock, as its lights say. */
  public synchronized void setCapsLock(boolean on) {
    capsLock = on;
  }

  /** A key of every layout goes down; again while it is down is its repetition. */
  public synchronized void press(Key key) {
    hold(key, new Held(key.keysym(), key.scancode()));
  }

  public synchronized void release(Key key) {
    lift(key);
  }

  /**
   * A character's key goes down. While it does, Shift and AltGr are as the guest's layout needs
   * them, and then as they were.
   *
   * @param by which key of this side it is, to be lifted by the same
   */
  public synchronized void press(Object by, int codePoint) {
    List<KeyStroke> strokes = layout.strokes(codePoint);
    if (!attached) {
      return;
    }
    if (strokes.isEmpty()) {
      hold(by, new Held(Keysyms.of(codePoint), 0));
      return;
    }
    for (KeyStroke stroke : strokes.subList(0, strokes.size() - 1)) {
      modified(stroke, () -> tap(new Held(stroke.keysym(), stroke.scancode())));
    }
    KeyStroke last = strokes.getLast();
    modified(last, () -> hold(by, new Held(last.keysym(), last.scancode())));
  }

  /**
   * A letter's key goes down together with Ctrl, Alt or the like: the modifiers stay as they are.
   */
  public synchronized void pressPlain(Object by, int codePoint) {
    List<KeyStroke> strokes = layout.strokes(codePoint);
    hold(
        by,
        strokes.size() == 1
            ? new Held(strokes.getFirst().keysym(), strokes.getFirst().scancode())
            : new Held(Keysyms.of(codePoint), 0));
  }

  public synchronized void release(Object by) {
    lift(by);
  }

  /** Types a character: down and up. */
  public synchronized void type(int codePoint) {
    Object by = new Object();
    press(by, codePoint);
    lift(by);
  }

  /** Keys down one after the other, and up again in reverse. */
  public synchronized void chord(List<Key> keys) {
    for (Key key : keys) {
      press(key);
    }
    for (Key key : keys.reversed()) {
      lift(key);
    }
  }

  /** Nobody holds a key any more; those that were down go up, and none goes down until attach. */
  public synchronized void detach() {
    releaseAll();
    attached = false;
  }

  public synchronized void attach() {
    attached = true;
  }

  /** Lifts every key. */
  public synchronized void releaseAll() {
    for (Object by : List.copyOf(down.keySet()).reversed()) {
      lift(by);
    }
  }

  /** Whether no key is down. */
  public synchronized boolean isIdle() {
    return down.isEmpty();
  }

  private void hold(Object by, Held key) {
    if (!attached) {
      return;
    }
    Held before = down.put(by, key);
    if (before != null && !before.equals(key)) {
      out.key(false, before.keysym, before.scancode);
    }
    out.key(true, key.keysym, key.scancode);
  }

  private void lift(Object by) {
    Held key = down.remove(by);
    if (key != null) {
      out.key(false, key.keysym, key.scancode);
    }
  }

  private void tap(Held key) {
    out.key(true, key.keysym, key.scancode);
    out.key(false, key.keysym, key.scancode);
  }

  private void modified(KeyStroke stroke, Runnable action) {
    boolean wantShift = stroke.shift() != (capsLock && stroke.letter());
    List<Key> shifts =
        down.keySet().stream()
            .filter(by -> by instanceof Key k && k.isShift())
            .map(Key.class::cast)
            .toList();
    boolean hasAltGraph = down.containsKey(Key.ALT_GRAPH);
    boolean addShift = wantShift && shifts.isEmpty();
    boolean dropShift = !wantShift && !shifts.isEmpty();
    boolean addAltGraph = stroke.altGraph() && !hasAltGraph;
    boolean dropAltGraph = !stroke.altGraph() && hasAltGraph;
    if (addShift) {
      said(true, Key.SHIFT);
    } else if (dropShift) {
      shifts.forEach(key -> said(false, key));
    }
    if (addAltGraph || dropAltGraph) {
      said(addAltGraph, Key.ALT_GRAPH);
    }
    action.run();
    if (addAltGraph || dropAltGraph) {
      said(dropAltGraph, Key.ALT_GRAPH);
    }
    if (addShift) {
      said(false, Key.SHIFT);
    } else if (dropShift) {
      shifts.forEach(key -> said(true, key));
    }
  }

  private void said(boolean goesDown, Key key) {
    out.key(goesDown, key.keysym(), key.scancode());
  }
}
