package io.coppice.sim.console;

import io.coppice.backend.Snapshot;
import io.coppice.display.server.ServedScreen;
import io.coppice.display.text.TextFrame;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.sim.guest.ScreenPage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The screen of one machine that somebody looks at. What is typed stands here until Enter, as in
 * the line discipline of a terminal. Any thread.
 */
final class GuestScreen implements ServedScreen {
  private static final int BACKSPACE = 0xFF08;
  private static final int ENTER = 0xFF0D;
  private static final int KEYPAD_ENTER = 0xFF8D;
  private static final int CONTROL = 0xFFE3;
  private static final int CONTROL_RIGHT = 0xFFE4;
  private static final int UNICODE = 0x01000000;
  private static final int LONGEST_LINE = 1024;

  private final MachineId id;
  private final Supplier<Snapshot> newest;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final StringBuilder typed = new StringBuilder();
  private int viewers;
  private boolean control;
  private Machine shown;
  private TextFrame frame;

  GuestScreen(MachineId id, Supplier<Snapshot> newest) {
    this.id = id;
    this.newest = newest;
  }

  /** A viewer comes. */
  void enter() {
    viewers++;
  }

  /** A viewer goes; whether it was the last. */
  boolean leave() {
    viewers--;
    return viewers == 0;
  }

  @Override
  public synchronized TextFrame frame() {
    Machine machine = newest.get().inventory().machine(id);
    if (frame == null || machine != shown) {
      shown = machine;
      frame = ScreenPage.of(machine, typed.toString());
    }
    return frame;
  }

  @Override
  public String name() {
    Machine machine = newest.get().inventory().machine(id);
    return machine == null ? "" : machine.name();
  }

  /** A newer world was published. */
  void published() {
    boolean changed;
    synchronized (this) {
      changed = newest.get().inventory().machine(id) != shown;
    }
    if (changed) {
      tell();
    }
  }

  private void tell() {
    watchers.forEach(Runnable::run);
  }

  @Override
  public void key(boolean down, int keysym, int scancode) {
    if (keysym == CONTROL || keysym == CONTROL_RIGHT) {
      control = down;
      return;
    }
    if (down && press(keysym)) {
      tell();
    }
  }

  /** Whether it changed something. */
  private synchronized boolean press(int keysym) {
    if (shown == null || !shown.isOn()) {
      return false;
    }
    if (keysym == ENTER || keysym == KEYPAD_ENTER) {
      typed.setLength(0);
    } else if (keysym == BACKSPACE) {
      typed.setLength(Math.max(0, typed.length() - 1));
    } else {
      int character = keysym > UNICODE ? keysym - UNICODE : keysym;
      if (control || character < ' ' || character >= 0xFE00 || typed.length() >= LONGEST_LINE) {
        return false;
      }
      typed.appendCodePoint(character);
    }
    frame = null;
    return true;
  }

  @Override
  public Watch watch(Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }
}
